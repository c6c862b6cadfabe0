/**
 * Files of lists that officers proposed or clients sent: who sent them, who decided, what they entered. Also the orders to the files that follow from the
 * officers' acts, and the notes of who has opened a reading. Every statement that touches these tables. Decision 56.
 */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { ListFigures, ListFile, ListOf } from "../../domain/list/list-file.ts";
import { type Change, isExpired, type Proposal } from "../../domain/proposal/proposal.ts";
import type { ListOrder } from "../list-import/rpc.ts";
import { columns, hasRow, query, readFirst, readRows } from "../sql.ts";
import type { ListFault, ListReport, ListResult, ListRow, ListTakenBack, ListView } from "./list-rpc.ts";

interface StoredList {
  readonly id: string;
  readonly body: string;
  readonly result: string | null;
  readonly withdrawal: string | null;
  readonly takenBack: string | null;
}

/** The part of a list that never changes. */
interface ListBody extends ListFile {
  readonly isClient: boolean;
  readonly figures: ListFigures | null;
}

/** An order that a file has not obeyed yet. */
export interface OrderRow extends ListOrder {
  readonly seq: number;
  readonly list: ListOf;
  readonly file: string;
}

const LIST = columns<StoredList>({ id: "id", body: "body", result: "result", withdrawal: "withdrawal", takenBack: "taken_back" });
const ORDER = columns<OrderRow>({ seq: "seq", list: "list", file: "file", act: "act", id: "id", attempt: "attempt" });

export class Lists {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The reason why this change of a list cannot be proposed or approved now; null if it can. @param id the proposal of the change @param one reads a proposal */
  fault(id: string, change: Change, one: (id: string) => Proposal | null, now: number): ListFault | null {
    if (change.kind === "fact_list" || change.kind === "area_list") {
      const others = this.#of(change.list, change.file).filter((row) => row.id !== id && row.takenBack === null);
      for (const other of others) {
        const proposal = one(other.id);
        if (proposal === null || proposal.decision?.act === "approved") return { code: "list_entered" };
        if (proposal.decision === null && !isExpired(proposal, now)) return { code: "list_proposed" };
      }
      return null;
    }
    if (change.kind !== "list_withdrawal") return null;
    const row = this.row(change.id);
    if (row === null || (!row.isClient && one(row.id)?.decision?.act !== "approved")) return { code: "list_not_found" };
    return row.withdrawal === null ? null : { code: "list_withdrawn" };
  }

  /** Notes a proposal about a list, in its transaction. */
  propose({ id, at, change }: Proposal): void {
    if (change.kind !== "fact_list" && change.kind !== "area_list") return;
    const { list, file, name, sender, sentAt, figures, attempt } = change;
    this.#add(id, at, { list, file, name, sender, sentAt, figures, isClient: false });
    this.#order({ list, file, act: "proposed", id, attempt });
  }

  /** Notes the decision about a proposal, in its transaction. */
  decide({ id, change }: Proposal, isApproved: boolean): void {
    if (change.kind === "fact_list" || change.kind === "area_list") {
      const { list, file, attempt } = change;
      this.#order({ list, file, act: isApproved ? "enter" : "drop", id, attempt });
    } else if (change.kind === "list_withdrawal" && isApproved) {
      const { list, file, id: listed } = change;
      this.#sql.exec("UPDATE lists SET withdrawal = ? WHERE id = ?", id, listed);
      this.#order({ list, file, act: "take_back", id: listed, attempt: 0 });
    }
  }

  has(id: string): boolean {
    return hasRow(this.#sql, "SELECT 1 FROM lists WHERE id = ?", id);
  }

  /** Notes what a file has entered, or that it was taken back. A client's file gets its row now. */
  note({ id, file, isClient, result, takenBack }: ListReport, now: number): void {
    if (isClient && !this.has(id)) this.#add(id, now, { ...file, figures: null, isClient });
    const text = "UPDATE lists SET result = ?, taken_back = ? WHERE id = ?";
    this.#sql.exec(text, JSON.stringify(result), takenBack && JSON.stringify(takenBack), id);
  }

  row(id: string): ListRow | null {
    const row = readFirst(this.#sql, query`SELECT ${LIST} FROM lists WHERE id = ?`, id);
    return row && listOf(row);
  }

  /** A list with the proposals that decided about it; null if there is none. @param one reads a proposal */
  view(id: string, one: (id: string) => Proposal | null): ListView | null {
    const row = this.row(id);
    return row && viewOf(row, one);
  }

  /** At most `limit` lists, the newest first; only those before the one with this id. */
  page(before: string | null, limit: number, one: (id: string) => Proposal | null): readonly ListView[] {
    const where = before === null ? "WHERE ? IS NULL" : "WHERE (at, id) < (SELECT at, id FROM lists WHERE id = ?)";
    const text = query`SELECT ${LIST} FROM lists ${where} ORDER BY at DESC, id DESC LIMIT ?`;
    return readRows(this.#sql, text, before, limit).map((row) => viewOf(listOf(row), one));
  }

  /** Notes that the officer has opened what the proposal is about. */
  open(proposal: string, person: PersonKey, now: number): void {
    this.#sql.exec("INSERT OR IGNORE INTO openings (proposal, person, at) VALUES (?, ?, ?)", proposal, person, now);
  }

  hasOpened(proposal: string, person: PersonKey): boolean {
    return hasRow(this.#sql, "SELECT 1 FROM openings WHERE proposal = ? AND person = ?", proposal, person);
  }

  /** The oldest order of each file. */
  orders(): readonly OrderRow[] {
    const oldest = "SELECT MIN(seq) FROM list_orders GROUP BY list, file";
    return readRows(this.#sql, query`SELECT ${ORDER} FROM list_orders WHERE seq IN (${oldest}) ORDER BY seq`);
  }

  obeyed(seq: number): void {
    this.#sql.exec("DELETE FROM list_orders WHERE seq = ?", seq);
  }

  #of(list: ListOf, file: string): readonly ListRow[] {
    return readRows(this.#sql, query`SELECT ${LIST} FROM lists WHERE list = ? AND file = ?`, list, file).map(listOf);
  }

  #add(id: string, at: number, body: ListBody): void {
    const text = "INSERT INTO lists (id, at, list, file, body) VALUES (?, ?, ?, ?, ?)";
    this.#sql.exec(text, id, at, body.list, body.file, JSON.stringify(body));
  }

  #order({ list, file, act, id, attempt }: Omit<OrderRow, "seq">): void {
    const text = "INSERT INTO list_orders (list, file, act, id, attempt) VALUES (?, ?, ?, ?, ?)";
    this.#sql.exec(text, list, file, act, id, attempt);
  }
}

function listOf({ id, body, result, withdrawal, takenBack }: StoredList): ListRow {
  return {
    ...(JSON.parse(body) as ListBody),
    id,
    result: result === null ? null : (JSON.parse(result) as ListResult),
    withdrawal,
    takenBack: takenBack === null ? null : (JSON.parse(takenBack) as ListTakenBack),
  };
}

function viewOf(row: ListRow, one: (id: string) => Proposal | null): ListView {
  return { ...row, proposal: one(row.id), withdrawn: row.withdrawal === null ? null : one(row.withdrawal) };
}
