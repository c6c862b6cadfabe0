/** What is added below a street while everything runs, told to everybody by KV; what KV did not take is told again by the alarm. */
import { today } from "../../domain/china-time.ts";
import { addAlias, addCommunity, type AddDivisionRefusal, type NewCommunity, withAdded } from "../../domain/division/added.ts";
import type { DivisionCode } from "../../domain/division/division.ts";
import type { DivisionRow } from "../../domain/division/table.ts";
import { accept, type Result } from "../../domain/result.ts";
import { publishDivision } from "../../storage/added-divisions.ts";
import type { Duty } from "../duty/alarm.ts";
import type { Chain } from "../chain/chain.ts";
import type { ObjectsEnv } from "../env.ts";
import { issuerOf, placeOf } from "../names.ts";
import { columns, query, readRows } from "../sql.ts";
import type { Office } from "./rpc.ts";

/** KV takes one write a second for a key. */
const TELL_AGAIN_MS = 1500;

export class Added {
  readonly #state: DurableObjectState;
  readonly #env: ObjectsEnv;
  readonly #store: AddedStore;
  readonly #chain: Chain;
  readonly #wake: (at: number) => void;
  readonly duty: Duty;

  /** @param wake arms the object's alarm */
  constructor(state: DurableObjectState, env: ObjectsEnv, chain: Chain, wake: (at: number) => void) {
    this.#state = state;
    this.#env = env;
    this.#store = new AddedStore(state.storage.sql);
    this.#chain = chain;
    this.#wake = wake;
    this.duty = {
      name: "added divisions",
      due: () => (this.#store.unpublished().length > 0 ? 0 : null),
      run: () => this.#tell(),
    };
  }

  /** @param table what the table has below this street */
  community(asked: NewCommunity, table: readonly DivisionRow[], by: Office, now: number) {
    const street = placeOf(this.#state.id);
    const decide = () => addCommunity(street, withAdded(table, this.#store.all()), asked, today(now));
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
      const named = [row.name, ...row.aliases].join("、");
      const record = { at: now, act, account: `${row.code} ${named}`, maskedName: named, ...by };
      return accept({ rows: [record], save: () => this.#store.save(row), value: row });
    });
    if (!added.ok) return added;
    // Armed before it is told, so that a failure in between is made good.
    this.#wake(now + TELL_AGAIN_MS);
    await this.#tell().catch((error: unknown) => console.error("an added division was not told", error));
    return added;
  }

  async #tell(): Promise<void> {
    for (const row of this.#store.unpublished()) {
      await publishDivision(this.#env.PUBLISHED, issuerOf(this.#state.id), row);
      this.#store.notePublished(row);
    }
  }
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

  /** What everybody has still to be told. */
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

  /** Notes that a row was told as it is; one that has changed meanwhile stays to be told. */
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
