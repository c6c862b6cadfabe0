/** How long everything lives that leaves by itself, with the source of each term; when it is over, and when it leaves. Pure. docs/operate.md shows the same table. */
import { DAY_MS, HOUR_MS } from "./instant.ts";

interface Term {
  readonly ms: number;
  readonly what: string;
  /** From which moment the term counts. */
  readonly from: string;
  readonly source: string;
}

const days = (count: number, what: string, from: string, source: string): Term => ({ ms: count * DAY_MS, what, from, source });
const hours = (count: number, what: string, from: string, source: string): Term => ({ ms: count * HOUR_MS, what, from, source });

/** The law demands that terms exist and end by a timer: product.md §5.6. Architecture.md, "Privacy and security", sets those of passes, tracks and looks. */
export const RETENTION = {
  pass: days(30, "passes of a community", "the pass", "decision 9"),
  removedCollector: days(30, "removed collectors, whom passes name", "the removal", "decision 9"),
  track: days(30, "tracks of persons", "the end of the pass's day in UTC", "decision 11"),
  redeclaration: days(30, "a gate's request to declare again", "the request", "decisions 9, 18: as long as the pass beside it"),
  look: days(180, "looks at personal data", "the look", "decision 15"),
  appeal: days(180, "appeals and their files", "the answer", "decision 26"),
  looseFile: hours(25, "files that no appeal names", "the begin of the upload", "decision 26"),
  refusedApplication: days(1, "refused applications", "the refusal", "a refusal can be taken back for a day"),
  hourCount: days(35, "counts by hour", "the begin of the day in China", "decision 12"),
  dayCount: days(400, "counts by day", "the begin of the day in China", "decision 12"),
  sketch: days(31, "sketches of who passed on a day", "the begin of the day in China", "decision 12"),
  session: days(30, "sessions", "the login", "product.md §3"),
  loginCount: hours(1, "one-time passwords, counts per hour", "the message, the first request", "product.md §3"),
  unfinishedImport: days(1, "files of lists that did not arrive whole", "the begin of the upload", "decision 22"),
  statusList: days(1, "status lists", "the end of their day", "a verifier's clock may be behind"),
  signingKey: days(46, "signing keys", "their last signature", "`code-format.md`: the longest life of a code"),
} as const satisfies Readonly<Record<string, Term>>;

export type Retained = keyof typeof RETENTION;

/** Everything up to this moment is over, ms, whether or not it has left already. */
export function overUntil(kind: Retained, now: number): number {
  return now - RETENTION[kind].ms;
}

/** When something of this moment leaves, ms: at the full hour after it is over. */
export function dueAt(kind: Retained, at: number): number {
  return Math.ceil((at + RETENTION[kind].ms) / HOUR_MS) * HOUR_MS;
}

/** The day of a passage, counted from 1970 in UTC: passages of one day leave together, and lie together for it. */
export function trackDay(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** When a day of passages ends, ms: its term counts from there. */
export function endOfTrackDay(day: number): number {
  return (day + 1) * DAY_MS;
}

/** The days of which something may still be shown, the newest first. */
export function shownTrackDays(now: number): readonly number[] {
  const newest = trackDay(now);
  return Array.from({ length: newest - trackDay(overUntil("track", now)) + 1 }, (_, index) => newest - index);
}
