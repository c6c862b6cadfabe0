/** What verifiers believe, in KV: the rows of each shard under a name that has one content, then the value that names them all. */
import { DAY_MS, MINUTE_MS } from "../../domain/instant.ts";
import { trustRowsKey } from "../../storage/schema.ts";
import { publishBelieved, publishRows, type StateTimes } from "../../storage/trust.ts";
import type { BelievedIssuer } from "../../token/federation/believed.ts";
import { type BelievedShard, believedShards } from "../../token/federation/believed-text.ts";
import { columns, query, readRows } from "../sql.ts";

/** A release without this table wrote `trust/keys`: that goes as rows go which are named no longer, and the new values are written at once. */
export const BELIEVED_VALUES = `CREATE TABLE believed_values (key TEXT PRIMARY KEY, written_at INTEGER, unnamed_at INTEGER) STRICT, WITHOUT ROWID;
   INSERT INTO believed_values (key) SELECT 'trust/keys' FROM publications WHERE topic = 'believed';
   UPDATE publications SET changes = changes + 1 WHERE topic = 'believed'`;

/** Readers have the value that names the rows for at most a minute; one that was idle for longer reads it again before it gives up. */
const UNNAMED_KEPT_MS = 10 * MINUTE_MS;
/** Rows that KV has lost come back after this time. */
const WRITTEN_AGAIN_MS = DAY_MS;

interface ValueRow {
  /** The key in KV. */
  readonly key: string;
  /** Null: whether KV has it is unknown. */
  readonly writtenAt: number | null;
  /** Since when the published value does not name it, ms; null: it does. */
  readonly unnamedAt: number | null;
}

const VALUE = columns<ValueRow>({ key: "key", writtenAt: "written_at", unnamedAt: "unnamed_at" });

export class BelievedValues {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Writes the rows that KV does not have, then the value that names all; removes rows that it has not named for ten minutes. */
  async publish(kv: KVNamespace, issuers: readonly BelievedIssuer[], times: StateTimes, now: number): Promise<void> {
    const shards = await believedShards(issuers);
    const named = shards.filter((shard) => shard !== null);
    await Promise.all(named.map((shard) => this.#write(kv, shard, now)));
    await publishBelieved(kv, { ...times, shards: shards.map((shard) => shard?.name ?? null) });
    this.#name(new Set(named.map(({ name }) => trustRowsKey(name))), now);
    const old = this.#values().filter(({ unnamedAt }) => unnamedAt !== null && unnamedAt <= now - UNNAMED_KEPT_MS);
    await Promise.all(old.map(({ key }) => this.#remove(kv, key)));
  }

  async #write(kv: KVNamespace, { name, rows }: BelievedShard, now: number): Promise<void> {
    const key = trustRowsKey(name);
    const writtenAt = this.#values().find((value) => value.key === key)?.writtenAt ?? null;
    if (writtenAt !== null && now - writtenAt < WRITTEN_AGAIN_MS) return;
    // Noted before, so that a value that is written without an answer is removed too.
    this.#sql.exec("INSERT INTO believed_values (key, unnamed_at) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", key, now);
    await publishRows(kv, name, rows);
    this.#sql.exec("UPDATE believed_values SET written_at = ? WHERE key = ?", now, key);
  }

  #name(keys: ReadonlySet<string>, now: number): void {
    for (const { key, unnamedAt } of this.#values()) {
      const since = keys.has(key) ? null : (unnamedAt ?? now);
      if (since !== unnamedAt) this.#sql.exec("UPDATE believed_values SET unnamed_at = ? WHERE key = ?", since, key);
    }
  }

  async #remove(kv: KVNamespace, key: string): Promise<void> {
    // Also without an answer of KV the value may be gone.
    this.#sql.exec("UPDATE believed_values SET written_at = NULL WHERE key = ?", key);
    await kv.delete(key);
    this.#sql.exec("DELETE FROM believed_values WHERE key = ?", key);
  }

  #values(): readonly ValueRow[] {
    return readRows(this.#sql, query`SELECT ${VALUE} FROM believed_values`);
  }
}
