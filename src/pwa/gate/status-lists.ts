/** Status lists in the memory of this page: fetched from the app's own issuer, each checked by the signature of its issuer. Stores nothing. */
import type { Claims } from "../../domain/code/claims.ts";
import { statusListOf } from "../../domain/code/status.ts";
import { readStatusList, type StatusList, statusIn } from "../../token/status/read-status-list.ts";
import { correctedNow } from "../app/clock.ts";
import { roomFor } from "./list-shelf.ts";
import { type DeviceTrust, deviceTrust, isForeign } from "./trust-keeper.ts";

/** The age from which a list is fetched again. With the publication (1 s) and KV (30 s), a revocation by the own issuer then reaches the device within 46 s (decision 79). */
export const REFRESH_MS = 15_000;
const LONGEST_MS = 10_000;

interface DeviceList {
  /** The path of the list below `/status/`: its name, and before it the issuer if that is another one. */
  readonly name: string;
  readonly list: StatusList;
  readonly token: string;
  /** When the list was fetched, ms of the corrected clock. */
  readonly fetchedAtMs: number;
  readonly bytes: number;
}

/** The outcome of a fetch. A list that is not published (404) counts as read: nothing of it is revoked. */
export type ListFetch = "read" | "unreadable" | "unanswered";

function nameOf(claims: Claims): string {
  return isForeign(claims) ? `${claims.issuer}/${statusListOf(claims)}` : statusListOf(claims);
}

/** The issuer and the list with this name on the device. */
function listAt(name: string, { issuer: own, trust }: DeviceTrust) {
  const [list = "", other] = name.split("/").toReversed();
  const issuer = [...trust.issuers.keys()].find((code) => code === other) ?? own;
  return { issuer, list };
}

export class StatusLists {
  /** In the order of use, the most recently used one last. */
  #lists: readonly DeviceList[] = [];
  /** When the server said that it has not published a list, ms of the corrected clock. */
  readonly #unpublished = new Map<string, number>();
  readonly #cache: RequestCache;
  readonly #ownNames: () => readonly string[];

  /** @param cache whether the browser may keep the answers @param ownNames the names of the lists that always have room */
  constructor(cache: RequestCache, ownNames: () => readonly string[]) {
    this.#cache = cache;
    this.#ownNames = ownNames;
  }

  get all(): readonly DeviceList[] {
    return this.#lists;
  }

  /** The status of a credential by its list; undefined without that list. Synchronous: a gate does not wait for the network. */
  statusOf(claims: Claims): number | undefined {
    const wanted = nameOf(claims);
    const current = this.#lists.find(({ name }) => name === wanted);
    if (current === undefined) return undefined;
    this.#lists = [...this.#lists.filter((other) => other !== current), current];
    return statusIn(current.list, claims.statusIndex);
  }

  /** When the server last answered for the list of a credential, ms of the corrected clock; null: this device cannot tell whether the credential is revoked. */
  answeredAtMs(claims: Claims): number | null {
    const wanted = nameOf(claims);
    return this.#lists.find(({ name }) => name === wanted)?.fetchedAtMs ?? this.#unpublished.get(wanted) ?? null;
  }

  /** Fetches the status list of a verified code when there is none or one older than 15 s. Returns whether the list has changed. Lists of paper codes are not public. */
  async freshen(claims: Claims): Promise<boolean> {
    if (claims.kind === "paper") return false;
    const name = nameOf(claims);
    const find = () => this.#lists.find((each) => each.name === name);
    const current = find();
    const ageMs = correctedNow() - (current?.fetchedAtMs ?? Number.NEGATIVE_INFINITY);
    // A negative age means that the clock was set back after the fetch: fetch again.
    if (ageMs >= 0 && ageMs < REFRESH_MS) return false;
    await this.load(name);
    return find()?.token !== current?.token;
  }

  async load(name: string): Promise<ListFetch> {
    const text = await this.#textOf(name);
    if (text === null) return "unanswered";
    if (text === "") return "read";
    return (await this.take(name, text, correctedNow()).catch(() => false)) ? "read" : "unreadable";
  }

  /** The signed list as text; empty where it is not published, null without an answer. */
  async #textOf(name: string): Promise<string | null> {
    try {
      const response = await fetch(`/status/${name}`, { cache: this.#cache, signal: AbortSignal.timeout(LONGEST_MS) });
      if (response.status === 404) this.#unpublished.set(name, correctedNow());
      else if (response.ok) this.#unpublished.delete(name);
      return response.ok ? await response.text() : response.status === 404 ? "" : null;
    } catch {
      return null;
    }
  }

  /** Adds a list if the issuer signed it and there is no later one. readStatusList limits its inflated size. False: it cannot be read here. */
  async take(name: string, token: string, fetchedAtMs: number): Promise<boolean> {
    const by = deviceTrust.peek();
    if (by === null) return false;
    const now = correctedNow();
    const current = this.#lists.find((each) => each.name === name);
    const isSame = current?.token === token;
    const read = isSame ? null : await readStatusList(token, listAt(name, by), by.trust, now);
    const list = read === null ? current?.list : read.ok ? read.value : undefined;
    const latest = this.#lists.find((each) => each.name === name);
    if (list === undefined) return false;
    if (latest !== undefined && list.issuedAt < latest.list.issuedAt) return true;
    const fresh = { name, list, token, fetchedAtMs, bytes: token.length + list.bits.length };
    const others = this.#lists.filter((each) => each.name !== name && each.list.expiresAt > now);
    this.#lists = roomFor([...others, fresh], this.#ownNames());
    return true;
  }
}
