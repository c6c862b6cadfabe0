/** How old the data may be by which this device judges a code: the files about its issuer, and its status list. Pure. Source: docs/trust.md §8. */
import { HOUR_MS, MINUTE_MS } from "../../domain/instant.ts";

/** When the data were made or fetched, ms of the corrected clock; null without them. */
export interface DataTimes {
  readonly filesAtMs: number | null;
  readonly listAtMs: number | null;
}

/** `dated`: worth the words from when they are. `old`: worth a warning. */
export type FilesAge = "fresh" | "dated" | "old";
/** `missing` and `over`: whether the code was revoked is unknown. */
export type ListAge = "fresh" | "old" | "over" | "missing";

const FILES_FRESH_MS = 15 * MINUTE_MS;
const FILES_DATED_MS = 12 * HOUR_MS;
const LIST_FRESH_MS = HOUR_MS;
const LIST_OVER_MS = 24 * HOUR_MS;

export function filesAge(atMs: number | null, now: number): FilesAge {
  const ageMs = atMs === null ? 0 : now - atMs;
  return ageMs <= FILES_FRESH_MS ? "fresh" : ageMs <= FILES_DATED_MS ? "dated" : "old";
}

export function listAge(atMs: number | null, now: number): ListAge {
  if (atMs === null) return "missing";
  const ageMs = now - atMs;
  return ageMs <= LIST_FRESH_MS ? "fresh" : ageMs <= LIST_OVER_MS ? "old" : "over";
}

/** The time of the older of the two, of those that are not fresh; null if both are fresh. */
export function oldestOf({ filesAtMs, listAtMs }: DataTimes, now: number): number | null {
  const old = [
    filesAge(filesAtMs, now) === "fresh" ? null : filesAtMs,
    listAge(listAtMs, now) === "fresh" ? null : listAtMs,
  ].filter((at) => at !== null);
  return old.length === 0 ? null : Math.min(...old);
}
