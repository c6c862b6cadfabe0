/** Collectors of one community and where they stand; a removed one stays for the passes that name them. Every statement that touches the table. */
import type { AccountKey, Actor, PersonKey } from "../../domain/access/keys.ts";
import type { PointId, Posting, Removed } from "../../domain/community/community.ts";

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

const COLUMNS =
  "person, id, account, sealed_phone AS sealedPhone, masked_phone AS maskedPhone, masked_name AS maskedName, added_at AS addedAt, post";

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
    return this.#sql.exec<{ id: string }>("SELECT id FROM collectors WHERE person = ?", person).toArray()[0]?.id ?? null;
  }

  /** Whose id that is, also of one removed since; null for nobody's. */
  personOf(id: string): PersonKey | null {
    const row = this.#sql.exec<{ person: string }>("SELECT person FROM collectors WHERE id = ?", id).toArray()[0];
    return row === undefined ? null : (row.person as PersonKey);
  }

  /** Whoever has that id, also one removed since; null for nobody. */
  known(id: string): KnownCollector | null {
    const rows = this.#sql
      .exec<Record<keyof KnownCollector, SqlStorageValue>>(
        `SELECT ${COLUMNS}, removed_at AS removedAt FROM collectors WHERE id = ?`,
        id,
      )
      .toArray() as unknown as readonly KnownCollector[];
    return rows[0] ?? null;
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
    const rows = this.#sql
      .exec(`SELECT ${COLUMNS}, removed_at AS at FROM collectors WHERE id = ? AND removed_at IS NOT NULL`, id)
      .toArray() as unknown as readonly (CollectorRow & { readonly at: number })[];
    const [row] = rows;
    if (row === undefined) return null;
    const { at, ...value } = row;
    return { value, at };
  }

  /** Forgets whoever was removed by then. */
  forgetRemoved(until: number): void {
    this.#sql.exec("DELETE FROM collectors WHERE removed_at <= ?", until);
  }

  /** When the one who was removed longest ago was removed, ms. */
  oldestRemoval(): number | null {
    return this.#sql.exec<{ at: number | null }>("SELECT MIN(removed_at) AS at FROM collectors").one().at;
  }

  post(person: PersonKey, point: PointId): void {
    this.#sql.exec("UPDATE collectors SET post = ? WHERE person = ?", point, person);
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly CollectorRow[] {
    return this.#sql
      .exec<Record<keyof CollectorRow, SqlStorageValue>>(`SELECT ${COLUMNS} FROM collectors ${where}`, ...bindings)
      .toArray() as unknown as readonly CollectorRow[];
  }
}
