/** Judges scanned codes before their registration: verifies their signatures here, then asks the holders' shards for the current data, one call per shard. */
import type { Config } from "../../config.ts";
import type { PassResult } from "../../contract/pass.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import type { Bytes } from "../../domain/code/claims.ts";
import type { CodeFlag } from "../../domain/code/flags.ts";
import { sentenceOf } from "../../domain/code/refusal.ts";
import { marksOf } from "../../domain/community/marks.ts";
import type { PassId } from "../../domain/community/community.ts";
import { type GatePlace, proofAtOf, type Use } from "../../domain/community/use.ts";
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
import { trustOf, type Verifier } from "../verify/trust.ts";
import type { HolderResult } from "../../objects/people/credential/rpc.ts";
import type { PassInput } from "../../objects/community/pass.ts";

export type RefusedPass = Extract<PassResult, { readonly state: "refused" }>;

export interface ScannedCode {
  readonly id: string;
  readonly code: ParseResult;
}

export interface JudgeContext {
  readonly env: ObjectsEnv;
  readonly config: Config;
  readonly issuer: Issuer;
  readonly secrets: Secrets;
  readonly now: number;
  /** `ExecutionContext.waitUntil`: keeps work alive after the answer. */
  readonly later: (work: Promise<unknown>) => void;
}

/** A pass that may be registered, with the data that the policy of passage reads. */
export interface JudgedPass {
  readonly input: PassInput;
  /** 12 digits: the community that the code names as the holder's. */
  readonly address: string;
  /** The flags in the code. */
  readonly flags: readonly CodeFlag[];
  /** The risk of the holder's declared places in the last decision of the colour; `unknown` without one. */
  readonly originRisks: readonly Risk[];
  /** The category of the last declaration; all categories if the holder's shard names none. */
  readonly categories: readonly Category[];
  /** Whether the last declaration reports signs; null if that is unknown. */
  readonly signs: boolean | null;
}

interface VerifiedPass extends Omit<PassInput, "maskedName" | "declaredAt" | "marks" | "use"> {
  readonly address: string;
  readonly flags: readonly CodeFlag[];
  readonly proofAt: number;
}

/**
 * For each code, in the same order: the pass that may be registered, or the refusal.
 * @param gate the point that registers the passes: it makes each judgement a use of the code, which counts once. Null if nothing is registered.
 */
export async function judgeCodes(
  context: JudgeContext,
  codes: readonly ScannedCode[],
  gate: GatePlace | null,
): Promise<readonly (JudgedPass | RefusedPass)[]> {
  const { env, config, issuer, now, later } = context;
  // The first call lets a cold isolate read the keys once, instead of once per code.
  const verifier = { env, config, own: issuer.code, now, later };
  await trustOf(verifier);
  const passes = await Promise.all(codes.map((each) => verifyOne(context, verifier, each)));
  const showing = await showingOf(env, issuer, now);
  const holders = await askHolders(env, issuer, passes.filter(isVerified), gate, now);
  return passes.map((one) => {
    if (!isVerified(one)) return one;
    const holder = holders.get(one);
    if (holder === undefined) throw new Error("a holder's shard did not answer for a code");
    if (!holder.ok) return refusePass(one.id, holder.refusal.code);
    const { maskedName, declaredAt, decision, community, category, signs, earlier } = holder.value;
    // The current colour counts, not the colour in the code.
    const { address, flags, proofAt, ...verifiedPass } = one;
    const colour = colourNow(showing, decision, community, now);
    const originRisks = [decision?.originRisk ?? "unknown"] as const;
    const categories = category === null ? CATEGORIES : [category];
    return {
      input: {
        ...verifiedPass,
        maskedName,
        declaredAt,
        colour,
        marks: marksOf({ signs, second_use: earlier !== null }),
        use: { proofAt, point: gate?.point ?? null, earlier },
      },
      address,
      flags,
      originRisks,
      categories,
      signs,
    };
  });
}

export function isRefused(one: JudgedPass | RefusedPass): one is RefusedPass {
  return "state" in one;
}

export function refusePass(id: string, code: ProblemCode): RefusedPass {
  return { id, state: "refused", refusal: { code, sentence: PROBLEMS[code].sentence } };
}

async function verifyOne(
  context: JudgeContext,
  verifier: Verifier,
  { id, code }: ScannedCode,
): Promise<VerifiedPass | RefusedPass> {
  const { issuer, secrets, now } = context;
  const check = await checkCode(verifier, code);
  if (!check.ok) return { id, state: "refused", refusal: { ...check.refusal, sentence: sentenceOf(check.refusal) } };
  const { claims, proofTime } = check.value;
  if (claims.issuer !== issuer.code) return refusePass(id, "unknown_holder");
  const person = await holderOf(secrets, claims.handle);
  const { kind, colour, flags, community: address } = claims;
  const shard = shardOf(person, issuer.shards);
  const proofAt = proofAtOf(proofTime, now);
  return {
    id: id as PassId,
    person,
    shard,
    issuer: claims.issuer,
    handle: toHex(claims.handle),
    kind,
    colour,
    address,
    flags,
    proofAt,
  };
}

/** The person in a handle of this issuer. */
export async function holderOf(secrets: Secrets, handle: Bytes): Promise<PersonKey> {
  return toHex(await openHandle(secrets.handle, handle)) as PersonKey;
}

function isVerified(one: VerifiedPass | RefusedPass): one is VerifiedPass {
  return !("state" in one);
}

function useOf({ id, issuer, handle, proofAt }: VerifiedPass, place: GatePlace, at: number): Use {
  return { pass: id, issuer, handle, proofAt, at, place };
}

async function askHolders(
  env: ObjectsEnv,
  issuer: Issuer,
  passes: readonly VerifiedPass[],
  gate: GatePlace | null,
  now: number,
): Promise<ReadonlyMap<VerifiedPass, HolderResult>> {
  const shards = Map.groupBy(passes, ({ shard }) => shard);
  const answers = await Promise.all(
    [...shards.values()].map(async (group) => {
      const [first] = group;
      if (first === undefined) return [];
      const holders = await peopleOf(env, issuer, first.person).holders(
        group.map((one) => ({ person: one.person, handle: one.handle, ...(gate !== null && { use: useOf(one, gate, now) }) })),
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
