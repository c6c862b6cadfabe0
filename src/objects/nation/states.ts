/** The state of trust: made after each change and every five minutes, always with a higher number, and signed by the nation's online key. docs/trust.md §4. */
import type { Root, State } from "../../domain/federation/trust-files.ts";
import { HOUR_MS, MINUTE_MS } from "../../domain/instant.ts";
import { digestOf } from "../../token/federation/book.ts";
import { FILE_TYPES } from "../../token/federation/read-file.ts";
import { compactText, type FileSigner, payloadBytes } from "../../token/federation/signed-file.ts";
import { stateMembers } from "../../token/federation/state.ts";
import type { Duty } from "../duty/alarm.ts";
import type { NationStore } from "./nation-store.ts";

const VALID_MS = 48 * HOUR_MS;
const RENEWED_MS = 5 * MINUTE_MS;

/** The present root, which names the online key, and this key. */
interface Signing {
  readonly root: () => Promise<Root>;
  readonly signer: () => Promise<FileSigner>;
}

export class States {
  readonly #state: DurableObjectState;
  readonly #store: NationStore;
  readonly #by: Signing;
  readonly #made: (text: string, isNews: boolean) => void;

  /** @param made is called after a new state was stored. `isNews`: it says more than a new date */
  constructor(state: DurableObjectState, store: NationStore, by: Signing, made: (text: string, isNews: boolean) => void) {
    this.#state = state;
    this.#store = store;
    this.#by = by;
    this.#made = made;
  }

  get plan(): Duty {
    return { name: "state", due: () => this.#due(), run: (now) => this.make(now) };
  }

  #due(): number | null {
    const last = this.#store.lastState();
    if (last !== null) return last.at === 0 ? 0 : last.at + RENEWED_MS;
    return this.#store.presentRegister() === null ? null : 0;
  }

  /** Makes the state that is due. Concurrent callers wait for one. */
  async make(now: number): Promise<void> {
    const made = await this.#state.blockConcurrencyWhile(() => this.#makeAlone(now));
    if (made !== null) this.#made(made.text, made.isNews);
  }

  /** Null if none was due. */
  async #makeAlone(now: number): Promise<{ readonly text: string; readonly isNews: boolean } | null> {
    const due = this.#due();
    const register = this.#store.presentRegister();
    if (due === null || due > now || register === null) return null;
    const { file, hash } = register;
    const last = this.#store.lastState();
    const seq = (last?.seq ?? 0) + 1;
    const book = { seq: this.#store.bookSeq(), hash: await digestOf(this.#store.statements()) };
    const suspended = this.#store.suspensions.holding(file);
    // A request that began earlier may end after one that suspends.
    const issuedAt = Math.max(now, ...suspended.map(({ at }) => at));
    const dates = { issuedAt, expiresAt: issuedAt + VALID_MS };
    const { version } = await this.#by.root();
    const state: State = { root: version, seq, register: { seq: file.seq, hash }, book, suspended, ...dates };
    const text = await compactText(payloadBytes(stateMembers(state)), FILE_TYPES.state, await this.#by.signer());
    this.#state.storage.transactionSync(() => this.#store.putState({ seq, at: now, text }));
    return { text, isNews: last === null || last.at === 0 };
  }
}
