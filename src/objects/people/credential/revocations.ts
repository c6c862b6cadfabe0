/**
 * Revokes a person's credentials, and the duty that reports revocations to the status lists, at least once. At the issuer's own gates a revocation is effective at once,
 * because they ask this shard.
 */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { CodeColour } from "../../../domain/code/claims.ts";
import { statusListEnd } from "../../../domain/code/status.ts";
import type { Duty } from "../../duty/alarm.ts";
import { Outbox } from "../../duty/outbox.ts";
import { columns, query, readRows, readTexts } from "../../sql.ts";
import type { CredentialStore, RevokedCredential } from "./credential-store.ts";

const BATCH = 500;

interface WaitingRow {
  readonly seq: number;
  readonly statusList: string;
  /** The status indexes of the revoked credentials, a JSON list of numbers. */
  readonly indexes: string;
}

const WAITING = columns<WaitingRow>({
  seq: "seq",
  statusList: "status_list",
  indexes: "indexes",
});

export class Revocations {
  readonly #credentials: CredentialStore;
  readonly #store: RevocationStore;
  readonly #wake: (at: number) => void;

  /** @param wake arms the object's alarm for a time, ms */
  constructor(credentials: CredentialStore, store: RevocationStore, wake: (at: number) => void) {
    this.#credentials = credentials;
    this.#store = store;
    this.#wake = wake;
  }

  /** Revokes every valid credential of the person, within the transaction of the act that causes it. */
  revokeLive(person: PersonKey, now: number): void {
    this.#note(this.#credentials.revokeAll(person, now), now);
  }

  /** Revokes the credentials of every other colour, within the transaction of the decision. Those without a colour stay valid. Source: product.md §5. */
  revokeUntrue(person: PersonKey, colour: CodeColour, now: number): void {
    this.#note(this.#credentials.revokeAll(person, now, colour), now);
  }

  #note(revoked: readonly RevokedCredential[], now: number): void {
    for (const [statusList, rows] of Map.groupBy(revoked, (row) => row.statusList))
      this.#store.add(
        statusList,
        rows.map(({ statusIndex }) => statusIndex),
      );
    if (revoked.length > 0) this.#wake(now);
  }
}

/** @param withdraw reports indexes to a status list; it rejects if the list did not store them */
export function revocationDuty(
  store: RevocationStore,
  withdraw: (statusList: string, indexes: readonly number[]) => Promise<void>,
  random?: () => number,
): Duty {
  const outbox = new Outbox<string>({ name: "revocations to a status list", ...(random && { random }) });
  return {
    name: "revocations",
    due: () => outbox.due(store.lists()),
    async run(now) {
      const ready = store.lists().filter((list) => outbox.readyAt(list) <= now);
      const send = async (list: string, rows: readonly RevocationRow[]) => {
        // All credentials of an ended list have expired, so that nobody reads it.
        if (now >= statusListEnd(list)) return;
        await withdraw(
          list,
          rows.flatMap(({ indexes }) => indexes),
        );
      };
      const parcels = Map.groupBy(store.oldest(ready, BATCH), ({ statusList }) => statusList);
      const { delivered } = await outbox.send(parcels, send, now);
      if (delivered.length > 0) store.drop(delivered.flatMap(([, rows]) => rows));
    },
  };
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

  /** The status lists for which revocations wait. */
  lists(): readonly string[] {
    return readTexts(this.#sql, "SELECT DISTINCT status_list FROM revocations");
  }

  /** At most `limit` waiting rows for these lists, the oldest first. */
  oldest(lists: readonly string[], limit: number): readonly RevocationRow[] {
    return readRows(
      this.#sql,
      query`SELECT ${WAITING} FROM revocations
         WHERE status_list IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?`,
      JSON.stringify(lists),
      limit,
    ).map((row) => ({ ...row, indexes: JSON.parse(row.indexes) as readonly number[] }));
  }

  /** Deletes exactly these rows, and no rows that arrived for the same list meanwhile. */
  drop(rows: readonly RevocationRow[]): void {
    this.#sql.exec(
      "DELETE FROM revocations WHERE seq IN (SELECT value FROM json_each(?))",
      JSON.stringify(rows.map(({ seq }) => seq)),
    );
  }
}
