/** An issuer: an authority that issues codes, reached at its own origins. Source: product.md §1, §2. */
import type { AccountKey, PersonKey } from "../access/keys.ts";
import type { Brand } from "../brand.ts";

/** `0` the nation, 2 digits a province, 4 digits a city. */
export type IssuerCode = Brand<string, "IssuerCode">;

/** The digits with which every division of an issuer's region begins: its own code, and none for the nation. */
export function regionOf(issuer: string): string {
  return issuer === "0" ? "" : issuer;
}

export interface Issuer {
  readonly code: IssuerCode;
  /** Host names without port; the first is the canonical one. */
  readonly hosts: readonly string[];
  readonly name: { readonly zh: string; readonly en: string };
  /** Power of two, fixed for the issuer's life. */
  readonly shards: number;
  /** Credentials that a phone is given at a time. */
  readonly credentialsPerPhone: number;
  readonly credentialLifetimeMinutes: number;
  /** From this moment, ms since 1970, codes carry the colours that are decided all the while; null: not until the setting says so. */
  readonly coloursFrom: number | null;
}

/**
 * Shard number of a keyed hash: its first 20 bits modulo the issuer's shard count, which is a power of two up to 2^20.
 * A person is a key range in its shard; nothing scans persons.
 */
export function shardOf(key: PersonKey | AccountKey, shards: number): number {
  return Number.parseInt(key.slice(0, 5), 16) & (shards - 1);
}
