/**
 * Revokes a person's credentials, and the duty by which status lists hear of it: at least once. At the issuer's own gates a revocation holds at once,
 * because they ask this shard. Source: architecture.md "Revocation".
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
  /** A JSON list of numbers. */
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

  /** @param wake has the duty run at that moment, ms */
  constructor(credentials: CredentialStore, store: RevocationStore, wake: (at: number) => void) {
    this.#credentials = credentials;
    this.#store = store;
    this.#wake = wake;
  }

  /** Revokes every credential of the person that still stands: within the transaction of what makes them untrue. */
  revokeLive(person: PersonKey, now: number): void {
    this.#note(this.#credentials.revokeAll(person, now), now);
  }

  /** Revokes credentials of another colour than the one that holds now: within the transaction of the decision. Source: product.md §5. */
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

/** @param withdraw rejects where the list did not take the indexes */
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
        // Everything in an ended list has expired: nobody asks it any more.
        if (now >= statusListEnd(list)) return;
        await withdraw(
          list,
          rows.flatMap(({ indexes }) => indexes),
        );
      };
      const parcels = Map.groupBy(store.oldest(ready, BATCH), ({ statusList }) => statusList);
      const { taken } = await outbox.send(parcels, send, now);
      if (taken.length > 0) store.drop(taken.flatMap(([, rows]) => rows));
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
