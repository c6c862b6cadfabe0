/** The logins that a holder had before a change of phone: the new one may take their place with dependants. Every statement that touches the table. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import { overUntil } from "../../../domain/retention.ts";
import type { Duty } from "../../duty/alarm.ts";
import { PIECE_ROWS, retention } from "../../duty/retention.ts";
import { readNumber, readTexts } from "../../sql.ts";

export class FormerPhones {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(person: PersonKey, account: AccountKey, by: AccountKey, now: number): void {
    const text = "INSERT OR REPLACE INTO former_phones (person, account, by_account, at) VALUES (?, ?, ?, ?)";
    this.#sql.exec(text, person, account, by, now);
  }

  /** The former accounts of the person that this account has replaced. */
  of(person: PersonKey, by: AccountKey, now: number): readonly AccountKey[] {
    const text = "SELECT account FROM former_phones WHERE person = ? AND by_account = ? AND at > ?";
    return readTexts(this.#sql, text, person, by, overUntil("formerPhone", now)) as readonly AccountKey[];
  }

  oldest(): number | null {
    return readNumber(this.#sql, "SELECT MIN(at) FROM former_phones");
  }

  removeOldest(until: number, atMost: number): void {
    this.#sql.exec(
      "DELETE FROM former_phones WHERE (person, account) IN (SELECT person, account FROM former_phones WHERE at <= ? ORDER BY at LIMIT ?)",
      until,
      atMost,
    );
  }
}

export function formerPhoneRetention(phones: FormerPhones): Duty {
  return retention({ formerPhone: () => phones.oldest() }, (now) =>
    phones.removeOldest(overUntil("formerPhone", now), PIECE_ROWS),
  );
}
