/** Who manages and who claims a person, the proof of the person, and the accounts that must be told: every statement that touches these tables. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { Claim, Custody, Manager, PersonProof } from "../../../domain/custody/custody.ts";
import { overUntil } from "../../../domain/retention.ts";
import type { Duty } from "../../duty/alarm.ts";
import { PIECE_ROWS, retention } from "../../duty/retention.ts";
import { columns, query, readFirst, readNumber, readRows, readTexts } from "../../sql.ts";

interface ProofRow {
  readonly proof: PersonProof;
  readonly frozenAt: number | null;
}

const PROOF = columns<ProofRow>({ proof: "proof", frozenAt: "frozen_at" });
const MANAGER = columns<Manager>({
  account: "account",
  relation: "relation",
  maskedPhone: "masked_phone",
  since: "since",
  bond: "bond",
  endsAt: "ends_at",
  ending: "ending",
});
const CLAIM = columns<Claim>({
  id: "id",
  account: "account",
  relation: "relation",
  maskedPhone: "masked_phone",
  maskedName: "masked_name",
  at: "at",
});

/** A person and an account that has to get its new proof of the person. */
export interface Untold {
  readonly person: PersonKey;
  readonly account: AccountKey;
  /** 1: the account rests because of this person, also if it manages them no longer. */
  readonly rests: number;
}

const UNTOLD = columns<Untold>({ person: "person", account: "account", rests: "rests" });

/** A change of phone whose former phone has no text message yet. */
export interface UntoldChange {
  readonly person: PersonKey;
  /** The account of the former phone. */
  readonly account: AccountKey;
  /** The id of the message, the same at each try. */
  readonly message: string;
}

const UNTOLD_CHANGE = columns<UntoldChange>({ person: "person", account: "account", message: "message" });

export class CustodyStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The stored custody, also with managers and claims whose time is over; null for an unknown person. */
  of(person: PersonKey): Custody | null {
    const row = readFirst(this.#sql, query`SELECT ${PROOF} FROM persons WHERE person = ?`, person);
    if (row === null) return null;
    const managers = readRows(this.#sql, query`SELECT ${MANAGER} FROM managers WHERE person = ? ORDER BY since, account`, person);
    const claims = readRows(this.#sql, query`SELECT ${CLAIM} FROM claims WHERE person = ? ORDER BY at, id`, person);
    return { ...row, managers, claims };
  }

  /** Stores the custody of a person who has a row. */
  save(person: PersonKey, { proof, frozenAt, managers, claims }: Custody): void {
    this.#sql.exec("UPDATE persons SET proof = ?, frozen_at = ? WHERE person = ?", proof, frozenAt, person);
    this.#sql.exec("DELETE FROM managers WHERE person = ?", person);
    for (const { account, relation, maskedPhone, since, bond, endsAt, ending } of managers)
      this.#sql.exec(
        "INSERT INTO managers (person, account, relation, masked_phone, since, bond, ends_at, ending) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        person,
        account,
        relation,
        maskedPhone,
        since,
        bond,
        endsAt,
        ending,
      );
    this.#sql.exec("DELETE FROM claims WHERE person = ?", person);
    for (const { id, account, relation, maskedPhone, maskedName, at } of claims)
      this.#sql.exec(
        "INSERT INTO claims (person, id, account, relation, masked_phone, masked_name, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        person,
        id,
        account,
        relation,
        maskedPhone,
        maskedName,
        at,
      );
  }

  /** The next time at which a management ends by itself, ms; null if there is none. */
  nextEnd(): number | null {
    return readNumber(this.#sql, "SELECT MIN(ends_at) FROM managers WHERE ends_at IS NOT NULL");
  }

  /** At most `limit` persons with a manager whose time is over at `now`. */
  ended(now: number, limit: number): readonly PersonKey[] {
    const text = "SELECT DISTINCT person FROM managers WHERE ends_at <= ? ORDER BY ends_at LIMIT ?";
    return readTexts(this.#sql, text, now, limit) as readonly PersonKey[];
  }

  /** @param rests whether the account rests because of this person */
  addUntold(person: PersonKey, account: AccountKey, rests: boolean): void {
    const text = "INSERT OR REPLACE INTO untold (person, account, rests) VALUES (?, ?, ?)";
    this.#sql.exec(text, person, account, rests ? 1 : 0);
  }

  untold(limit: number): readonly Untold[] {
    return readRows(this.#sql, query`SELECT ${UNTOLD} FROM untold ORDER BY person, account LIMIT ?`, limit);
  }

  dropUntold({ person, account }: Untold): void {
    this.#sql.exec("DELETE FROM untold WHERE person = ? AND account = ?", person, account);
  }

  addUntoldChange(person: PersonKey, former: AccountKey): void {
    const text = "INSERT OR REPLACE INTO untold_phone_changes (person, account, message) VALUES (?, ?, ?)";
    this.#sql.exec(text, person, former, crypto.randomUUID());
  }

  untoldChanges(limit: number): readonly UntoldChange[] {
    const text = query`SELECT ${UNTOLD_CHANGE} FROM untold_phone_changes ORDER BY person, account LIMIT ?`;
    return readRows(this.#sql, text, limit);
  }

  /** A later change of the same phone stays. */
  dropUntoldChange({ person, account, message }: UntoldChange): void {
    const text = "DELETE FROM untold_phone_changes WHERE person = ? AND account = ? AND message = ?";
    this.#sql.exec(text, person, account, message);
  }

  /** The time of the oldest claim, ms; null if there is none. */
  oldestClaim(): number | null {
    return readNumber(this.#sql, "SELECT MIN(at) FROM claims");
  }

  /** Removes at most `atMost` claims up to `until`, the oldest first. */
  removeOldestClaims(until: number, atMost: number): void {
    this.#sql.exec(
      "DELETE FROM claims WHERE (person, id) IN (SELECT person, id FROM claims WHERE at <= ? ORDER BY at LIMIT ?)",
      until,
      atMost,
    );
  }
}

export function claimRetention(custodies: CustodyStore): Duty {
  return retention({ claim: () => custodies.oldestClaim() }, (now) =>
    custodies.removeOldestClaims(overUntil("claim", now), PIECE_ROWS),
  );
}
