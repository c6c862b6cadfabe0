/** What this deployment believes of a few issuers, for objects and for acts that are no verification: a verifier keeps it in the memory of its isolate. */
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { believedRows, believedTrust } from "../../storage/trust.ts";
import { issuersIn, shardNameOf } from "../../token/federation/believed-text.ts";
import type { TrustedIssuer } from "../../token/status/trust.ts";

interface Believed {
  /** The end of the state, ms. */
  readonly expiresAt: number;
  /** The members among the issuers, and others beside them. */
  readonly issuers: ReadonlyMap<IssuerCode, TrustedIssuer>;
}

/** Null before the first state. Rejects if KV does not answer. */
export async function believedAmong(kv: KVNamespace, codes: readonly IssuerCode[]): Promise<Believed | null> {
  const believed = await believedTrust(kv);
  if (believed === null) return null;
  const names = codes.map((code) => shardNameOf(believed.shards, code));
  return { expiresAt: believed.expiresAt, issuers: await rowsOf(kv, names) };
}

/** The members that can be told something now: all but this issuer and those that are suspended. None without a state. Rejects if KV does not answer. */
export async function membersBeside(kv: KVNamespace, own: IssuerCode): Promise<readonly IssuerCode[]> {
  const believed = await believedTrust(kv);
  const members = believed === null ? [] : await rowsOf(kv, believed.shards);
  return [...members].filter(([code, { membership }]) => code !== own && membership?.isSuspended === false).map(([code]) => code);
}

async function rowsOf(kv: KVNamespace, names: readonly (string | null)[]): Promise<ReadonlyMap<IssuerCode, TrustedIssuer>> {
  const shards = await Promise.all([...new Set(names)].filter((name) => name !== null).map((name) => believedRows(kv, name)));
  return new Map(shards.flatMap((rows) => (rows === null ? [] : [...issuersIn(rows)])));
}
