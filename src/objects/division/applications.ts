/** Applications of one division: those that wait for somebody who knows, and those turned down within the day. Names and phones are sealed. */
import { maskName } from "../../domain/identity/mask.ts";
import { accept, refuse } from "../../domain/result.ts";
import { open, seal } from "../../token/secret/seal.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import { type ApplicationRow, ApplicationStore } from "./application-store.ts";
import type { Chain } from "../chain/chain.ts";
import { forgetRefused, REFUSED_KEPT_MS } from "./refused.ts";
import type { ApplicationText, ApplicationView, DecideApplicationResult, Office, WaitResult } from "./rpc.ts";

/** A queue that nobody reviews does not grow without end. */
const MAX_WAITING = 500;
const LATEST_REFUSED = 50;
type NotFound = { readonly code: "application_not_found" };

export class Queue {
  readonly #store: ApplicationStore;
  readonly #chain: Chain;
  readonly #secrets: () => Promise<Secrets>;
  readonly #wake: (at: number) => void;
  readonly duty: ReturnType<typeof forgetRefused>;

  /** @param wake arms the object's alarm */
  constructor(sql: SqlStorage, chain: Chain, secrets: () => Promise<Secrets>, wake: (at: number) => void) {
    this.#store = new ApplicationStore(sql);
    this.#chain = chain;
    this.#secrets = secrets;
    this.#wake = wake;
    this.duty = forgetRefused(this.#store);
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

  refused(): Promise<readonly ApplicationView[]> {
    return this.#opened(this.#store.refused(LATEST_REFUSED));
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
    this.#wake(now + REFUSED_KEPT_MS);
    return refused;
  }

  async reopen(id: string, by: Office, now: number): Promise<DecideApplicationResult> {
    const row = this.#store.one(id);
    if (row === null) return refuse({ code: "application_not_found" });
    const { name } = await openApplication(await this.#secrets(), row);
    return this.#chain.act<null, NotFound>(() => {
      if (typeof this.#store.one(id)?.refusedAt !== "number") return refuse({ code: "application_not_found" });
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
