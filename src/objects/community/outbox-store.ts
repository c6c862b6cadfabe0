/**
 * How far a community's passes have been delivered: one cursor for all shards of persons, and one for each shard that did not take its passes and
 * has to catch up. Every statement that touches these tables.
 */

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
    return this.#sql.exec<{ cursor: number }>("SELECT cursor FROM outbox").one().cursor;
  }

  moveTo(cursor: number): void {
    this.#sql.exec("UPDATE outbox SET cursor = ?", cursor);
  }

  late(): readonly LateShard[] {
    return this.#sql
      .exec<Record<keyof LateShard, SqlStorageValue>>(
        "SELECT shard, cursor, attempts, retry_at AS retryAt FROM late_shards ORDER BY shard",
      )
      .toArray() as unknown as readonly LateShard[];
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
