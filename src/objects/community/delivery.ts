/**
 * The duty by which passes reach the tracks of persons: in batches by shard, at least once. A shard that does not take its passes holds up no
 * other: it gets a cursor of its own, and catches up. Source: architecture.md, Deliveries between objects.
 */
import { backOffMs } from "../duty/back-off.ts";
import type { Duty } from "../duty/alarm.ts";
import { columns, query, readNumber, readRows } from "../sql.ts";
import type { OutgoingPass, PassStore } from "./pass-store.ts";

/** Passes of so long go together: each delivery writes three rows, whatever it carries. */
export const GATHER_MS = 10_000;
const BATCH = 500;

export interface Post {
  /** Rejects where the shard did not take them. */
  readonly send: (shard: number, passes: readonly OutgoingPass[]) => Promise<void>;
  readonly random: () => number;
}

const LATE_SHARD = columns<LateShard>({ shard: "shard", cursor: "cursor", attempts: "attempts", retryAt: "retry_at" });

export class Delivery implements Duty {
  readonly name = "delivery";
  readonly gatherMs: number;
  readonly #storage: DurableObjectStorage;
  readonly #passes: PassStore;
  readonly #outbox: OutboxStore;
  readonly #post: Post;

  /** @param gatherMs how long passes gather */
  constructor(storage: DurableObjectStorage, passes: PassStore, outbox: OutboxStore, post: Post, gatherMs = GATHER_MS) {
    this.gatherMs = gatherMs;
    this.#storage = storage;
    this.#passes = passes;
    this.#outbox = outbox;
    this.#post = post;
  }

  due(): number | null {
    const first = this.#passes.firstAfter(this.#outbox.cursor());
    const moments = this.#outbox.late().map(({ retryAt }) => retryAt);
    if (first !== null) moments.push(first + this.gatherMs);
    return moments.length === 0 ? null : Math.min(...moments);
  }

  async run(now: number): Promise<void> {
    const before = this.#outbox.late();
    await this.#deliverNew(new Set(before.map(({ shard }) => shard)), now);
    await Promise.all(before.filter(({ retryAt }) => retryAt <= now).map((late) => this.#catchUp(late, now)));
  }

  /** How many passes wait: an operator sees it. */
  waiting(): number {
    const cursor = this.#outbox.cursor();
    const late = this.#outbox.late().map((each) => this.#passes.countFor(each.shard, each.cursor, cursor));
    return late.reduce((sum, count) => sum + count, this.#passes.countAfter(cursor));
  }

  /** Whether a pass has not been delivered yet. */
  isWaiting(): (pass: { readonly seq: number; readonly shard: number | null }) => boolean {
    const cursor = this.#outbox.cursor();
    const late = new Map(this.#outbox.late().map((each) => [each.shard, each.cursor]));
    return ({ seq, shard }) => shard !== null && seq > (late.get(shard) ?? cursor);
  }

  async #deliverNew(skipped: ReadonlySet<number>, now: number): Promise<void> {
    const cursor = this.#outbox.cursor();
    const batch = this.#passes.outgoing(cursor, Number.MAX_SAFE_INTEGER, BATCH);
    const last = batch.at(-1);
    if (last === undefined) return;
    const shards = Map.groupBy(batch, ({ shard }) => shard);
    const failed = await Promise.all(
      [...shards].map(async ([shard, passes]) =>
        shard === null || skipped.has(shard) || (await this.#sent(shard, passes)) ? [] : [shard],
      ),
    );
    this.#storage.transactionSync(() => {
      for (const shard of failed.flat())
        this.#outbox.saveLate({ shard, cursor, attempts: 1, retryAt: now + backOffMs(1, this.#post.random()) });
      this.#outbox.moveTo(last.seq);
    });
  }

  async #catchUp(late: LateShard, now: number): Promise<void> {
    const until = this.#outbox.cursor();
    const batch = this.#passes.outgoing(late.cursor, until, BATCH);
    const passes = batch.filter(({ shard }) => shard === late.shard);
    if (passes.length > 0 && !(await this.#sent(late.shard, passes))) {
      const attempts = late.attempts + 1;
      this.#outbox.saveLate({ ...late, attempts, retryAt: now + backOffMs(attempts, this.#post.random()) });
      return;
    }
    const last = batch.length < BATCH ? undefined : batch.at(-1);
    if (last === undefined) this.#outbox.dropLate(late.shard);
    else this.#outbox.saveLate({ ...late, cursor: last.seq, attempts: 0, retryAt: now });
  }

  async #sent(shard: number, passes: readonly OutgoingPass[]): Promise<boolean> {
    try {
      await this.#post.send(shard, passes);
      return true;
    } catch (bug) {
      console.error(`${passes.length} passes to shard ${shard} were not taken`, bug);
      return false;
    }
  }
}

export interface LateShard {
  readonly shard: number;
  /** Everything up to this sequence was delivered to it. */
  readonly cursor: number;
  readonly attempts: number;
  /** ms */
  readonly retryAt: number;
}

export class OutboxStore {
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

  dropLate(shard: number): void {
    this.#sql.exec("DELETE FROM late_shards WHERE shard = ?", shard);
  }

  /** After the newest passes have left, their sequence numbers are given out again: no cursor may stand beyond `newest`. */
  comeBackTo(newest: number): void {
    this.#sql.exec("UPDATE outbox SET cursor = ? WHERE cursor > ?", newest, newest);
    this.#sql.exec("UPDATE late_shards SET cursor = ? WHERE cursor > ?", newest, newest);
  }
}
