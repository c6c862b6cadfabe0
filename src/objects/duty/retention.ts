/** Duties by which rows leave when they are over: one maker for all of them. The terms stand in domain/retention.ts. */
import { dueAt, type Retained } from "../../domain/retention.ts";
import type { Duty } from "./alarm.ts";

/** Rows that leave in one ring: requests that arrive meanwhile wait for this long. */
export const PIECE_ROWS = 1000;

/** When the oldest row of each kind was, ms; null where there is none. */
export type Oldest = { readonly [Kind in Retained]?: () => number | null };

/** @param remove removes one piece of everything that is over at `now` */
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
