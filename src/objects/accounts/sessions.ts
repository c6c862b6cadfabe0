/** Begins, notes, lists and ends the sessions of a shard's accounts. domain/access/session.ts decides about their times. */
import type { AccountKey } from "../../domain/access/keys.ts";
import { beginSession, MAX_SESSIONS, useSession } from "../../domain/access/session.ts";
import { accept, refuse } from "../../domain/result.ts";
import type { EndSessionResult, SessionMade, SessionRow, SessionView } from "./rpc.ts";
import type { NewSession, SessionStore, StoredSession } from "./session-store.ts";

export class Sessions {
  readonly #store: SessionStore;

  constructor(store: SessionStore) {
    this.#store = store;
  }

  begin(login: Pick<NewSession, "hash" | "account" | "provider" | "device">, now: number): SessionMade {
    const times = beginSession(now);
    const oldest = this.#store.all(login.account, now).slice(MAX_SESSIONS - 1);
    for (const { id } of oldest) this.#store.dropOne(login.account, id);
    this.#store.add({ ...login, ...times, id: crypto.randomUUID() });
    return { expiresAt: times.expiresAt };
  }

  /** Finds a session without noting a use. */
  find(hash: string, now: number): SessionView | null {
    const session = this.#store.find(hash, now);
    return session && viewOf(session);
  }

  /** Finds a session and notes its use. */
  use(hash: string, now: number): SessionView | null {
    const session = this.#store.find(hash, now);
    if (session === null) return null;
    const times = useSession(session, session.hasOffice === 1, now);
    if (times !== null) this.#store.setTimes(hash, times);
    return viewOf({ ...session, ...times });
  }

  leave(hash: string): void {
    this.#store.drop(hash);
  }

  all(account: AccountKey, now: number): readonly SessionRow[] {
    return this.#store.all(account, now);
  }

  end(account: AccountKey, id: string, now: number): EndSessionResult {
    if (!this.#store.all(account, now).some((session) => session.id === id)) return refuse({ code: "session_not_found" });
    this.#store.dropOne(account, id);
    return accept(null);
  }

  /** Ends the account's sessions except one; returns their number. */
  endOthers(account: AccountKey, exceptId: string, now: number): number {
    const others = this.#store.all(account, now).filter(({ id }) => id !== exceptId);
    for (const { id } of others) this.#store.dropOne(account, id);
    return others.length;
  }

  endAll(account: AccountKey): void {
    this.#store.dropAll(account);
  }

  /** The next time at which a session ends, ms; null if there is none. */
  nextDue(): number | null {
    return this.#store.nextDue();
  }

  sweep(now: number): void {
    this.#store.sweep(now);
  }
}

function viewOf({ id, account, person, maskedPhone, provider, officeUntil }: StoredSession): SessionView {
  return { id, account, person, maskedPhone, provider, officeUntil };
}
