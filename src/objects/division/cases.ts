/** Cases of a division that wait for the second administrator, and the decided ones of the last 30 days: every statement that touches the table. Identities are sealed. */
import type { PersonKey } from "../../domain/access/keys.ts";
import { MAX_WAITING_CASES } from "../../domain/custody/case.ts";
import { accept, refuse } from "../../domain/result.ts";
import { dueAt, overUntil } from "../../domain/retention.ts";
import { open, seal } from "../../token/secret/seal.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import type { Duty } from "../duty/alarm.ts";
import { PIECE_ROWS, retention } from "../duty/retention.ts";
import type { CaseState, CaseText, CaseView, DecideCase, NewCase, OpenCaseResult } from "./case-rpc.ts";
import { columns, query, readFirst, readNumber, readRows } from "../sql.ts";

interface CaseRow {
  readonly id: string;
  readonly person: PersonKey;
  readonly opener: PersonKey;
  readonly at: number;
  readonly sealed: string;
  readonly state: CaseState;
  readonly decidedAt: number | null;
}

const CASE = columns<CaseRow>({
  id: "id",
  person: "person",
  opener: "opener",
  at: "at",
  sealed: "sealed",
  state: "state",
  decidedAt: "decided_at",
});
/** At most this many decided cases are shown. */
const LATEST = 50;

/** A migration. It has run in deployments, so that it must not change. */
export const CASE_TABLE = `CREATE TABLE cases (id TEXT PRIMARY KEY, person TEXT NOT NULL, opener TEXT NOT NULL, at INTEGER NOT NULL, sealed TEXT NOT NULL,
     state TEXT NOT NULL, decided_at INTEGER) STRICT, WITHOUT ROWID;
   CREATE INDEX cases_at ON cases (at)`;

export class Cases {
  readonly #sql: SqlStorage;
  readonly #secrets: () => Promise<Secrets>;
  readonly #wake: (at: number) => void;

  /** @param wake arms the object's alarm for a time, ms */
  constructor(sql: SqlStorage, secrets: () => Promise<Secrets>, wake: (at: number) => void) {
    this.#sql = sql;
    this.#secrets = secrets;
    this.#wake = wake;
  }

  /** Adds a case, and answers with the stored one. A repeat with the same id changes nothing and gets the first text. */
  async open({ id, person, opener, text }: NewCase, now: number): Promise<OpenCaseResult> {
    const sealed = await seal(await this.#secrets(), ownerOf(id), text);
    const before = this.#one(id);
    if (before !== null) return accept(await this.#opened(before));
    if (this.waiting() >= MAX_WAITING_CASES) return refuse({ code: "too_many_cases" });
    this.#sql.exec(
      "INSERT INTO cases (id, person, opener, at, sealed, state) VALUES (?, ?, ?, ?, ?, 'waiting')",
      id,
      person,
      opener,
      now,
      sealed,
    );
    this.#wake(dueAt("case", now));
    return accept({ id, person, opener, text, at: now, state: "waiting", decidedAt: null });
  }

  /** The waiting cases, the oldest first, then the decided ones, the newest first. */
  async all(now: number): Promise<readonly CaseView[]> {
    const since = overUntil("case", now);
    const waiting = this.#rows("WHERE state = 'waiting' AND at > ? ORDER BY at LIMIT ?", since, MAX_WAITING_CASES);
    const decided = this.#rows("WHERE state <> 'waiting' AND at > ? ORDER BY decided_at DESC LIMIT ?", since, LATEST);
    return Promise.all([...waiting, ...decided].map((row) => this.#opened(row)));
  }

  /** A waiting case; null if it does not wait. */
  async one(id: string): Promise<CaseView | null> {
    const row = this.#one(id);
    return row?.state === "waiting" ? this.#opened(row) : null;
  }

  /** The number of waiting cases. */
  waiting(): number {
    return readNumber(this.#sql, "SELECT COUNT(*) FROM cases WHERE state = 'waiting'") ?? 0;
  }

  /** Notes the decision of a waiting case. A second decision changes nothing, except an agreement at the same moment as a refusal: the agreement is applied already, so it counts. */
  async decide({ id, state, by }: DecideCase, now: number): Promise<void> {
    const row = this.#one(id);
    if (row === null) return;
    const { text } = await this.#opened(row);
    const sealed = await seal(await this.#secrets(), ownerOf(id), { ...text, decidedBy: by } satisfies CaseText);
    this.#sql.exec(
      "UPDATE cases SET state = ?1, decided_at = ?2, sealed = ?3 WHERE id = ?4 AND (state = 'waiting' OR (?1 = 'agreed' AND state <> 'agreed'))",
      state,
      now,
      sealed,
      id,
    );
  }

  retention(): Duty {
    return retention({ case: () => readNumber(this.#sql, "SELECT MIN(at) FROM cases") }, (now) => {
      const text = "DELETE FROM cases WHERE id IN (SELECT id FROM cases WHERE at <= ? ORDER BY at LIMIT ?)";
      this.#sql.exec(text, overUntil("case", now), PIECE_ROWS);
    });
  }

  async #opened({ sealed, ...row }: CaseRow): Promise<CaseView> {
    return { ...row, text: await open<CaseText>(await this.#secrets(), ownerOf(row.id), sealed) };
  }

  #one(id: string): CaseRow | null {
    return readFirst(this.#sql, query`SELECT ${CASE} FROM cases WHERE id = ?`, id);
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly CaseRow[] {
    return readRows(this.#sql, query`SELECT ${CASE} FROM cases ${where}`, ...bindings);
  }
}

function ownerOf(id: string): string {
  return `case/${id}`;
}
