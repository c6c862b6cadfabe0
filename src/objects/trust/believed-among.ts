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
  const names = new Set(codes.map((code) => shardNameOf(believed.shards, code)));
  const shards = await Promise.all([...names].filter((name) => name !== null).map((name) => believedRows(kv, name)));
  const members = shards.flatMap((rows) => (rows === null ? [] : [...issuersIn(rows)]));
  return { expiresAt: believed.expiresAt, issuers: new Map(members) };
}
