/** The answers of the identity authority about a person or a login of the person, and the times of the next questions: every statement that touches the table. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { Differs } from "../../../domain/identity/authority.ts";
import { columns, query, readFirst, readNumber, readRows } from "../../sql.ts";

/** In place of an account: the question is about name and number alone. */
export const NO_ACCOUNT = "" as AccountKey;

export interface CheckRow {
  /** The account whose own person was in the question, with its phone number if it has one; `NO_ACCOUNT`: about name and number alone. */
  readonly account: AccountKey;
  /** The time of the last answer, ms; null: there is none yet. */
  readonly at: number | null;
  /** The name of the authority, or the office that saw the document. */
  readonly source: string;
  /** The authority's own number of the answer. */
  readonly reference: string;
  /** Null: none yet. */
  readonly answer: "match" | "no_match" | "unknown" | "busy" | null;
  readonly differs: Differs | null;
  /** The time of the next question, ms; null: there is none. */
  readonly nextAt: number | null;
  /** Questions in a row to which the authority did not answer. */
  readonly tries: number;
  /** The time at which the proof `earlier` ends because of the answer, ms; null: it does not. */
  readonly endsAt: number | null;
}

const SQL_OF_CHECK = {
  account: "account",
  at: "at",
  source: "source",
  reference: "reference",
  answer: "answer",
  differs: "differs",
  nextAt: "next_at",
  tries: "tries",
  endsAt: "ends_at",
} as const;
const CHECK = columns<CheckRow>(SQL_OF_CHECK);
interface DueCheck extends CheckRow {
  readonly person: PersonKey;
}
const DUE = columns<DueCheck>({ ...SQL_OF_CHECK, person: "person" });

export class CheckStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  of(person: PersonKey, account: AccountKey): CheckRow | null {
    return readFirst(this.#sql, query`SELECT ${CHECK} FROM checks WHERE person = ? AND account = ?`, person, account);
  }

  save(person: PersonKey, row: CheckRow): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO checks (person, account, at, source, reference, answer, differs, next_at, tries, ends_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      person,
      row.account,
      row.at,
      row.source,
      row.reference,
      row.answer,
      row.differs,
      row.nextAt,
      row.tries,
      row.endsAt,
    );
  }

  /** Moves a question that is still due, because no answer was stored. */
  postpone({ person, account }: Pick<DueCheck, "person" | "account">, now: number, nextAt: number): void {
    const text = "UPDATE checks SET next_at = ?, tries = tries + 1 WHERE person = ? AND account = ? AND next_at <= ?";
    this.#sql.exec(text, nextAt, person, account, now);
  }

  /** Removes a question that is still due. An answer that was stored before stays. */
  withdraw(person: PersonKey, account: AccountKey, now: number): void {
    const due = "WHERE person = ? AND account = ? AND next_at <= ?";
    this.#sql.exec(`DELETE FROM checks ${due} AND at IS NULL`, person, account, now);
    this.#sql.exec(`UPDATE checks SET next_at = NULL ${due}`, person, account, now);
  }

  /** Removes the answer about a login that is gone. An answer that ends the proof `earlier` of the person stays until then. */
  forget(person: PersonKey, account: AccountKey): void {
    this.#sql.exec("DELETE FROM checks WHERE person = ? AND account = ? AND ends_at IS NULL", person, account);
  }

  /** The time of the next question, ms; null: there is none. */
  nextQuestion(): number | null {
    return readNumber(this.#sql, "SELECT MIN(next_at) FROM checks WHERE next_at IS NOT NULL");
  }

  /** The question that is due first. Those of the upgrade (`next_at` is 0) come last: a newcomer must not wait for a whole city. */
  firstQuestion(now: number): DueCheck | null {
    return (
      readFirst(this.#sql, query`SELECT ${DUE} FROM checks WHERE next_at > 0 AND next_at <= ? ORDER BY next_at LIMIT 1`, now) ??
      readFirst(this.#sql, query`SELECT ${DUE} FROM checks WHERE next_at = 0 LIMIT 1`)
    );
  }

  /** The time at which the next proof `earlier` ends, ms; null: none does. */
  nextEnd(): number | null {
    return readNumber(this.#sql, "SELECT MIN(ends_at) FROM checks WHERE ends_at IS NOT NULL");
  }

  ended(now: number, limit: number): readonly DueCheck[] {
    return readRows(this.#sql, query`SELECT ${DUE} FROM checks WHERE ends_at <= ? ORDER BY ends_at LIMIT ?`, now, limit);
  }
}
