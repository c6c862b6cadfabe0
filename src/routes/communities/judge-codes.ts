/** Judges scanned codes for registration: by the issuer's keys here, then by their holders' own shards, one call a shard. */
import type { Config } from "../../config.ts";
import type { PassResult } from "../../contract/pass.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import { sentenceOf } from "../../domain/code/refusal.ts";
import type { PassId } from "../../domain/community/community.ts";
import { CATEGORIES, type Category } from "../../domain/declaration/declaration.ts";
import type { Risk } from "../../domain/fact/fact.ts";
import { toHex } from "../../domain/hex.ts";
import { type Issuer, shardOf } from "../../domain/issuer/issuer.ts";
import { type ObjectsEnv, peopleOf } from "../../objects/env.ts";
import type { ParseResult } from "../../token/code/parse.ts";
import { openHandle } from "../../token/secret/handle.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import { checkCode } from "../verify/check-code.ts";
import { colourNow, showingOf } from "../people/colour.ts";
import { type ProblemCode, PROBLEMS } from "../../contract/problem.ts";
import { trustOf } from "../verify/trust.ts";
import type { HolderResult } from "../../objects/people/credential/rpc.ts";
import type { PassInput } from "../../objects/community/pass.ts";

export type RefusedPass = Extract<PassResult, { readonly state: "refused" }>;

export interface ScannedCode {
  readonly id: string;
  readonly code: ParseResult;
}

export interface Judging {
  readonly env: ObjectsEnv;
  readonly config: Config;
  readonly issuer: Issuer;
  readonly secrets: Secrets;
  readonly now: number;
  /** Keeps work alive behind the answer. */
  readonly later: (work: Promise<unknown>) => void;
}

/** What may be registered, and the community that the code names as its holder's. */
export interface JudgedPass {
  readonly input: PassInput;
  /** 12 digits. */
  readonly address: string;
  /** Of where the holder comes from, as it was decided last. */
  readonly originRisks: readonly Risk[];
  /** What the holder declared as last. */
  readonly categories: readonly Category[];
}

interface Verified extends Omit<PassInput, "maskedName" | "declaredAt"> {
  readonly address: string;
}

/** In the order of the codes: what may be registered, or why not. */
export async function judgeCodes(
  judging: Judging,
  codes: readonly ScannedCode[],
): Promise<readonly (JudgedPass | RefusedPass)[]> {
  const { env, config, issuer, now, later } = judging;
  // A cold isolate reads the keys once, not once for each code.
  await trustOf(env, config, now, later);
  const verified = await Promise.all(codes.map((each) => verifyOne(judging, each)));
  const showing = await showingOf(env, issuer, now);
  const holders = await askHolders(env, issuer, verified.filter(isVerified), now);
  return verified.map((one) => {
    if (!isVerified(one)) return one;
    const holder = holders.get(one);
    if (holder === undefined) throw new Error("every code has an answer of its holder's shard");
    if (!holder.ok) return refusedBy(one.id, holder.refusal.code);
    const { maskedName, declaredAt, decision, community, category } = holder.value;
    // What holds now, whatever the code said when it was made.
    const { address, ...verifiedPass } = one;
    const colour = colourNow(showing, decision, community, now);
    const originRisks = [decision?.originRisk ?? "unknown"] as const;
    const categories = category === null ? CATEGORIES : [category];
    return { input: { ...verifiedPass, maskedName, declaredAt, colour }, address, originRisks, categories };
  });
}

export function isRefused(one: JudgedPass | RefusedPass): one is RefusedPass {
  return "state" in one;
}

export function refusedBy(id: string, code: ProblemCode): RefusedPass {
  return { id, state: "refused", refusal: { code, sentence: PROBLEMS[code].sentence } };
}

async function verifyOne(judging: Judging, { id, code }: ScannedCode): Promise<Verified | RefusedPass> {
  const { env, config, issuer, secrets, now, later } = judging;
  const checked = await checkCode(env, config, code, now, later);
  if (!checked.ok) return { id, state: "refused", refusal: { ...checked.refusal, sentence: sentenceOf(checked.refusal) } };
  const { claims } = checked.value;
  if (claims.issuer !== issuer.code) return refusedBy(id, "unknown_holder");
  const person = toHex(await openHandle(secrets.handle, claims.handle)) as PersonKey;
  const { kind, colour, community: address } = claims;
  const shard = shardOf(person, issuer.shards);
  return { id: id as PassId, person, shard, issuer: claims.issuer, handle: toHex(claims.handle), kind, colour, address };
}

function isVerified(one: Verified | RefusedPass): one is Verified {
  return !("state" in one);
}

async function askHolders(
  env: ObjectsEnv,
  issuer: Issuer,
  asked: readonly Verified[],
  now: number,
): Promise<ReadonlyMap<Verified, HolderResult>> {
  const shards = Map.groupBy(asked, ({ shard }) => shard);
  const answers = await Promise.all(
    [...shards.values()].map(async (group) => {
      const [first] = group;
      if (first === undefined) return [];
      const holders = await peopleOf(env, issuer, first.person).holders(
        group.map(({ person, handle }) => ({ person, handle })),
        now,
      );
      return group.flatMap((one, index) => {
        const holder = holders[index];
        return holder === undefined ? [] : [[one, holder] as const];
      });
    }),
  );
  return new Map(answers.flat());
}
