/**
 * The duty that delivers passes to the tracks of persons, in batches per destination, at least once: to shards, and to the homes of other issuers' codes. A
 * destination that fails gets a cursor of its own and catches up later.
 */
import type { Duty } from "../duty/alarm.ts";
import { Outbox, type Rest, type Rests } from "../duty/outbox.ts";
import { columns, query, readFirst, readNumber, readRows } from "../sql.ts";
import type { Destination, OutgoingPass, RemovedPass } from "./outgoing-pass.ts";
import type { PassStore } from "./pass-store.ts";

/** Passes gather for this time, because each delivery writes some rows, independent of the number of passes. */
export const GATHER_MS = 10_000;
const BATCH = 500;

interface Post {
  /** Sends passes to where their persons' tracks are. Rejects if that place did not answer all of them. */
  readonly send: (destination: Destination, passes: readonly OutgoingPass[]) => Promise<void>;
  readonly random?: () => number;
}

/** @param gatherMs the time for which passes gather before a delivery */
export function deliveryDuty(passes: PassStore, store: DeliveryStore, { send, random }: Post, gatherMs = GATHER_MS): Duty {
  const outbox = new Outbox<Destination>({ name: "passes to their tracks", rests: store, ...(random && { random }) });

  async function deliverNew(late: ReadonlySet<Destination>, now: number): Promise<void> {
    const batch = passes.outgoing(store.cursor(), Number.MAX_SAFE_INTEGER, BATCH);
    const last = batch.at(-1);
    if (last === undefined) return;
    const parcels = [...Map.groupBy(batch, ({ destination }) => destination)].flatMap(([destination, some]) =>
      destination === null || late.has(destination) ? [] : [[destination, some] as const],
    );
    await outbox.send(parcels, send, now);
    // A destination that failed is late now, with the cursor from before this batch.
    store.moveTo(last.seq);
  }

  async function catchUp(late: readonly Late[], now: number): Promise<void> {
    const until = store.cursor();
    const batches = late.map((one) => ({ ...one, batch: passes.outgoing(one.cursor, until, BATCH) }));
    const own = batches.map(
      ({ destination, batch }) => [destination, batch.filter((pass) => pass.destination === destination)] as const,
    );
    const { left } = await outbox.send(
      own.filter(([, some]) => some.length > 0),
      send,
      now,
    );
    const failed = new Set(left.map(([destination]) => destination));
    for (const { destination, batch } of batches) {
      if (failed.has(destination)) continue;
      const last = batch.length < BATCH ? undefined : batch.at(-1);
      if (last === undefined) store.dropLate(destination);
      else store.saveLate({ destination, cursor: last.seq, attempts: 0, retryAt: now });
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
      await deliverNew(new Set(before.map(({ destination }) => destination)), now);
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
  const late = store.late().map((each) => passes.countFor(each.destination, each.cursor, cursor));
  return late.reduce((sum, count) => sum + count, passes.countAfter(cursor));
}

/** Returns a function that tells whether a pass is still to be delivered, by the cursors at the time of this call. */
export function isWaiting(store: DeliveryStore): (pass: RemovedPass) => boolean {
  const cursor = store.cursor();
  const late = new Map(store.late().map((each) => [each.destination, each.cursor]));
  return ({ seq, destination }) => destination !== null && seq > (late.get(destination) ?? cursor);
}

/** A destination whose last delivery failed. */
interface Late {
  readonly destination: Destination;
  /** All passes up to this sequence number are delivered there. */
  readonly cursor: number;
  readonly attempts: number;
  /** The time of the next attempt, ms. */
  readonly retryAt: number;
}

const LATE = columns<Late>({ destination: "destination", cursor: "cursor", attempts: "attempts", retryAt: "retry_at" });

/** The progress of delivery, and the late destinations: every statement that touches these tables. */
export class DeliveryStore implements Rests<Destination> {
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

  late(): readonly Late[] {
    return readRows(this.#sql, query`SELECT ${LATE} FROM late_destinations ORDER BY destination`);
  }

  saveLate({ destination, cursor, attempts, retryAt }: Late): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO late_destinations (destination, cursor, attempts, retry_at) VALUES (?, ?, ?, ?)",
      destination,
      cursor,
      attempts,
      retryAt,
    );
  }

  get(destination: Destination): Rest | undefined {
    const row = this.#late(destination);
    return row === null ? undefined : { attempts: row.attempts, until: row.retryAt };
  }

  #late(destination: Destination): Late | null {
    return readFirst(this.#sql, query`SELECT ${LATE} FROM late_destinations WHERE destination = ?`, destination);
  }

  /** At its first failure a destination gets a cursor of its own, which begins at the common one. */
  set(destination: Destination, { attempts, until }: Rest): void {
    const cursor = this.#late(destination)?.cursor ?? this.cursor();
    this.saveLate({ destination, cursor, attempts, retryAt: until });
  }

  /** Does nothing: after a success the destination stays late until its own cursor has reached the common one. */
  delete(): void {}

  dropLate(destination: Destination): void {
    this.#sql.exec("DELETE FROM late_destinations WHERE destination = ?", destination);
  }

  /** Moves the cursors back to `newest`: SQLite uses the sequence numbers again after the newest passes are deleted. */
  comeBackTo(newest: number): void {
    this.#sql.exec("UPDATE outbox SET cursor = ? WHERE cursor > ?", newest, newest);
    this.#sql.exec("UPDATE late_destinations SET cursor = ? WHERE cursor > ?", newest, newest);
  }
}
