/** What a community does by itself: its duties, what they work on, and the one alarm that they share. */
import { today } from "../../domain/china-time.ts";
import { overUntil } from "../../domain/retention.ts";
import { Alarm, type Duty, periodMs } from "../duty/alarm.ts";
import { PIECE_ROWS, retention } from "../duty/retention.ts";
import { divisionOf, type ObjectsEnv, peopleShard } from "../env.ts";
import { issuerOf, placeOf } from "../names.ts";
import { CountStore } from "./count-store.ts";
import { counting } from "./counting.ts";
import { Delivery, GATHER_MS, OutboxStore, type Post } from "./delivery.ts";
import type { PassStore } from "./pass-store.ts";
import type { StaffStore } from "./staff-store.ts";

export interface Upkeep {
  readonly alarm: Alarm;
  readonly delivery: Delivery;
  readonly counts: CountStore;
}

export function upkeep(state: DurableObjectState, env: ObjectsEnv, passes: PassStore, staff: StaffStore): Upkeep {
  const outbox = new OutboxStore(state.storage.sql);
  const post: Post = {
    send(shard, outgoing) {
      const community = placeOf(state.id);
      const delivered = outgoing.map(({ seq: _seq, shard: _shard, ...pass }) => ({ ...pass, community }));
      return peopleShard(env, issuerOf(state.id), shard).record(delivered);
    },
    random: () => Math.random(),
  };
  const delivery = new Delivery(state.storage, passes, outbox, post, periodMs(env, GATHER_MS));
  const counts = new CountStore(state.storage.sql);
  const place = placeOf(state.id);
  const duties = [
    delivery,
    counting(state.storage, { passes, counts }, env, (report) =>
      divisionOf(env, { code: issuerOf(state.id) }, place).report(place, report),
    ),
    passRetention(state.storage, { passes, staff, outbox, delivery, counts }),
  ];
  return { delivery, counts, alarm: new Alarm(state, duties) };
}

interface Kept {
  readonly passes: PassStore;
  readonly staff: StaffStore;
  readonly outbox: OutboxStore;
  readonly delivery: Delivery;
  readonly counts: CountStore;
}

/** The law's day comes also for a pass that reached nobody's track; such passes are counted and logged. */
export function passRetention(storage: DurableObjectStorage, { passes, staff, outbox, delivery, counts }: Kept): Duty {
  return retention({ pass: () => passes.oldest(), removedCollector: () => staff.oldestRemoval() }, (now) => {
    const undelivered = storage.transactionSync(() => {
      const isWaiting = delivery.isWaiting();
      const removed = passes.removeOldest(overUntil("pass", now), PIECE_ROWS);
      // Collectors whom passes still name leave after these passes.
      if (removed.length < PIECE_ROWS) staff.forgetRemoved(overUntil("removedCollector", now));
      if (removed.length === 0) return 0;
      outbox.comeBackTo(passes.newest());
      counts.comeBackTo(passes.newest());
      const waited = removed.filter(isWaiting).length;
      passes.countRemoved(today(now), removed.length, waited);
      return waited;
    });
    if (undelivered > 0) console.error(`${undelivered} passes are over and left without having been delivered`);
  });
}
