/** Copies of the status lists of other deployments in the own KV, for verifiers whose isolate is new while such a host does not answer. docs/trust.md §8. */
import { MINUTE_MS } from "../../domain/instant.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { Memory } from "../../storage/memory.ts";
import { copiedPeerList, copyPeerList } from "../../storage/published.ts";
import { peerListKey } from "../../storage/schema.ts";
import type { StatusList } from "../../token/status/read-status-list.ts";

interface Name {
  readonly issuer: IssuerCode;
  readonly list: string;
}

interface ReadList {
  readonly list: StatusList;
  readonly token: string;
  /** When its issuer answered with it, ms. */
  readonly at: number;
}

/** So often an isolate looks whether KV still has the list as it has read it: another isolate may have written an earlier one over it. */
const LOOKED_AT_EVERY_MS = MINUTE_MS;
const MAX_LISTS = 20_000;
/** The most copies that an isolate writes of one issuer in a minute, whatever that issuer publishes. */
const MAX_WRITES = 60;

export class PeerCopies {
  /** The token of each list that KV has, as far as this isolate knows. */
  readonly #known = new Memory<Name, string>({
    keyOf: ({ issuer, list }) => peerListKey(issuer, list),
    freshMs: LOOKED_AT_EVERY_MS,
    max: MAX_LISTS,
  });
  /** The writes of the present minute. The register bounds the number of issuers. */
  readonly #writes = new Map<IssuerCode, number>();
  #minute = 0;

  /** Writes a list that its issuer has signed and KV does not have. Never rejects: for the answer the copy is not needed. */
  async keep(kv: KVNamespace, name: Name, { list, token, at }: ReadList): Promise<void> {
    if (this.#known.fresh(name, at)?.value === token) return;
    this.#known.set(name, token, at);
    try {
      const { issuedAt, expiresAt } = list;
      const copy = await copiedPeerList(kv, name.issuer, name.list);
      if (copy !== null && (copy.token === token || copy.issuedAt > issuedAt)) return;
      if (!this.#mayWrite(name.issuer, at)) return this.#known.forget(name);
      await copyPeerList(kv, { ...name, token, at, issuedAt, until: expiresAt });
    } catch (bug) {
      this.#known.forget(name);
      console.error(bug);
    }
  }

  #mayWrite(issuer: IssuerCode, now: number): boolean {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#minute) this.#writes.clear();
    this.#minute = minute;
    const count = (this.#writes.get(issuer) ?? 0) + 1;
    this.#writes.set(issuer, count);
    return count <= MAX_WRITES;
  }
}
