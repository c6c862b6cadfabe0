/**
 * The duty that delivers passes to the tracks of persons, in batches per shard, at least once. A shard that fails gets a cursor of
 * its own and catches up later.
 */
import type { Duty } from "../duty/alarm.ts";
import { Outbox, type Rest, type Rests } from "../duty/outbox.ts";
import { columns, query, readFirst, readNumber, readRows } from "../sql.ts";
import type { OutgoingPass, PassStore } from "./pass-store.ts";

/** Passes gather for this time, because each delivery writes some rows, independent of the number of passes. */
export const GATHER_MS = 10_000;
const BATCH = 500;

interface Post {
  /** Sends passes to the shard that stores their persons' tracks. Rejects if the shard did not store them. */
  readonly send: (shard: number, passes: readonly OutgoingPass[]) => Promise<void>;
  readonly random?: () => number;
}

/** @param gatherMs the time for which passes gather before a delivery */
export function deliveryDuty(passes: PassStore, store: DeliveryStore, { send, random }: Post, gatherMs = GATHER_MS): Duty {
  const outbox = new Outbox<number>({ name: "passes to a shard", rests: store, ...(random && { random }) });

  async function deliverNew(late: ReadonlySet<number>, now: number): Promise<void> {
    const batch = passes.outgoing(store.cursor(), Number.MAX_SAFE_INTEGER, BATCH);
    const last = batch.at(-1);
    if (last === undefined) return;
    const byShard = Map.groupBy(batch, ({ shard }) => shard);
    const parcels = [...byShard].flatMap(([shard, some]) => (shard === null || late.has(shard) ? [] : [[shard, some] as const]));
    await outbox.send(parcels, send, now);
    // A shard that failed is a late shard now, with the cursor from before this batch.
    store.moveTo(last.seq);
  }

  async function catchUp(late: readonly LateShard[], now: number): Promise<void> {
    const until = store.cursor();
    const batches = late.map((shard) => ({ ...shard, batch: passes.outgoing(shard.cursor, until, BATCH) }));
    const own = batches.map(({ shard, batch }) => [shard, batch.filter((pass) => pass.shard === shard)] as const);
    const { left } = await outbox.send(
      own.filter(([, some]) => some.length > 0),
      send,
      now,
    );
    const failed = new Set(left.map(([shard]) => shard));
    for (const { shard, batch } of batches) {
      if (failed.has(shard)) continue;
      const last = batch.length < BATCH ? undefined : batch.at(-1);
      if (last === undefined) store.dropLate(shard);
      else store.saveLate({ shard, cursor: last.seq, attempts: 0, retryAt: now });
    }
  }

  return {
    name: "delivery",
    due() {
      const first = passes.firstAfter(store.cursor());
      const moments = store.late().map(({ retryAt }) => retryAt);
      if (first !== null) moments.push(first + gatherMs);
      return moments.length === 0 ? null : Math.min(...moments);
    },
    async run(now) {
      const before = store.late();
      await deliverNew(new Set(before.map(({ shard }) => shard)), now);
      await catchUp(
        before.filter(({ retryAt }) => retryAt <= now),
        now,
      );
    },
  };
}

/** The number of passes that are not delivered to their persons' tracks yet. */
export function waitingPasses(passes: PassStore, store: DeliveryStore): number {
  const cursor = store.cursor();
  const late = store.late().map((each) => passes.countFor(each.shard, each.cursor, cursor));
  return late.reduce((sum, count) => sum + count, passes.countAfter(cursor));
}

/** Returns a function that tells whether a pass is still to be delivered, by the cursors at the time of this call. */
export function isWaiting(store: DeliveryStore): (pass: { readonly seq: number; readonly shard: number | null }) => boolean {
  const cursor = store.cursor();
  const late = new Map(store.late().map((each) => [each.shard, each.cursor]));
  return ({ seq, shard }) => shard !== null && seq > (late.get(shard) ?? cursor);
}

export interface LateShard {
  readonly shard: number;
  /** All passes up to this sequence number are delivered to the shard. */
  readonly cursor: number;
  readonly attempts: number;
  /** The time of the next attempt, ms. */
  readonly retryAt: number;
}

const LATE_SHARD = columns<LateShard>({ shard: "shard", cursor: "cursor", attempts: "attempts", retryAt: "retry_at" });

/** The progress of delivery, and the late shards, whose last delivery failed: every statement that touches these tables. */
export class DeliveryStore implements Rests<number> {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  cursor(): number {
    return readNumber(this.#sql, "SELECT cursor FROM outbox") ?? 0;
  }

  moveTo(cursor: number): void {
    this.#sql.exec("UPDATE outbox SET cursor = ?", cursor);
  }

  late(): readonly LateShard[] {
    return readRows(this.#sql, query`SELECT ${LATE_SHARD} FROM late_shards ORDER BY shard`);
  }

  saveLate({ shard, cursor, attempts, retryAt }: LateShard): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO late_shards (shard, cursor, attempts, retry_at) VALUES (?, ?, ?, ?)",
      shard,
      cursor,
      attempts,
      retryAt,
    );
  }

  get(shard: number): Rest | undefined {
    const row = readFirst(this.#sql, query`SELECT ${LATE_SHARD} FROM late_shards WHERE shard = ?`, shard);
    return row === null ? undefined : { attempts: row.attempts, until: row.retryAt };
  }

  /** At its first failure a shard gets a cursor of its own, which begins at the common one. */
  set(shard: number, { attempts, until }: Rest): void {
    const cursor = readFirst(this.#sql, query`SELECT ${LATE_SHARD} FROM late_shards WHERE shard = ?`, shard)?.cursor;
    this.saveLate({ shard, cursor: cursor ?? this.cursor(), attempts, retryAt: until });
  }

  /** Does nothing: after a success the shard stays late until its own cursor has reached the common one. */
  delete(): void {}

  dropLate(shard: number): void {
    this.#sql.exec("DELETE FROM late_shards WHERE shard = ?", shard);
  }

  /** Moves the cursors back to `newest`: SQLite uses the sequence numbers again after the newest passes are deleted. */
  comeBackTo(newest: number): void {
    this.#sql.exec("UPDATE outbox SET cursor = ? WHERE cursor > ?", newest, newest);
    this.#sql.exec("UPDATE late_shards SET cursor = ? WHERE cursor > ?", newest, newest);
  }
}
