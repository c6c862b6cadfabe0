/** The duty by which a community's history leaves when it is over, in pieces that a gate does not feel. */
import { nextDue, overUntil } from "../../domain/history/retention.ts";
import { today } from "../../domain/identity/calendar-date.ts";
import type { Duty } from "../alarm.ts";
import type { PassStore } from "./pass-store.ts";
import type { StaffStore } from "./staff-store.ts";

const PIECE_ROWS = 1000;

export function retention(storage: DurableObjectStorage, passes: PassStore, staff: StaffStore): Duty {
  return {
    name: "retention",
    due: () => nextDue([passes.oldest(), staff.oldestRemoval()]),
    run(now) {
      const until = overUntil(now);
      storage.transactionSync(() => {
        const removed = passes.removeOldest(until, PIECE_ROWS, today(now));
        // Those whom passes still name go after them.
        if (removed < PIECE_ROWS) staff.forgetRemoved(until);
      });
    },
  };
}
