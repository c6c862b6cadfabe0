/** What two officers have decided about the word of a peer: entries that wait are entered, or everything since a day is taken back. The rows, and the duty that obeys them in bounded parts. docs/trust.md §10. */
import { addDays, dateOf, dayNumberOf, startOfDay } from "../../domain/china-time.ts";
import { toldList } from "../../domain/fact/told-list.ts";
import type { ItemResult } from "../../domain/federation/letter.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { Duty } from "../duty/alarm.ts";
import { allOf } from "../duty/outbox.ts";
import { issuerObjectOf, type ObjectsEnv, peopleShard } from "../env.ts";
import { columns, hasRow, query, readFirst } from "../sql.ts";
import type { ExposureStore } from "./exposure-store.ts";
import type { HeldFacts } from "./held-facts.ts";
import { hereOf } from "./here.ts";
import type { ToldOrder } from "./rpc.ts";
import { enterTold } from "./take-facts.ts";
import type { ToldDays } from "./told-days.ts";

/** `shard`: the first one in which nothing was taken back yet. An order that was obeyed stays, so that it is obeyed once. */
export const TOLD_ORDERS = `CREATE TABLE told_orders (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL, shard INTEGER NOT NULL DEFAULT 0,
     done INTEGER NOT NULL DEFAULT 0) STRICT`;

/** Entries that one run enters: the home decides a colour for each. */
const BATCH_FACTS = 100;
const BATCH_SHARDS = 32;

interface OrderRow {
  readonly seq: number;
  readonly body: string;
  readonly shard: number;
}

const ORDER = columns<OrderRow>({ seq: "seq", body: "body", shard: "shard" });

export class ToldOrders {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** @returns whether it is new */
  add(order: ToldOrder): boolean {
    if (hasRow(this.#sql, "SELECT 1 FROM told_orders WHERE id = ?", order.id)) return false;
    this.#sql.exec("INSERT INTO told_orders (id, body) VALUES (?, ?)", order.id, JSON.stringify(order));
    return true;
  }

  next(): (Omit<OrderRow, "body"> & { readonly order: ToldOrder }) | null {
    const row = readFirst(this.#sql, query`SELECT ${ORDER} FROM told_orders WHERE done = 0 ORDER BY seq LIMIT 1`);
    return row && { seq: row.seq, shard: row.shard, order: JSON.parse(row.body) as ToldOrder };
  }

  /** Everything is taken back in the shards below this one. */
  reached(seq: number, shard: number): void {
    this.#sql.exec("UPDATE told_orders SET shard = ? WHERE seq = ?", shard, seq);
  }

  obeyed(seq: number): void {
    this.#sql.exec("UPDATE told_orders SET done = 1 WHERE seq = ?", seq);
  }
}

interface Told {
  readonly orders: ToldOrders;
  readonly held: HeldFacts;
  readonly days: ToldDays;
  readonly exposures: ExposureStore;
}

/** @param from the peer @param own the issuer that it tells */
export function toldOrdersDuty(
  env: ObjectsEnv,
  { own, from }: { readonly own: IssuerCode; readonly from: IssuerCode },
  { orders, held, days, exposures }: Told,
): Duty {
  /** @returns whether nothing is left */
  async function letIn(through: number, now: number): Promise<boolean> {
    exposures.letIn(through, now);
    const some = held.until(through, BATCH_FACTS);
    const issuer = await hereOf(env, own);
    const outcomes = new Map<string, Omit<ItemResult, "id">>();
    const candidates = some.map(({ id, person, kind, from: begins, until, source, reference }) => ({
      item: { id },
      entry: { person, fact: { kind, from: begins, until, source, reference }, told: id },
    }));
    await enterTold({ env, issuer, from }, candidates, outcomes, now);
    days.count(dateOf(now), 0, [...outcomes.values()].filter(({ state }) => state === "taken").length);
    held.remove(some);
    return some.length < BATCH_FACTS;
  }

  /** @returns the first shard that is left; null: none is */
  async function takeBack(since: string, first: number, now: number): Promise<number | null> {
    if (first === 0) {
      held.drop(startOfDay(dayNumberOf(since)));
      exposures.withdrawSince(startOfDay(dayNumberOf(since)), now);
    }
    const issuer = await hereOf(env, own);
    const end = Math.min(first + BATCH_SHARDS, issuer.shards);
    const lists = daysFrom(since, dateOf(now)).map((day) => toldList(from, day));
    const inShard = async (shard: number): Promise<void> => {
      for (const list of lists)
        for (let after: string | null = ""; after !== null;)
          ({ after } = await peopleShard(env, own, shard).takeBackList({ list, after }, now));
    };
    await allOf(Array.from({ length: end - first }, (_, index) => inShard(first + index)));
    if (first === 0) for (const list of lists) await issuerObjectOf(env, own).takeBackAreas(list, issuer.shards, now);
    return end < issuer.shards ? end : null;
  }

  return {
    name: "orders about a peer's word",
    due: () => (orders.next() === null ? null : 0),
    async run(now) {
      const row = orders.next();
      if (row === null) return;
      const { seq, shard, order } = row;
      if (order.act === "let_in") {
        if (await letIn(order.through, now)) orders.obeyed(seq);
        return;
      }
      const next = await takeBack(order.since, shard, now);
      if (next === null) orders.obeyed(seq);
      else orders.reached(seq, next);
    },
  };
}

function daysFrom(first: string, last: string): readonly string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}
