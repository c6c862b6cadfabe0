/** Reads the files of trust from one origin and keeps what it has taken, also between runs. docs/trust.md §5. */
import { isMemberOrigin } from "../../../src/domain/federation/trust-files.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { believedIssuers } from "../../../src/token/federation/believed.ts";
import { filesBelow } from "../../../src/token/federation/files-below.ts";
import { pullFiles } from "../../../src/token/federation/pull-files.ts";
import { readRoot } from "../../../src/token/federation/root.ts";
import { answerText } from "../../../src/token/status/bounded-bytes.ts";
import { readTrust, type Trust } from "../../../src/token/status/trust.ts";
import { Renewed, within } from "./renewed.ts";
import { readStored, storedText, type TakenTrust, textsAfter } from "./stored-files.ts";

/** The `fetch` of the runtime, or one that does the same. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Keeps texts between runs. A value that is broken or lost is fetched again. */
export interface Store {
  get(name: string): Promise<string | null | undefined>;
  put(name: string, value: string): Promise<unknown>;
}

export interface TrustReaderOptions {
  readonly root: string;
  readonly origin: string;
  readonly fetch: Fetch;
  readonly store: Store | null;
}

const NAME = "yima-trust";
/** With the time until a suspension is published and in caches, a verifier refuses a suspended issuer within about a minute. */
const LIMITS = { freshMs: 15_000, patienceMs: 3000 };
const FILE_WITHIN_MS = 10_000;
const STORE_WITHIN_MS = 1000;

const NOBODY: Trust = readTrust([]);

export class TrustReader {
  /** The issuers that are believed, with their keys. */
  trust = NOBODY;
  /** The origins of the believed issuers, as the register says them. */
  origins: ReadonlyMap<IssuerCode, string> = new Map();
  /** When the state that holds was signed, ms; null before the first one. */
  stateAt: number | null = null;
  /** What was wrong at the last reading: codes of docs/trust.md §5, `origin_silent`, `no_files` or `root_refused`. */
  faults: readonly string[] = [];
  readonly #options: TrustReaderOptions;
  readonly #isLocal: boolean;
  readonly #renewed = new Renewed(LIMITS);
  #taken: TakenTrust | null = null;

  constructor(options: TrustReaderOptions) {
    this.#options = options;
    this.#isLocal = isMemberOrigin(options.origin, true) && !isMemberOrigin(options.origin, false);
  }

  /** Asks for what is new, at most every 15 s. Never rejects, and waits at most 3 s: then the files that are here serve. */
  renew(now: number): Promise<void> {
    return this.#renewed.renew(now, () => this.#read(now));
  }

  async #read(now: number): Promise<void> {
    const before = this.#taken ?? (await this.#begin());
    if (before === null) return;
    try {
      const { kept, roots, refusals } = await pullFiles(before.kept, this.#source(), this.#isLocal, now);
      this.faults = kept.state === null && refusals.length === 0 ? ["no_files"] : refusals.map(({ code }) => code);
      if (kept === before.kept) return;
      this.#take({ kept, roots: [...before.roots, ...roots], texts: textsAfter(before.texts, kept) });
    } catch {
      this.faults = ["origin_silent"];
    }
    if (this.#taken !== null && this.#taken !== before) await this.#put(storedText(this.#taken));
  }

  /** What the store has, under the pinned root; null if the pinned root cannot be read. */
  async #begin(): Promise<TakenTrust | null> {
    const pinned = await readRoot(this.#options.root, null);
    if (!pinned.ok) {
      this.faults = ["root_refused"];
      return null;
    }
    const taken = await readStored(await this.#get(), pinned.value, this.#isLocal);
    this.#take(taken);
    return taken;
  }

  #take(taken: TakenTrust): void {
    const { state } = taken.kept;
    const issuers = believedIssuers(taken.kept);
    this.#taken = taken;
    this.stateAt = state?.file.issuedAt ?? null;
    this.origins = new Map(issuers.map(({ code, origin }) => [code, origin]));
    this.trust = { ...readTrust(issuers, this.trust), membersUntil: state?.file.expiresAt ?? 0 };
  }

  #source() {
    const { fetch, origin } = this.#options;
    return filesBelow(async (path, maxBytes, type) =>
      answerText(
        await fetch(`${origin}${path}`, { redirect: "manual", signal: AbortSignal.timeout(FILE_WITHIN_MS) }),
        maxBytes,
        type,
      ),
    );
  }

  /** Null also if the store does not answer. */
  async #get(): Promise<string | null> {
    const { store } = this.#options;
    const text: unknown =
      store &&
      (await within(
        STORE_WITHIN_MS,
        begun(() => store.get(NAME)),
      ));
    return typeof text === "string" ? text : null;
  }

  /** Without a store that works, the files are fetched again at the next start. */
  async #put(text: string): Promise<void> {
    const { store } = this.#options;
    if (store !== null)
      await within(
        STORE_WITHIN_MS,
        begun(() => store.put(NAME, text)),
      );
  }
}

/** The promise of a function that may also throw. */
async function begun<T>(act: () => Promise<T>): Promise<T> {
  return act();
}
