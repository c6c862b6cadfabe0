/** How far the data by which this device judges a code can be relied upon at their age: the files about its issuer, and its status list. For the gate and the page /check. Pure. Source: docs/trust.md §8. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../domain/instant.ts";

/** When the data were made or fetched, ms of the corrected clock; null without them. */
export interface DataTimes {
  readonly isForeign: boolean;
  /** Of an issuer elsewhere: when the nation signed the state that this device has. Of the own one: when its published keys were fetched. */
  readonly filesAtMs: number | null;
  readonly listAtMs: number | null;
}

/**
 * `dated`: worth the words from when they are. `old`: worth a warning. `ask`: a person decides, by the document. `unknown`: the code may be revoked, so that
 * nothing says it is good. Each is worse than the one before.
 */
const AGES = ["fresh", "dated", "old", "ask", "unknown"] as const;
export type DataAge = (typeof AGES)[number];

/** The ages, each up to and with its number of ms, and the age of older data. */
interface Limits {
  readonly upTo: readonly (readonly [ms: number, age: DataAge])[];
  readonly beyond: DataAge;
}

/** Own gates never depend on the nation: the published keys of the own issuer last for the 30 days in which a key signs. */
const OWN_KEYS: Limits = { upTo: [[30 * DAY_MS, "fresh"]], beyond: "ask" };
/** A state ends after 48 hours, and the code is then refused as `trust_expired`. */
const FILES: Limits = {
  upTo: [
    [15 * MINUTE_MS, "fresh"],
    [12 * HOUR_MS, "dated"],
    [48 * HOUR_MS, "old"],
  ],
  beyond: "ask",
};
/** A list of exactly an hour is no longer fresh. */
const LIST: Limits = {
  upTo: [
    [HOUR_MS - 1, "fresh"],
    [24 * HOUR_MS - 1, "old"],
    [72 * HOUR_MS - 1, "ask"],
  ],
  beyond: "unknown",
};

function ageWithin({ upTo, beyond }: Limits, atMs: number | null, now: number): DataAge {
  if (atMs === null) return beyond;
  return upTo.find(([ms]) => now - atMs <= ms)?.[1] ?? beyond;
}

export function filesAge({ isForeign, filesAtMs }: DataTimes, now: number): DataAge {
  return ageWithin(isForeign ? FILES : OWN_KEYS, filesAtMs, now);
}

/** A list that is not here is `unknown`, as one of three days is. */
export function listAge({ listAtMs }: Pick<DataTimes, "listAtMs">, now: number): DataAge {
  return ageWithin(LIST, listAtMs, now);
}

/** The worse of the two. */
export function dataAge(times: DataTimes, now: number): DataAge {
  const [files, list] = [filesAge(times, now), listAge(times, now)];
  return AGES.indexOf(files) > AGES.indexOf(list) ? files : list;
}

/** Whether nobody passes by data of this age without a look at the document. */
export function isDoubtful(age: DataAge): boolean {
  return age === "ask" || age === "unknown";
}
