/** The member of the register that serves a place. Pure. */
import { isWithin } from "../division/division.ts";

/** The region with the longest code that begins the code of the place; undefined without one. */
export function servingRegion<R extends { readonly issuer: string }>(regions: readonly R[], place: string): R | undefined {
  return regions
    .filter(({ issuer }) => isWithin(place, issuer))
    .toSorted((one, other) => other.issuer.length - one.issuer.length)[0];
}
