/**
 * Revokes a person's credentials, and the duty by which status lists hear of it: at least once. At the issuer's own gates it holds at once, as they
 * ask this shard. A list that does not take its part holds up no other. Source: architecture.md "Revocation".
 */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { CodeColour } from "../../../domain/code/claims.ts";
import { statusListEnd } from "../../../domain/code/status.ts";
import type { Duty } from "../../duty/alarm.ts";
import { backOffMs } from "../../duty/back-off.ts";
import { type ObjectsEnv, statusListOf } from "../../env.ts";
import { issuerOf } from "../../names.ts";
import { columns, query, readRows, readTexts } from "../../sql.ts";
import type { CredentialStore, RevokedCredential } from "./credential-store.ts";

const BATCH = 500;

export interface RevocationPost {
  /** Rejects where the list did not take them. */
  readonly send: (statusList: string, indexes: readonly number[]) => Promise<void>;
  readonly random: () => number;
  /** Has the duty run at that moment, ms. */
  readonly wake: (at: number) => void;
}

interface WaitingRow {
  readonly seq: number;
  readonly statusList: string;
  /** A JSON list of numbers. */
  readonly indexes: string;
}

const WAITING = columns<WaitingRow>({
  seq: "seq",
  statusList: "status_list",
  indexes: "indexes",
});

export class Revocations implements Duty {
  readonly name = "revocations";
  readonly #credentials: CredentialStore;
  readonly #outbox: RevocationStore;
  readonly #post: RevocationPost;
  /** Kept in memory, as a new start is a reason to try again. */
  readonly #late = new Map<string, { readonly attempts: number; readonly retryAt: number }>();

  constructor(credentials: CredentialStore, outbox: RevocationStore, post: RevocationPost) {
    this.#credentials = credentials;
    this.#outbox = outbox;
    this.#post = post;
  }

  /** Revokes every credential of the person that still stands: within the transaction of what makes them untrue. */
  revokeLive(person: PersonKey, now: number): void {
    this.#tell(this.#credentials.revokeAll(person, now), now);
  }

  /** Revokes what carries another colour than the one that holds now: within the transaction of the decision. Source: product.md §5. */
  revokeUntrue(person: PersonKey, colour: CodeColour, now: number): void {
    this.#tell(this.#credentials.revokeAll(person, now, colour), now);
  }

  #tell(revoked: readonly RevokedCredential[], now: number): void {
    for (const [statusList, rows] of Map.groupBy(revoked, (row) => row.statusList))
      this.#outbox.add(
        statusList,
        rows.map(({ statusIndex }) => statusIndex),
      );
    if (revoked.length > 0) this.#post.wake(now);
  }

  due(): number | null {
    const moments = this.#outbox.lists().map((list) => this.#late.get(list)?.retryAt ?? 0);
    return moments.length === 0 ? null : Math.min(...moments);
  }

  async run(now: number): Promise<void> {
    const ready = this.#outbox.lists().filter((list) => (this.#late.get(list)?.retryAt ?? 0) <= now);
    const lists = Map.groupBy(this.#outbox.oldest(ready, BATCH), ({ statusList }) => statusList);
    const taken = await Promise.all([...lists].map(async ([list, rows]) => ((await this.#sent(list, rows, now)) ? rows : [])));
    if (taken.some((rows) => rows.length > 0)) this.#outbox.drop(taken.flat());
  }

  async #sent(list: string, rows: readonly RevocationRow[], now: number): Promise<boolean> {
    // All that it holds has expired: nobody asks it any more.
    if (now >= statusListEnd(list)) return true;
    try {
      await this.#post.send(
        list,
        rows.flatMap(({ indexes }) => indexes),
      );
      this.#late.delete(list);
      return true;
    } catch (bug) {
      const attempts = (this.#late.get(list)?.attempts ?? 0) + 1;
      this.#late.set(list, { attempts, retryAt: now + backOffMs(attempts, this.#post.random()) });
      console.error(`${rows.length} revocations were not taken by ${list}`, bug);
      return false;
    }
  }
}

/** The shard's own, which sends to the lists of its issuer. */
export function revocationsOf(
  state: DurableObjectState,
  env: ObjectsEnv,
  credentials: CredentialStore,
  wake: RevocationPost["wake"],
): Revocations {
  return new Revocations(credentials, new RevocationStore(state.storage.sql), {
    send: (list, indexes) => statusListOf(env, issuerOf(state.id), list).withdraw(indexes, "revoked"),
    random: () => Math.random(),
    wake,
  });
}

export interface RevocationRow {
  readonly seq: number;
  readonly statusList: string;
  readonly indexes: readonly number[];
}

export class RevocationStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(statusList: string, indexes: readonly number[]): void {
    this.#sql.exec("INSERT INTO revocations (status_list, indexes) VALUES (?, ?)", statusList, JSON.stringify(indexes));
  }

  /** The lists for which something waits. */
  lists(): readonly string[] {
    return readTexts(this.#sql, "SELECT DISTINCT status_list FROM revocations");
  }

  /** The oldest ones for these lists. */
  oldest(lists: readonly string[], limit: number): readonly RevocationRow[] {
    return readRows(
      this.#sql,
      query`SELECT ${WAITING} FROM revocations
         WHERE status_list IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?`,
      JSON.stringify(lists),
      limit,
    ).map((row) => ({ ...row, indexes: JSON.parse(row.indexes) as readonly number[] }));
  }

  /** Of rows that were read, not of what came for the same list meanwhile. */
  drop(rows: readonly RevocationRow[]): void {
    this.#sql.exec(
      "DELETE FROM revocations WHERE seq IN (SELECT value FROM json_each(?))",
      JSON.stringify(rows.map(({ seq }) => seq)),
    );
  }
}
