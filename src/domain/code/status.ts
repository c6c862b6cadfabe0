/** Names of status lists and their 2-bit entries. Source: IETF Token Status List §4 (draft-ietf-oauth-status-list). Fetching and inflating happen elsewhere. */
import type { Claims } from "./claims.ts";
import { expiryOf } from "./claims.ts";
import { CHINA_OFFSET_MS } from "../identity/calendar-date.ts";

/** Entries of a list. 3 is left to the application by the draft and not used yet. */
export const STATUS = { valid: 0, revoked: 1, suspended: 2 } as const;

/** One list per community and day of expiry in China (UTC+8): `420107001001-20200302`. */
export function statusListOf(claims: Claims): string {
  return statusListName(claims.community, expiryOf(claims));
}

/** The list of a 12-digit community for credentials that expire at `expiresAt` (milliseconds). */
export function statusListName(community: string, expiresAt: number): string {
  const day = new Date(expiresAt + CHINA_OFFSET_MS).toISOString().slice(0, 10).replaceAll("-", "");
  return `${community}-${day}`;
}

/** When the last credential of a list has expired, ms: midnight in China after the day in its name. */
export function statusListEnd(list: string): number {
  const [, year, month, day] = /-(\d{4})(\d\d)(\d\d)$/.exec(list) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day) + 1) - CHINA_OFFSET_MS;
}

/** Entry `index` of an inflated list, least significant bits first; `undefined` where the list is shorter. */
export function statusAt(list: Uint8Array, index: number): number | undefined {
  const byte = list[index >> 2];
  return byte === undefined ? undefined : (byte >> ((index & 3) * 2)) & 3;
}
