/** Who may make whom an administrator, and let whom go. Pure. Source: product.md §4. */
import { isWithin } from "../division/division.ts";
import { accept, refuse, type Result } from "../result.ts";

export type AppointRefusal = { readonly code: "not_above" };

/**
 * A street names its communities' administrators, a district its streets', a city its districts': whoever is above, nobody beside. The same
 * holds for letting go, so whoever is let go leaves somebody in charge above: the one who did it.
 */
export function mayAppoint(office: string, division: string): Result<null, AppointRefusal> {
  return division.length > office.length && isWithin(division, office) ? accept(null) : refuse({ code: "not_above" });
}
