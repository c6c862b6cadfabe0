/** The duty by which a community's history leaves when it is over, in pieces that a gate does not feel. */
import { nextDue, overUntil } from "../../domain/retention.ts";
import { today } from "../../domain/china-time.ts";
import type { Duty } from "../alarm.ts";
import type { CountStore } from "./count-store.ts";
import type { Delivery } from "./delivery.ts";
import type { OutboxStore } from "./outbox-store.ts";
import type { PassStore } from "./pass-store.ts";
import type { StaffStore } from "./staff-store.ts";

const PIECE_ROWS = 1000;

interface Kept {
  readonly passes: PassStore;
  readonly staff: StaffStore;
  readonly outbox: OutboxStore;
  readonly delivery: Delivery;
  readonly counts: CountStore;
}

/** The law's day comes also for a pass that reached nobody's track; such ones are counted and said. */
export function retention(storage: DurableObjectStorage, { passes, staff, outbox, delivery, counts }: Kept): Duty {
  return {
    name: "retention",
    due: () => nextDue([passes.oldest(), staff.oldestRemoval()]),
    run(now) {
      const until = overUntil(now);
      const undelivered = storage.transactionSync(() => {
        const isWaiting = delivery.isWaiting();
        const removed = passes.removeOldest(until, PIECE_ROWS);
        // Those whom passes still name go after them.
        if (removed.length < PIECE_ROWS) staff.forgetRemoved(until);
        if (removed.length === 0) return 0;
        outbox.comeBackTo(passes.newest());
        counts.comeBackTo(passes.newest());
        const waited = removed.filter(isWaiting).length;
        passes.countRemoved(today(now), removed.length, waited);
        return waited;
      });
      if (undelivered > 0) console.error(`${undelivered} passes are over and left without having been delivered`);
    },
  };
}
