/** Makes the duties that remove rows at the end of their retention. The periods are in domain/retention.ts. */
import { dueAt, type Retained } from "../../domain/retention.ts";
import type { Duty } from "./alarm.ts";

/** Batch size: rows that one run of a duty removes. A request that arrives meanwhile waits for one batch. */
export const PIECE_ROWS = 1000;

/** For each kind of data a function that returns the time of its oldest row, ms; null if there is none. */
export type Oldest = { readonly [Kind in Retained]?: () => number | null };

/** Makes a duty that is due when the oldest row is. @param remove removes one batch of the rows whose retention has ended at `now` */
export function retention(oldest: Oldest, remove: (now: number) => void | Promise<void>): Duty {
  const kinds = Object.entries(oldest) as readonly (readonly [Retained, () => number | null])[];
  return {
    name: `retention of ${Object.keys(oldest).join(", ")}`,
    due() {
      const moments = kinds.flatMap(([kind, oldestOf]) => {
        const at = oldestOf();
        return at === null ? [] : [dueAt(kind, at)];
      });
      return moments.length === 0 ? null : Math.min(...moments);
    },
    run: remove,
  };
}
