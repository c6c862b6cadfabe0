/** A pass by a code of another issuer, as an item of a letter to the home of the code. Pure. docs/trust.md §10. */
import { DAY_MS } from "../instant.ts";
import { type IssuerCode, regionOf } from "../issuer/issuer.ts";
import type { LetterItem } from "./letter.ts";

export interface PassItem extends LetterItem {
  /** The time of the pass, seconds since 1970. */
  readonly at: number;
  /** The community, 12 digits, and the name of the collection point. */
  readonly place: { readonly division: string; readonly point: string };
  /** The code as it was scanned, in base64url. */
  readonly code: string;
  /** The handle of the home, 16 bytes in base64url, if the code is the nation's and made from one of the addressee. */
  readonly home?: string;
}

/** A row of the sender lives 30 days. */
const MAX_AGE_MS = 31 * DAY_MS;
/** The lead that a gate allows a phone's clock. */
const LEAD_MS = 45_000;
export const DIVISION = /^[1-9]\d{11}$/;
const CODE = /^[\w-]{1,400}$/;
const HANDLE = /^[\w-]{22}$/;
/** As a collection point's name is bounded (contract/community.ts). */
export const POINT = /^[^\p{Cc}]{1,40}$/u;

/** The pass in an item; null if it has another form. */
export function passIn({ id, at, place, code, home }: LetterItem): PassItem | null {
  if (typeof at !== "number" || !Number.isInteger(at) || typeof code !== "string" || !CODE.test(code)) return null;
  const { division, point } = typeof place === "object" && place !== null ? (place as Record<string, unknown>) : {};
  if (typeof division !== "string" || !DIVISION.test(division) || typeof point !== "string" || !POINT.test(point)) return null;
  if (home !== undefined && (typeof home !== "string" || !HANDLE.test(home))) return null;
  return { id, at, place: { division, point }, code, ...(home !== undefined && { home }) };
}

/** Why the sender cannot have registered this pass; null if it can. @param now ms */
export function passFault(
  { at, place }: Pick<PassItem, "at" | "place">,
  from: IssuerCode,
  now: number,
): "pass_time" | "region_foreign" | null {
  const ms = at * 1000;
  if (ms > now + LEAD_MS || ms <= now - MAX_AGE_MS) return "pass_time";
  return place.division.startsWith(regionOf(from)) ? null : "region_foreign";
}
