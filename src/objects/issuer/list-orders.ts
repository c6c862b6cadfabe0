/** The duty that tells files of lists what officers have decided, each file in order and at least once, until it has obeyed. */
import type { Duty } from "../duty/alarm.ts";
import { Outbox } from "../duty/outbox.ts";
import type { Lists, OrderRow } from "./lists.ts";

/** @param tell rejects if the file did not obey */
export function listOrdersDuty(lists: Lists, tell: (order: OrderRow, now: number) => Promise<unknown>): Duty {
  const outbox = new Outbox<string>({ name: "orders to lists" });
  const parcels = () => lists.orders().map((order) => [`${order.list}/${order.file}`, order] as const);
  return {
    name: "list orders",
    due: () => outbox.due(parcels().map(([file]) => file)),
    async run(now) {
      const { delivered } = await outbox.send(parcels(), (_, order) => tell(order, now), now);
      for (const [, { seq }] of delivered) lists.obeyed(seq);
    },
  };
}
