/** An issuer: an authority that issues codes at its own host names. Source: product.md §1, §2. */
import type { AccountKey, PersonKey } from "../access/keys.ts";
import type { Brand } from "../brand.ts";

/** `0` the nation, 2 digits a province, 4 digits a city. */
export type IssuerCode = Brand<string, "IssuerCode">;

/** The first digits of every division in the issuer's region: its own code; an empty text for the nation. */
export function regionOf(issuer: string): string {
  return issuer === "0" ? "" : issuer;
}

export interface Issuer {
  readonly code: IssuerCode;
  /** Host names without port; the first is the canonical one. */
  readonly hosts: readonly string[];
  readonly name: { readonly zh: string; readonly en: string };
  /** A power of two; it never changes. */
  readonly shards: number;
  /** Credentials that a phone gets per request. */
  readonly credentialsPerPhone: number;
  readonly credentialLifetimeMinutes: number;
  /** From this moment, ms since 1970, codes carry colours; colours are decided before it too. Null: not until the officers' setting says so. */
  readonly coloursFrom: number | null;
}

/**
 * Shard number of a keyed hash: its first 20 bits modulo the issuer's shard count, which is a power of two up to 2^20.
 * The rows of a person are a key range in the shard; no request reads the rows of all persons.
 */
export function shardOf(key: PersonKey | AccountKey, shards: number): number {
  return Number.parseInt(key.slice(0, 5), 16) & (shards - 1);
}
