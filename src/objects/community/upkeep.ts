/** The duties of a community, their stores, and the one alarm that they share. */
import { Alarm, periodMs } from "../duty/alarm.ts";
import { divisionOf, type ObjectsEnv, peopleShard } from "../env.ts";
import { sendAway } from "./send-away.ts";
import { issuerOf, placeOf } from "../names.ts";
import { CountStore } from "./count-store.ts";
import { passCountDuty } from "./counting.ts";
import { deliveryDuty, DeliveryStore, GATHER_MS } from "./delivery.ts";
import { passRetention } from "./pass-retention.ts";
import type { Destination, OutgoingPass } from "./outgoing-pass.ts";
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
  const send = async (destination: Destination, outgoing: readonly OutgoingPass[]): Promise<void> => {
    if (typeof destination !== "number") {
      passes.endDelivery(await sendAway(env, { issuer, place }, destination, outgoing));
      return;
    }
    const delivered = outgoing.map(({ id, person, at, colour, pointName, latitude, longitude }) => {
      return { id, person, at, colour, pointName, latitude, longitude, community: place };
    });
    await peopleShard(env, issuer, destination).record(delivered);
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
