/** The member of the register that serves a place. Pure. */
import type { Member } from "../federation/trust-files.ts";
import { isWithin } from "../division/division.ts";

/** Whether people of the region go to its own system, and not to the nation's. */
export function hasSystem({ mode }: Pick<Member, "mode">): boolean {
  return mode !== "C";
}

/** The region with the longest code that begins the code of the place; undefined without one. */
export function servingRegion<R extends { readonly issuer: string }>(regions: readonly R[], place: string): R | undefined {
  return regions
    .filter(({ issuer }) => isWithin(place, issuer))
    .toSorted((one, other) => other.issuer.length - one.issuer.length)[0];
}
