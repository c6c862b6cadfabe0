/** What a verifier believes of the members, in shards that it reads when it meets an issuer, as text that it takes apart then: of hundreds it meets a few. */
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { readTrust, type TrustedIssuer } from "../status/trust.ts";
import type { BelievedIssuer } from "./believed.ts";
import { textHash } from "./read-file.ts";

const BEGIN = '{"code":"';
/** The rows of a shard of 600 members have 12 KB; up to about 32 KB the length of a value costs a reader nothing (docs/performance.md). */
const SHARDS = 32;

export interface BelievedShard {
  /** Contains the hash of the rows. */
  readonly name: string;
  readonly rows: string;
}

/** The rows of the members by shard; null: a shard without members. */
export function believedShards(issuers: readonly BelievedIssuer[]): Promise<readonly (BelievedShard | null)[]> {
  const shards = Map.groupBy(issuers, ({ code }) => shardOf(code, SHARDS));
  return Promise.all(
    Array.from({ length: SHARDS }, async (_, shard) => {
      const members = shards.get(shard);
      if (members === undefined) return null;
      const rows = believedText(members.toSorted((one, other) => Number(one.code) - Number(other.code)));
      return { name: `${shard}-${await textHash(rows)}`, rows };
    }),
  );
}

/** The name of the rows among which an issuer stands if it is a member; null: it is none. @param shards the names of all shards, of whatever number */
export function shardNameOf(shards: readonly (string | null)[], issuer: IssuerCode): string | null {
  return shards[shardOf(issuer, shards.length)] ?? null;
}

function shardOf(issuer: IssuerCode, shards: number): number {
  return Number(issuer) % shards;
}

/** JSON, a line for each issuer, in ASCII: a text of one byte a letter is read in half the time. The same text means the same issuers. */
export function believedText(issuers: readonly BelievedIssuer[]): string {
  return `[\n${issuers.map(({ code, ...row }) => ascii(JSON.stringify({ code, ...row }))).join(",\n")}\n]`;
}

function ascii(json: string): string {
  return json.replaceAll(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The issuers of a text that `believedText` has written. @param before the issuers of an earlier text: one whose row is the same keeps its imported keys */
export function issuersIn(text: string, before?: ReadonlyMap<IssuerCode, TrustedIssuer>): ReadonlyMap<IssuerCode, TrustedIssuer> {
  const issuers = new Map<IssuerCode, TrustedIssuer>();
  const lines = inLines(text);
  for (let at = lines.indexOf("\n") + 1, end = at; at > 0; at = end + 1) {
    end = lines.indexOf("\n", at);
    if (end < 0) break;
    if (!lines.startsWith(BEGIN, at)) continue;
    const code = lines.slice(at + BEGIN.length, lines.indexOf('"', at + BEGIN.length)) as IssuerCode;
    const row = lines.slice(at, lines[end - 1] === "," ? end - 1 : end);
    const last = before?.get(code);
    issuers.set(code, last instanceof IssuerOfRow && last.movedTo(row) ? last : new IssuerOfRow(code, row));
  }
  return issuers;
}

/** An earlier release wrote all rows in one line. */
function inLines(text: string): string {
  return text.startsWith("[\n") ? text : believedText(JSON.parse(text) as readonly BelievedIssuer[]);
}

/** An issuer whose row is parsed at its first use. */
class IssuerOfRow implements TrustedIssuer {
  readonly code: IssuerCode;
  #row: string;
  #read: TrustedIssuer | null = null;

  constructor(code: IssuerCode, row: string) {
    this.code = code;
    this.#row = row;
  }

  get origin(): TrustedIssuer["origin"] {
    return this.#issuer().origin;
  }

  get membership(): TrustedIssuer["membership"] {
    return this.#issuer().membership;
  }

  get mode(): TrustedIssuer["mode"] {
    return this.#issuer().mode;
  }

  get name(): TrustedIssuer["name"] {
    return this.#issuer().name;
  }

  get colours(): TrustedIssuer["colours"] {
    return this.#issuer().colours;
  }

  get keys(): TrustedIssuer["keys"] {
    return this.#issuer().keys;
  }

  /** Whether the row says the same. Takes its text then: a row is a piece of the whole text, which it would keep in memory. */
  movedTo(row: string): boolean {
    const isSame = this.#row === row;
    if (isSame) this.#row = row;
    return isSame;
  }

  #issuer(): TrustedIssuer {
    if (this.#read === null) {
      const row: BelievedIssuer = JSON.parse(this.#row);
      const read = readTrust([row]).issuers.get(this.code);
      if (read === undefined) throw new TypeError(`no issuer ${this.code}`);
      this.#read = read;
    }
    return this.#read;
  }
}
