/** The retention of passes and of removed collectors, and the numbers of the passes that it has removed: every statement that touches the table of these numbers. */
import { dateOf } from "../../domain/china-time.ts";
import { HOUR_MS } from "../../domain/instant.ts";
import { overUntil } from "../../domain/retention.ts";
import type { Duty } from "../duty/alarm.ts";
import { PIECE_ROWS, retention } from "../duty/retention.ts";
import type { CountStore } from "./count-store.ts";
import { type DeliveryStore, isWaiting } from "./delivery.ts";
import type { RegisterStores } from "./register.ts";

interface Stores extends Omit<RegisterStores, "recent"> {
  readonly deliveries: DeliveryStore;
  readonly counts: CountStore;
}

/**
 * Removes passes and the notes about their codes at the end of their retention, even if the passes were never delivered to a track; the number of such
 * passes is stored and logged. Also deletes removed collectors at the end of their retention.
 */
export function passRetention(storage: DurableObjectStorage, { passes, staff, seconds, deliveries, counts }: Stores): Duty {
  return retention({ pass: () => passes.oldest(), removedCollector: () => staff.oldestRemoval() }, (now) => {
    const undelivered = storage.transactionSync(() => {
      const hasWaited = isWaiting(deliveries);
      const removed = passes.removeOldest(overUntil("pass", now), PIECE_ROWS);
      // A note is at most minutes younger than its pass.
      if (removed.length > 0) seconds.removeLoose(overUntil("pass", now) + HOUR_MS);
      // A removed collector is deleted only after the passes that refer to them.
      if (removed.length < PIECE_ROWS) staff.forgetRemoved(overUntil("removedCollector", now));
      if (removed.length === 0) return 0;
      deliveries.comeBackTo(passes.newest());
      counts.comeBackTo(passes.newest());
      const waited = removed.filter(hasWaited).length;
      countRemoved(storage.sql, dateOf(now), removed.length, waited);
      return waited;
    });
    if (undelivered > 0)
      console.error(`${undelivered} passes were removed at the end of their retention without having been delivered`);
  });
}

/** Adds to the numbers of passes that were removed on a day, and of those among them that were never delivered to a track. */
function countRemoved(sql: SqlStorage, day: string, passes: number, undelivered: number): void {
  sql.exec(
    `INSERT INTO removed_passes (day, passes, undelivered) VALUES (?, ?, ?)
     ON CONFLICT (day) DO UPDATE SET passes = passes + excluded.passes, undelivered = undelivered + excluded.undelivered`,
    day,
    passes,
    undelivered,
  );
}
