/** Collectors of one community and where they stand; a removed one stays for the passes that name them. Every statement that touches the table. */
import type { AccountKey, Actor, PersonKey } from "../../domain/access/keys.ts";
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

export interface KnownCollector extends CollectorRow {
  /** ms */
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
const KNOWN = columns<KnownCollector>({ ...SQL_OF_COLLECTOR, removedAt: "removed_at" });

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

  /** How the API named this person when they were a collector here before: they are the same one again. */
  formerId(person: PersonKey): string | null {
    return readText(this.#sql, "SELECT id FROM collectors WHERE person = ?", person);
  }

  /** Whose id that is, also of one removed since; null for nobody's. */
  personOf(id: string): PersonKey | null {
    return this.known(id)?.person ?? null;
  }

  /** Whoever has that id, also one removed since; null for nobody. */
  known(id: string): KnownCollector | null {
    return readFirst(this.#sql, query`SELECT ${KNOWN} FROM collectors WHERE id = ?`, id);
  }

  postings(): readonly Posting[] {
    return this.collectors().map(({ person, post }) => ({ collector: person, post }));
  }

  /** The asking collector: the person who was added, at the login where they were added. A second login of theirs is none. */
  posting({ person, account }: Pick<Actor, "person" | "account">): Posting | null {
    const row = person === null ? null : this.collector(person);
    return row?.account === account ? { collector: row.person, post: row.post } : null;
  }

  /** Adds a collector, or takes this row in place of theirs. */
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
   * Who was removed has no right, stands nowhere and is called by nobody: what of them stays says whose the passes were. Where they stood is
   * kept for the case that the removal was a slip.
   */
  removeCollector(person: PersonKey, now: number): void {
    this.#sql.exec("UPDATE collectors SET removed_at = ?, sealed_phone = '' WHERE person = ?", now, person);
  }

  /** The collector as they were when they were removed; null where they were not. */
  whenRemoved(id: string): Removed<CollectorRow> | null {
    const row = this.known(id);
    if (row === null || row.removedAt === null) return null;
    const { removedAt: at, ...collector } = row;
    return { value: collector, at };
  }

  /** Forgets whoever was removed by then. */
  forgetRemoved(until: number): void {
    this.#sql.exec("DELETE FROM collectors WHERE removed_at <= ?", until);
  }

  /** When the one who was removed longest ago was removed, ms. */
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
