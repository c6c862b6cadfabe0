/** The duty by which looks leave after 180 days, in pieces. */
import { lookDue, lookOverUntil } from "../domain/retention.ts";
import { today } from "../domain/china-time.ts";
import type { Duty } from "./alarm.ts";

const PIECE_ROWS = 1000;

interface Looks {
  /** When the oldest was, ms. */
  oldest(): number | null;
  /** Removes the oldest of those up to `until`, at most so many, counted under `day`. */
  removeOldest(until: number, atMost: number, day: string): void;
}

export function lookRetention(storage: DurableObjectStorage, looks: Looks): Duty {
  return {
    name: "look retention",
    due() {
      const oldest = looks.oldest();
      return oldest === null ? null : lookDue(oldest);
    },
    run(now) {
      storage.transactionSync(() => looks.removeOldest(lookOverUntil(now), PIECE_ROWS, today(now)));
    },
  };
}
