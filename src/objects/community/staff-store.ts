/** Collectors of one community and their posts. The row of a removed collector stays, because passes refer to it. Every statement that touches the table, except the one that reads the history of passes (history.ts). */
import type { AccountKey, Actor, PersonKey } from "../../domain/access/keys.ts";
import { opensOffices } from "../../domain/access/office.ts";
import type { PointId, Posting, Removed } from "../../domain/community/community.ts";
import { columns, query, readFirst, readNumber, readRows, readText } from "../sql.ts";

export interface CollectorRow {
  readonly person: PersonKey;
  readonly id: string;
  readonly account: AccountKey;
  readonly sealedPhone: string;
  readonly maskedPhone: string;
  readonly maskedName: string;
  readonly addedAt: number;
  readonly post: PointId | null;
}

export interface StoredCollector extends CollectorRow {
  /** The time of the removal, ms; null for a collector who is not removed. */
  readonly removedAt: number | null;
}

const SQL_OF_COLLECTOR = {
  person: "person",
  id: "id",
  account: "account",
  sealedPhone: "sealed_phone",
  maskedPhone: "masked_phone",
  maskedName: "masked_name",
  addedAt: "added_at",
  post: "post",
} as const;
const COLLECTOR = columns<CollectorRow>(SQL_OF_COLLECTOR);
const STORED = columns<StoredCollector>({ ...SQL_OF_COLLECTOR, removedAt: "removed_at" });

export class StaffStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  collectors(): readonly CollectorRow[] {
    return this.#rows("WHERE removed_at IS NULL ORDER BY person");
  }

  collector(person: PersonKey): CollectorRow | null {
    return this.#rows("WHERE person = ? AND removed_at IS NULL", person)[0] ?? null;
  }

  /** The API's id that this person has or had as a collector here, so that they get the same id again; null for a new collector. */
  formerId(person: PersonKey): string | null {
    return readText(this.#sql, "SELECT id FROM collectors WHERE person = ?", person);
  }

  /** The person of the collector with this id, also of a removed one; null for an unknown id. */
  personOf(id: string): PersonKey | null {
    return this.byId(id)?.person ?? null;
  }

  /** The collector with this id, also a removed one; null for an unknown id. */
  byId(id: string): StoredCollector | null {
    return readFirst(this.#sql, query`SELECT ${STORED} FROM collectors WHERE id = ?`, id);
  }

  postings(): readonly Posting[] {
    return this.collectors().map(({ person, post }) => ({ collector: person, post }));
  }

  /**
   * The calling collector and their current point; null for others. The account must be the one that was added: a second account of the person has no
   * right. The login must be one that opens offices.
   */
  posting(actor: Pick<Actor, "person" | "account" | "provider">): Posting | null {
    const { person, account } = actor;
    const row = person === null || !opensOffices(actor) ? null : this.collector(person);
    return row?.account === account ? { collector: row.person, post: row.post } : null;
  }

  /** Adds a collector, or replaces their row. */
  saveCollector(row: CollectorRow): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO collectors (person, id, account, sealed_phone, masked_phone, masked_name, added_at, post) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      row.person,
      row.id,
      row.account,
      row.sealedPhone,
      row.maskedPhone,
      row.maskedName,
      row.addedAt,
      row.post,
    );
  }

  /**
   * A removed collector has no right, and the phone is deleted. The row stays, so that passes still name their collector. The post
   * stays, so that a mistaken removal can be undone.
   */
  removeCollector(person: PersonKey, now: number): void {
    this.#sql.exec("UPDATE collectors SET removed_at = ?, sealed_phone = '' WHERE person = ?", now, person);
  }

  /** The removed collector with the time of the removal; null if the collector is not removed. */
  whenRemoved(id: string): Removed<CollectorRow> | null {
    const row = this.byId(id);
    if (row === null || row.removedAt === null) return null;
    const { removedAt: at, ...collector } = row;
    return { value: collector, at };
  }

  /** Deletes collectors who were removed up to the time `until`, ms. */
  forgetRemoved(until: number): void {
    this.#sql.exec("DELETE FROM collectors WHERE removed_at <= ?", until);
  }

  /** The time of the oldest removal, ms; null if there is none. */
  oldestRemoval(): number | null {
    return readNumber(this.#sql, "SELECT MIN(removed_at) FROM collectors");
  }

  post(person: PersonKey, point: PointId): void {
    this.#sql.exec("UPDATE collectors SET post = ? WHERE person = ?", point, person);
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly CollectorRow[] {
    return readRows(this.#sql, query`SELECT ${COLLECTOR} FROM collectors ${where}`, ...bindings);
  }
}
