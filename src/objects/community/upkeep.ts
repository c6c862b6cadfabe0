/** The duties of a community, their stores, and the one alarm that they share. Also the retention of passes and of removed collectors. */
import { dateOf } from "../../domain/china-time.ts";
import { HOUR_MS } from "../../domain/instant.ts";
import { overUntil } from "../../domain/retention.ts";
import { Alarm, type Duty, periodMs } from "../duty/alarm.ts";
import { PIECE_ROWS, retention } from "../duty/retention.ts";
import { divisionOf, type ObjectsEnv, peopleShard } from "../env.ts";
import { issuerOf, placeOf } from "../names.ts";
import { CountStore } from "./count-store.ts";
import { passCountDuty } from "./counting.ts";
import { deliveryDuty, DeliveryStore, GATHER_MS, isWaiting } from "./delivery.ts";
import type { OutgoingPass } from "./pass-store.ts";
import type { RegisterStores } from "./register.ts";

export interface Upkeep {
  readonly alarm: Alarm;
  readonly deliveries: DeliveryStore;
  readonly counts: CountStore;
  /** The time for which passes gather before delivery, ms. */
  readonly gatherMs: number;
}

export function upkeep(
  state: DurableObjectState,
  env: ObjectsEnv,
  { passes, staff, seconds }: Omit<RegisterStores, "recent">,
): Upkeep {
  const [deliveries, counts] = [new DeliveryStore(state.storage.sql), new CountStore(state.storage.sql)];
  const [issuer, place, gatherMs] = [issuerOf(state.id), placeOf(state.id), periodMs(env, GATHER_MS)];
  const send = (shard: number, outgoing: readonly OutgoingPass[]) => {
    const delivered = outgoing.map(({ seq: _seq, shard: _shard, ...pass }) => ({ ...pass, community: place }));
    return peopleShard(env, issuer, shard).record(delivered);
  };
  const alarm = new Alarm(state, [
    deliveryDuty(passes, deliveries, { send }, gatherMs),
    passCountDuty(state.storage, { passes, counts }, env, (report) =>
      divisionOf(env, { code: issuer }, place).report(place, report),
    ),
    passRetention(state.storage, { passes, staff, seconds, deliveries, counts }),
  ]);
  return { alarm, deliveries, counts, gatherMs };
}

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
      passes.countRemoved(dateOf(now), removed.length, waited);
      return waited;
    });
    if (undelivered > 0)
      console.error(`${undelivered} passes were removed at the end of their retention without having been delivered`);
  });
}
