/** Applications to administer one division, waiting or refused: every statement that touches the table, acts, retention. Names and phones are sealed. */
import { maskName } from "../../domain/identity/mask.ts";
import { accept, refuse } from "../../domain/result.ts";
import { dueAt, overUntil } from "../../domain/retention.ts";
import { open, seal } from "../../token/secret/seal.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import type { Duty } from "../duty/alarm.ts";
import { retention } from "../duty/retention.ts";
import { columns, query, readNumber, readRows } from "../sql.ts";
import type { AppointmentChain } from "./appointment-chain.ts";
import type { ApplicationText, ApplicationView, DecideApplicationResult, Office, WaitResult } from "./rpc.ts";

/** The highest number of waiting applications, in case nobody decides them. */
const MAX_WAITING = 500;
const LATEST_REFUSED = 50;
type NotFound = { readonly code: "application_not_found" };

export class Applications {
  readonly #store: ApplicationStore;
  readonly #chain: AppointmentChain;
  readonly #secrets: () => Promise<Secrets>;
  readonly #wake: (at: number) => void;

  /** @param wake arms the object's alarm for a time, ms */
  constructor(store: ApplicationStore, chain: AppointmentChain, secrets: () => Promise<Secrets>, wake: (at: number) => void) {
    this.#store = store;
    this.#chain = chain;
    this.#secrets = secrets;
    this.#wake = wake;
  }

  async wait(id: string, application: ApplicationText, why: string, now: number): Promise<WaitResult> {
    const sealed = await seal(await this.#secrets(), ownerOf(id), application);
    if (this.#store.one(id) === null && this.#store.count() >= MAX_WAITING) return refuse({ code: "too_many_applications" });
    this.#store.save({ id, at: now, sealed, why });
    return accept(null);
  }

  count(): number {
    return this.#store.count();
  }

  waiting(): Promise<readonly ApplicationView[]> {
    return this.#opened(this.#store.waiting(MAX_WAITING));
  }

  refused(now: number): Promise<readonly ApplicationView[]> {
    return this.#opened(this.#store.refused(overUntil("refusedApplication", now), LATEST_REFUSED));
  }

  async one(id: string): Promise<ApplicationView | null> {
    const row = this.#store.one(id);
    return row === null || row.refusedAt !== null ? null : openApplication(await this.#secrets(), row);
  }

  settle(id: string): void {
    this.#store.drop(id);
  }

  async refuse(id: string, maskedName: string, by: Office, now: number): Promise<DecideApplicationResult> {
    const refused = await this.#chain.act<null, NotFound>(() => {
      if (this.#store.one(id)?.refusedAt !== null) return refuse({ code: "application_not_found" });
      const record = { at: now, act: "refused" as const, account: id, maskedName, ...by };
      return accept({ rows: [record], save: () => this.#store.mark(id, now), value: null });
    });
    this.#wake(dueAt("refusedApplication", now));
    return refused;
  }

  async reopen(id: string, by: Office, now: number): Promise<DecideApplicationResult> {
    const row = this.#store.one(id);
    if (row === null) return refuse({ code: "application_not_found" });
    const { name } = await openApplication(await this.#secrets(), row);
    return this.#chain.act<null, NotFound>(() => {
      if ((this.#store.one(id)?.refusedAt ?? 0) <= overUntil("refusedApplication", now))
        return refuse({ code: "application_not_found" });
      const record = { at: now, act: "reopened" as const, account: id, maskedName: maskName(name), ...by };
      return accept({ rows: [record], save: () => this.#store.mark(id, null), value: null });
    });
  }

  async #opened(rows: readonly ApplicationRow[]): Promise<readonly ApplicationView[]> {
    const secrets = await this.#secrets();
    return Promise.all(rows.map((row) => openApplication(secrets, row)));
  }
}

async function openApplication(secrets: Secrets, { sealed, ...row }: ApplicationRow): Promise<ApplicationView> {
  return { ...row, ...(await open<ApplicationText>(secrets, ownerOf(row.id), sealed)) };
}

function ownerOf(id: string): string {
  return `application/${id}`;
}

export interface ApplicationRow {
  readonly id: string;
  readonly at: number;
  /** The ApplicationText, sealed. */
  readonly sealed: string;
  /** The code of the refusal for which the application could not be decided automatically. */
  readonly why: string;
  /** The time of the refusal, ms; null while the application waits. */
  readonly refusedAt: number | null;
}

const APPLICATION = columns<ApplicationRow>({ id: "id", at: "at", sealed: "sealed", why: "why", refusedAt: "refused_at" });

export class ApplicationStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The number of waiting applications. */
  count(): number {
    return readNumber(this.#sql, "SELECT COUNT(*) FROM applications WHERE refused_at IS NULL") ?? 0;
  }

  /** At most `limit` waiting applications, oldest first. */
  waiting(limit: number): readonly ApplicationRow[] {
    return this.#rows("WHERE refused_at IS NULL ORDER BY at, id LIMIT ?", limit);
  }

  /** At most `limit` applications that were refused after `from` (ms), the newest refusal first. */
  refused(from: number, limit: number): readonly ApplicationRow[] {
    return this.#rows("WHERE refused_at > ? ORDER BY refused_at DESC, id LIMIT ?", from, limit);
  }

  one(id: string): ApplicationRow | null {
    return this.#rows("WHERE id = ?", id)[0] ?? null;
  }

  /** Adds an application. A repeat keeps its place and takes the newer `why`. A refused one waits again. */
  save({ id, at, sealed, why }: Omit<ApplicationRow, "refusedAt">): void {
    this.#sql.exec(
      `INSERT INTO applications (id, at, sealed, why) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET why = excluded.why, refused_at = NULL`,
      id,
      at,
      sealed,
      why,
    );
  }

  /** Notes a refusal. @param refusedAt its time, ms; null withdraws the refusal */
  mark(id: string, refusedAt: number | null): void {
    this.#sql.exec("UPDATE applications SET refused_at = ? WHERE id = ?", refusedAt, id);
  }

  drop(id: string): void {
    this.#sql.exec("DELETE FROM applications WHERE id = ?", id);
  }

  dropRefused(before: number): void {
    this.#sql.exec("DELETE FROM applications WHERE refused_at <= ?", before);
  }

  /** The time of the oldest refusal, ms; null if there is none. */
  oldestRefusal(): number | null {
    return readNumber(this.#sql, "SELECT MIN(refused_at) FROM applications");
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly ApplicationRow[] {
    return readRows(this.#sql, query`SELECT ${APPLICATION} FROM applications ${where}`, ...bindings);
  }
}

export function refusedRetention(applications: ApplicationStore): Duty {
  return retention({ refusedApplication: () => applications.oldestRefusal() }, (now) =>
    applications.dropRefused(overUntil("refusedApplication", now)),
  );
}
