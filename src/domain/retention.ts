/** The retention terms of all data that are deleted by a timer, with the source of each term. Pure. docs/operate.md shows the same table. */
import { DAY_MS, HOUR_MS } from "./instant.ts";

interface Term {
  readonly ms: number;
  readonly what: string;
  /** The moment at which the term begins. */
  readonly from: string;
  readonly source: string;
}

const days = (count: number, what: string, from: string, source: string): Term => ({ ms: count * DAY_MS, what, from, source });
const hours = (count: number, what: string, from: string, source: string): Term => ({ ms: count * HOUR_MS, what, from, source });

/** The law demands that terms exist and end by a timer: product.md §5.6. Architecture.md, "Privacy and security", sets those of passes, tracks and looks. */
export const RETENTION = {
  pass: days(30, "passes of a community", "the pass", "decision 9"),
  removedCollector: days(30, "removed collectors that passes name", "the removal", "decision 9"),
  track: days(30, "tracks of persons", "the end of the pass's day in UTC", "decision 11"),
  claim: days(7, "claims that nobody answers", "the claim", "decision 45"),
  case: days(30, "cases about who manages a person", "the opening", "decision 54"),
  formerPhone: days(180, "former phones of a holder", "the end of the former phone", "decision 54"),
  proposedAppointment: days(30, "appointments that two decide", "the proposal", "decision 55"),
  formerPerson: days(180, "persons whom an account has managed", "the removal", "decision 55"),
  wrongName: hours(1, "counts of wrong names on a document", "the first wrong name", "decision 54"),
  redeclaration: days(30, "a gate's request to declare again", "the request", "decisions 9, 18: as long as the pass beside it"),
  look: days(180, "looks at personal data", "the look", "decision 15"),
  appeal: days(180, "appeals and their files", "the answer", "decision 26"),
  looseFile: hours(25, "files that no appeal names", "the beginning of the upload", "decision 26"),
  refusedApplication: days(1, "refused applications", "the refusal", "a refusal can be withdrawn for a day"),
  hourCount: days(35, "counts by hour", "the beginning of the day in China", "decision 12"),
  verificationCount: days(
    35,
    "counts of checked codes by hour",
    "the beginning of the day in China",
    "as long as counts by hour",
  ),
  dayCount: days(400, "counts by day", "the beginning of the day in China", "decision 12"),
  sketch: days(31, "sketches of the persons of a day", "the beginning of the day in China", "decision 12"),
  session: days(30, "sessions", "the last use", "decision 58"),
  loginCount: hours(1, "one-time passwords, counts per hour", "the message, the first request", "product.md §3"),
  personCount: days(1, "counts of added persons per login", "the first request", "decision 47"),
  unfinishedImport: days(1, "files of lists that did not arrive whole", "the beginning of the upload", "decision 22"),
  unproposedList: days(1, "files of lists that nobody proposes", "the end of the reading", "decision 56"),
  proposedList: days(8, "files of lists whose proposal expired", "the proposal", "decision 56: a proposal expires after 7 days"),
  statusList: days(1, "status lists", "the end of their day", "a verifier's clock may be behind"),
  signingKey: days(46, "signing keys", "their last signature", "`code-format.md`: the longest life of a code"),
  conversion: days(
    31,
    "conversions of codes to the nation's",
    "the end of the status list of the code",
    "`trust.md`: the oldest pass in a letter",
  ),
  pastKey: days(31, "public halves of signing keys", "the end of their publication", "`trust.md`: the oldest pass in a letter"),
} as const satisfies Readonly<Record<string, Term>>;

export type Retained = keyof typeof RETENTION;

/** The term in days, for sentences. */
export function termDays(kind: Retained): number {
  return RETENTION[kind].ms / DAY_MS;
}

/** The moment, ms, up to which the term is over at `now`: rows of this moment or earlier may no longer be shown, even if they are not deleted yet. */
export function overUntil(kind: Retained, now: number): number {
  return now - RETENTION[kind].ms;
}

/** The time of the deletion, ms: the first full hour at or after the end of a term that begins at `at`. */
export function dueAt(kind: Retained, at: number): number {
  return Math.ceil((at + RETENTION[kind].ms) / HOUR_MS) * HOUR_MS;
}

/** The day of a pass in a person's track, in days since 1970 in UTC. The passes of one day are stored together and deleted together. */
export function trackDay(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** The end of a day of a track, ms: the retention term of its passes begins then. */
export function endOfTrackDay(day: number): number {
  return (day + 1) * DAY_MS;
}

/** The days of a track whose passes may still be shown, as `trackDay` counts them, the newest first. */
export function visibleTrackDays(now: number): readonly number[] {
  const newest = trackDay(now);
  return Array.from({ length: newest - trackDay(overUntil("track", now)) + 1 }, (_, index) => newest - index);
}
