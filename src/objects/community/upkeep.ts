/** What a community does by itself: its duties, what they work on, and the one alarm that they share. */
import { Alarm, periodMs } from "../alarm.ts";
import { type ObjectsEnv, divisionOf, issuerOf, peopleShard, placeOf } from "../env.ts";
import { CountStore } from "./count-store.ts";
import { counting } from "./counting.ts";
import { Delivery, GATHER_MS, type Post } from "./delivery.ts";
import { OutboxStore } from "./outbox-store.ts";
import type { PassStore } from "./pass-store.ts";
import { retention } from "./retention.ts";
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
    retention(state.storage, { passes, staff, outbox, delivery, counts }),
  ];
  return { delivery, counts, alarm: new Alarm(state, duties) };
}
