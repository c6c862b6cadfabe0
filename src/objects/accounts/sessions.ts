/** Begins, notes, lists and ends the sessions of a shard's accounts, and closes the boards that they watch. domain/access/session.ts decides about their times. */
import type { AccountKey } from "../../domain/access/keys.ts";
import { beginSession, MAX_SESSIONS, openOffice, useSession } from "../../domain/access/session.ts";
import { accept, refuse } from "../../domain/result.ts";
import type { EndedWatch } from "../community/rpc.ts";
import type { EndSessionResult, SessionMade, SessionRow, SessionView } from "./rpc.ts";
import type { NewSession, SessionStore, StoredSession } from "./session-store.ts";

/** Tells a community which of its watchers may watch its board no longer. */
export type CloseBoards = (division: string, ended: EndedWatch) => Promise<void>;

export class Sessions {
  readonly #store: SessionStore;
  readonly #closeBoards: CloseBoards;

  constructor(store: SessionStore, closeBoards: CloseBoards) {
    this.#store = store;
    this.#closeBoards = closeBoards;
  }

  begin(login: Pick<NewSession, "hash" | "account" | "provider" | "device">, now: number): SessionMade {
    const times = beginSession(now);
    for (const { id } of this.#store.all(login.account, now).slice(MAX_SESSIONS - 1))
      this.#store.drop(this.#store.hashOf(login.account, id) ?? "");
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

  /** Finds a session that begins to watch a board; the board closes when the session ends or its account loses the right. */
  watch(hash: string, division: string, now: number): SessionView | null {
    const session = this.#store.find(hash, now);
    if (session !== null) this.#store.watch(hash, division);
    return session && viewOf(session);
  }

  /** Notes that a session has shown a passkey, which opens its offices. */
  notePasskey(hash: string, passkey: string, now: number): void {
    const session = this.#store.find(hash, now);
    if (session === null) return;
    this.#store.setTimes(hash, { ...session, ...openOffice(now) });
    this.#store.setPasskey(hash, passkey, now);
  }

  all(account: AccountKey, now: number): readonly SessionRow[] {
    return this.#store.all(account, now);
  }

  async leave(hash: string): Promise<void> {
    await this.#end([hash]);
  }

  async end(account: AccountKey, id: string): Promise<EndSessionResult> {
    const hash = this.#store.hashOf(account, id);
    if (hash === null) return refuse({ code: "session_not_found" });
    await this.#end([hash]);
    return accept(null);
  }

  /** Ends the account's sessions except one, or all; returns their number. */
  async endOthers(account: AccountKey, exceptId: string | null): Promise<number> {
    const stays = exceptId === null ? null : this.#store.hashOf(account, exceptId);
    const hashes = this.#store.hashes(account).filter((hash) => hash !== stays);
    await this.#end(hashes);
    return hashes.length;
  }

  /** Closes the boards of an account that has lost a right. @param office the division in whose name it watched; null: all */
  async closeBoards(account: AccountKey, office: string | null): Promise<void> {
    await this.#close(this.#store.watched(this.#store.hashes(account)), { account, office, hashes: null });
  }

  async #end(hashes: readonly string[]): Promise<void> {
    const divisions = this.#store.watched(hashes);
    for (const hash of hashes) this.#store.drop(hash);
    await this.#close(divisions, { account: null, office: null, hashes });
  }

  /** A community that cannot be told asks for the rights of its watchers before its next message. */
  async #close(divisions: readonly string[], ended: EndedWatch): Promise<void> {
    const told = await Promise.allSettled(divisions.map((division) => this.#closeBoards(division, ended)));
    for (const outcome of told) if (outcome.status === "rejected") console.error("a board could not be closed", outcome.reason);
  }

  /** The next time at which a session ends, ms; null if there is none. */
  nextDue(): number | null {
    return this.#store.nextDue();
  }

  sweep(now: number): void {
    this.#store.sweep(now);
  }
}

function viewOf(session: StoredSession): SessionView {
  const { id, account, person, maskedPhone, provider, begunAt, officeUntil, passkey, passkeyAt } = session;
  return { id, account, person, maskedPhone, provider, begunAt, officeUntil, passkey, passkeyAt };
}
