/** The table of colours of an issuer: the last one that two officers have approved, before that the shipped one. Every statement that touches the row. docs/trust.md §12. */
import { checkColourTable, type ColourTable, tableText } from "../../domain/federation/colour-table.ts";
import { shippedTable } from "../../domain/federation/shipped-tables.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { Change } from "../../domain/proposal/proposal.ts";
import { readText } from "../sql.ts";
import type { TableFault } from "./rpc.ts";

/** Statements of an earlier release name no table. */
export const COLOUR_TABLE = `CREATE TABLE colour_table (one INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
   ALTER TABLE statements ADD COLUMN colours TEXT`;

export class ColourTableStore {
  readonly #sql: SqlStorage;
  readonly #issuer: IssuerCode;

  constructor(sql: SqlStorage, issuer: IssuerCode) {
    this.#sql = sql;
    this.#issuer = issuer;
  }

  table(): ColourTable {
    const body = readText(this.#sql, "SELECT body FROM colour_table");
    const approved = body === null ? null : checkColourTable(JSON.parse(body));
    return approved?.ok === true ? approved.value : shippedTable(this.#issuer);
  }

  /** Why the change cannot be made now; null if it can, and for other changes. Checked at the proposal and again at the approval. */
  fault(change: Change): TableFault | null {
    if (change.kind !== "colour_table") return null;
    const { table, before } = change;
    const present = this.table();
    if (table.id === present.id && table.version === present.version) return { code: "table_in_force" };
    return tableText(before) === tableText(present) ? null : { code: "table_changed" };
  }

  set(table: ColourTable): void {
    this.#sql.exec("INSERT OR REPLACE INTO colour_table (one, body) VALUES (1, ?)", tableText(table));
  }
}
