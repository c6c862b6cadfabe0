/** Communities and aliases that administrators add below a street: rows, acts, and the publication to KV, which the alarm repeats after a failure. */
import { dateOf } from "../../domain/china-time.ts";
import { addAlias, addCommunity, type AddDivisionRefusal, type NewCommunity, withAdded } from "../../domain/division/added.ts";
import type { DivisionCode } from "../../domain/division/division.ts";
import type { DivisionRow } from "../../domain/division/table.ts";
import { accept, type Result } from "../../domain/result.ts";
import type { Duty } from "../duty/alarm.ts";
import { Outbox } from "../duty/outbox.ts";
import type { AppointmentChain } from "./appointment-chain.ts";
import { columns, query, readRows } from "../sql.ts";
import type { Office } from "./rpc.ts";

/** KV accepts one write per second per key. */
const GAP_MS = 1000;
/** An act publishes at once. If it is interrupted, the alarm publishes after this time. */
const SAFETY_MS = 1500;

export class DivisionAdditions {
  readonly #street: string;
  readonly #store: AddedStore;
  readonly #chain: AppointmentChain;
  readonly #publication: Duty;
  readonly #wake: (at: number) => void;

  /** @param wake arms the object's alarm for a time, ms */
  constructor(street: string, store: AddedStore, chain: AppointmentChain, publication: Duty, wake: (at: number) => void) {
    this.#street = street;
    this.#store = store;
    this.#chain = chain;
    this.#publication = publication;
    this.#wake = wake;
  }

  /** Adds a community. @param table the rows of the division table below this street */
  community(community: NewCommunity, table: readonly DivisionRow[], by: Office, now: number) {
    const decide = () => addCommunity(this.#street, withAdded(table, this.#store.all()), community, dateOf(now));
    return this.#add("added", decide, by, now);
  }

  alias(code: string, alias: string, table: readonly DivisionRow[], by: Office, now: number) {
    const decide = () => addAlias(withAdded(table, this.#store.all()), code, alias);
    return this.#add("alias", decide, by, now);
  }

  async #add(
    act: "added" | "alias",
    decide: () => Result<DivisionRow, AddDivisionRefusal>,
    by: Office,
    now: number,
  ): Promise<Result<DivisionRow, AddDivisionRefusal>> {
    const added = await this.#chain.act(() => {
      const decided = decide();
      if (!decided.ok) return decided;
      const row = decided.value;
      const names = [row.name, ...row.aliases].join("、");
      const record = { at: now, act, account: `${row.code} ${names}`, maskedName: names, ...by };
      return accept({ rows: [record], save: () => this.#store.save(row), value: row });
    });
    if (!added.ok) return added;
    this.#wake(now + SAFETY_MS);
    await this.#publication.run(now);
    return added;
  }
}

/** @param publish writes an added division to KV; it rejects if KV fails */
export function addedDuty(store: AddedStore, publish: (row: DivisionRow) => Promise<void>): Duty {
  const outbox = new Outbox<string>({ name: "added divisions", gapMs: GAP_MS });
  return {
    name: "added divisions",
    due: () => outbox.due(store.unpublished().map(({ code }) => code)),
    async run(now) {
      const send = async (_: string, row: DivisionRow) => {
        await publish(row);
        store.notePublished(row);
      };
      const parcels = store.unpublished().map((row) => [row.code, row] as const);
      await outbox.send(parcels, send, now);
    },
  };
}

interface AddedRow {
  readonly code: DivisionCode;
  readonly name: string;
  /** A JSON list. */
  readonly aliases: string;
  readonly validFrom: string | null;
}

const ADDED = columns<AddedRow>({ code: "code", name: "name", aliases: "aliases", validFrom: "valid_from" });

export class AddedStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  all(): readonly DivisionRow[] {
    return this.#rows("ORDER BY code");
  }

  /** The rows whose current values are not published in KV. */
  unpublished(): readonly DivisionRow[] {
    return this.#rows("WHERE published = 0 ORDER BY code");
  }

  save({ code, name, aliases, validFrom }: DivisionRow): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO added_divisions (code, name, aliases, valid_from, published) VALUES (?, ?, ?, ?, 0)",
      code,
      name,
      JSON.stringify(aliases),
      validFrom,
    );
  }

  /** Notes that a row is published. A row that has changed meanwhile stays unpublished. */
  notePublished({ code, aliases }: DivisionRow): void {
    this.#sql.exec("UPDATE added_divisions SET published = 1 WHERE code = ? AND aliases = ?", code, JSON.stringify(aliases));
  }

  #rows(where: string): readonly DivisionRow[] {
    return readRows(this.#sql, query`SELECT ${ADDED} FROM added_divisions ${where}`).map(({ aliases, ...row }) => ({
      ...row,
      aliases: JSON.parse(aliases) as readonly string[],
      validTo: null,
      successor: null,
    }));
  }
}
