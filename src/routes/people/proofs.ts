/** The proofs of persons with an office, for the lists of the administrators in charge of them: one call for each shard, for a list of any length. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { Proof } from "../../domain/identity/proof.ts";
import { type Issuer, shardOf } from "../../domain/issuer/issuer.ts";
import { type ObjectsEnv, peopleShard } from "../../objects/env.ts";
import type { ProofQuery } from "../../objects/people/custody/rpc.ts";

/** A login with an office. `person` is null if an earlier release appointed the login without a person. */
export interface OfficeHolder {
  readonly account: AccountKey;
  readonly person: PersonKey | null;
}

/** Each holder with the proof of their person as this login has it: `none` if the login is no longer the person's, null without a person. */
export async function withProofs<Holder extends OfficeHolder>(
  env: ObjectsEnv,
  issuer: Issuer,
  holders: readonly Holder[],
  now: number,
): Promise<readonly (Holder & { readonly proof: Proof | null })[]> {
  const queries = holders.flatMap(({ account, person }) => (person === null ? [] : [{ account, person }]));
  const byShard = Map.groupBy(queries, ({ person }) => shardOf(person, issuer.shards));
  const answers = Array.from(byShard, async ([shard, asked]) => {
    const proofs = await peopleShard(env, issuer.code, shard).proofs(asked, now);
    return asked.map((query, index) => [keyOf(query), proofs[index] ?? "none"] as const);
  });
  const proofOf = new Map((await Promise.all(answers)).flat());
  return holders.map((holder) => ({ ...holder, proof: proofOf.get(keyOf(holder)) ?? null }));
}

function keyOf({ account, person }: OfficeHolder | ProofQuery): string {
  return `${person} ${account}`;
}
