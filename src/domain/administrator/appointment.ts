/** Decides which administrator may appoint and dismiss which others. Pure. Source: product.md §4. */
import { isWithin } from "../division/division.ts";
import { accept, refuse, type Result } from "../result.ts";

export type AppointRefusal = { readonly code: "not_above" };

/**
 * An office appoints the administrators of every division below it, never of its own division: a street those of its communities, a district those of
 * its streets, a city those of its districts. The same rule holds for a dismissal, so a division without administrators still has one above it.
 */
export function mayAppoint(office: string, division: string): Result<null, AppointRefusal> {
  return division.length > office.length && isWithin(division, office) ? accept(null) : refuse({ code: "not_above" });
}
