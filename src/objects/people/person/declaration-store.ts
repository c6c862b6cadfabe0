/** Declarations: every statement that touches the table, except the one by which credential-store.ts reads a holder. Rows are only appended; later, only the signs change: they are filled in, or dropped in declarations by other accounts than the holder's. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { Declaration } from "../../../domain/declaration/declaration.ts";
import { columns, query, readRows } from "../../sql.ts";

export interface DeclarationRow {
  readonly n: number;
  readonly id: string;
  readonly at: number;
  readonly category: Declaration["category"];
  /** The community of the declared local address, 12 digits. */
  readonly community: string;
  readonly sealed: string;
  /** 1 if the declaration reports signs (fever, symptoms or a contact), otherwise 0; null in rows of earlier releases. */
  readonly signs: number | null;
  /** The account that declared; null in rows of earlier releases. */
  readonly account: AccountKey | null;
  /** 1 if another account declared before the holder proved who they are: its signs no longer count. */
  readonly hearsay: number;
}

const DECLARATION = columns<DeclarationRow>({
  n: "n",
  id: "id",
  at: "at",
  category: "category",
  community: "community",
  sealed: "sealed",
  signs: "signs",
  account: "account",
  hearsay: "hearsay",
});

export class DeclarationStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Appends a declaration under the person's next number. */
  append(person: PersonKey, declaration: Omit<DeclarationRow, "n">): DeclarationRow {
    const n = (this.latest(person)?.n ?? 0) + 1;
    this.#sql.exec(
      `INSERT INTO declarations (person, n, id, at, category, community, sealed, signs, account, hearsay) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      person,
      n,
      declaration.id,
      declaration.at,
      declaration.category,
      declaration.community,
      declaration.sealed,
      declaration.signs,
      declaration.account,
      declaration.hearsay,
    );
    return { n, ...declaration };
  }

  /** The present declarations of other accounts become hearsay: their signs no longer count. Answers whether there is such a declaration. */
  noteHearsay(person: PersonKey, holder: AccountKey): boolean {
    const statement = "UPDATE declarations SET hearsay = 1, signs = 0 WHERE person = ? AND account <> ?";
    return this.#sql.exec(statement, person, holder).rowsWritten > 0;
  }

  setSigns(person: PersonKey, n: number, signs: boolean): void {
    this.#sql.exec("UPDATE declarations SET signs = ? WHERE person = ? AND n = ?", Number(signs), person, n);
  }

  /** The person's declaration with the id that the phone gave to it; null if there is none. */
  byId(person: PersonKey, id: string): DeclarationRow | null {
    return this.#first("WHERE person = ? AND id = ?", person, id);
  }

  /** The time of the `count`-th newest declaration, ms; null if there are fewer. */
  nthNewestAt(person: PersonKey, count: number): number | null {
    return this.#first("WHERE person = ? ORDER BY n DESC LIMIT 1 OFFSET ?", person, count - 1)?.at ?? null;
  }

  latest(person: PersonKey): DeclarationRow | null {
    return this.#first("WHERE person = ? ORDER BY n DESC LIMIT 1", person);
  }

  /** The first declaration with a number above `n`; null if there is none. */
  after(person: PersonKey, n: number): DeclarationRow | null {
    return this.#first("WHERE person = ? AND n > ? ORDER BY n LIMIT 1", person, n);
  }

  one(person: PersonKey, n: number): DeclarationRow | null {
    return this.#first("WHERE person = ? AND n = ?", person, n);
  }

  /** At most `limit` declarations with a number above `after` and below `before`, newest first. */
  page(person: PersonKey, after: number, before: number, limit: number): readonly DeclarationRow[] {
    return this.#rows("WHERE person = ? AND n > ? AND n < ? ORDER BY n DESC LIMIT ?", person, after, before, limit);
  }

  #first(where: string, ...bindings: readonly SqlStorageValue[]): DeclarationRow | null {
    return this.#rows(where, ...bindings)[0] ?? null;
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly DeclarationRow[] {
    return readRows(this.#sql, query`SELECT ${DECLARATION} FROM declarations ${where}`, ...bindings);
  }
}
