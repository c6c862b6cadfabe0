/** Judges whether the scanner still sees and still reads. What it shows must be what is, not what was begun last. Pure: the clock is an argument. */

/** Times of performance.now(). */
export interface Sight {
  /** The last new picture of the camera, without the time of decoding since; before the first, the moment of its opening. */
  readonly frameMs: number;
  /** The system has taken the camera away for a while, such as for a phone call; null otherwise. */
  readonly mutedMs: number | null;
  /** Since when a picture waits for the decoder; null while none waits. */
  readonly askedMs: number | null;
  /** Whether this decoder has answered before: its first answer needs a download. */
  readonly hasAnswered: boolean;
}

export type Finding = "fine" | "no_pictures" | "no_answers" | "still_loading";

const NOTICED_WITHIN_MS = 3_000;
/** For the camera, and for the decoder's file. */
export const OPENED_WITHIN_MS = 8_000;

export function judge({ frameMs, mutedMs, askedMs, hasAnswered }: Sight, nowMs: number): Finding {
  if (nowMs - (mutedMs ?? nowMs) > NOTICED_WITHIN_MS) return "no_pictures";
  // While a picture waits for the decoder, no other is taken.
  if (askedMs === null) return nowMs - frameMs > NOTICED_WITHIN_MS ? "no_pictures" : "fine";
  const waitedMs = nowMs - askedMs;
  if (hasAnswered) return waitedMs > NOTICED_WITHIN_MS ? "no_answers" : "fine";
  return waitedMs > OPENED_WITHIN_MS ? "still_loading" : "fine";
}
