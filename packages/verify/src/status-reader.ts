/** Reads the status lists of live codes from the hosts of their issuers. Lists of paper codes are not public. docs/code-format.md §7. */
import type { Claims } from "../../../src/domain/code/claims.ts";
import { STATUS, statusListOf } from "../../../src/domain/code/status.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { answerText } from "../../../src/token/status/bounded-bytes.ts";
import {
  MAX_TOKEN_CHARACTERS,
  STATUS_LIST_CONTENT_TYPE,
  readStatusList,
  type StatusList,
  statusIn,
} from "../../../src/token/status/read-status-list.ts";
import type { Trust } from "../../../src/token/status/trust.ts";
import { Renewed } from "./renewed.ts";
import type { Fetch } from "./trust-reader.ts";

const PATIENCE_MS = 800;
const LIMITS = { freshMs: 20_000, patienceMs: PATIENCE_MS };
/** An older list still proves a revocation, but no longer that a code is valid. */
const RELIED_UPON_MS = 25_000;
const MAX_LISTS = 256;
const MAX_BYTES = 32 * 2 ** 20;

interface HeldList {
  readonly issuer: IssuerCode;
  readonly name: string;
  readonly renewed: Renewed;
  list: StatusList | null;
  /** The last time at which the list was here and the newest, ms. */
  at: number;
}

/** What a verifier believes of the issuer when it asks. */
interface Believed {
  readonly trust: Trust;
  /** Of the issuer. */
  readonly origin: string;
  /** The verifier's clock, ms. */
  readonly now: number;
}

export class StatusReader {
  readonly #fetch: Fetch;
  /** The most recently used one last. */
  readonly #lists = new Map<string, HeldList>();

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  /** The entry of a credential in its list; undefined if the list does not come within 800 ms. Never rejects. */
  async statusOf(claims: Claims, believed: Believed): Promise<number | undefined> {
    if (claims.kind === "paper") return undefined;
    const held = this.#heldOf(claims);
    await held.renewed.renew(believed.now, () => this.#read(held, believed));
    const status = held.list === null ? undefined : statusIn(held.list, claims.statusIndex);
    return status === STATUS.valid && Math.abs(believed.now - held.at) > RELIED_UPON_MS ? undefined : status;
  }

  #heldOf(claims: Claims): HeldList {
    const { issuer } = claims;
    const name = statusListOf(claims);
    const key = `${issuer}/${name}`;
    const held = this.#lists.get(key) ?? { issuer, name, renewed: new Renewed(LIMITS), list: null, at: Number.NEGATIVE_INFINITY };
    this.#lists.delete(key);
    this.#lists.set(key, held);
    this.#makeRoom();
    return held;
  }

  async #read(held: HeldList, { trust, origin, now }: Believed): Promise<void> {
    const { issuer, name } = held;
    const fetch = this.#fetch;
    const url = `${origin}/status/${name}`;
    const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    const token = await answerText(answer, MAX_TOKEN_CHARACTERS, STATUS_LIST_CONTENT_TYPE);
    const read = token === null ? null : await readStatusList(token, { issuer, list: name }, trust, now);
    if (read?.ok !== true) return;
    held.at = now;
    if (held.list === null || held.list.issuedAt <= read.value.issuedAt) held.list = read.value;
  }

  #makeRoom(): void {
    let bytes = 0;
    for (const { list } of this.#lists.values()) bytes += list?.bits.length ?? 0;
    for (const [key, { list }] of this.#lists) {
      if (this.#lists.size <= MAX_LISTS && bytes <= MAX_BYTES) break;
      this.#lists.delete(key);
      bytes -= list?.bits.length ?? 0;
    }
  }
}
