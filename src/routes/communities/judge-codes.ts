/** Judges scanned codes before their registration: verifies their signatures here, then asks the holders' shards for the current data, one call per shard. */
import type { PassResult } from "../../contract/pass.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import type { Claims } from "../../domain/code/claims.ts";
import { sentenceOf } from "../../domain/code/refusal.ts";
import { marksOf } from "../../domain/community/marks.ts";
import type { PassId } from "../../domain/community/community.ts";
import { type GatePlace, proofAtOf } from "../../domain/community/use.ts";
import { CATEGORIES } from "../../domain/declaration/declaration.ts";
import { toHex } from "../../domain/hex.ts";
import { type Issuer, shardOf } from "../../domain/issuer/issuer.ts";
import { type ObjectsEnv, peopleOf } from "../../objects/env.ts";
import { toBase64url } from "../../token/code/base64url.ts";
import { type ParseResult, scannedBytes } from "../../token/code/parse.ts";
import { issuersFor } from "../../token/code/verify.ts";
import { openHandle } from "../../token/secret/handle.ts";
import { foreignUseKeyOf, type Secrets } from "../../token/secret/secrets.ts";
import { checkCode } from "../verify/check-code.ts";
import { type Converted, convertsColours } from "../verify/local-colour.ts";
import { judgeForeign, useOf } from "./foreign-codes.ts";
import type { JudgeContext, JudgedPass, VerifiedPass } from "./judged-pass.ts";
import { colourNow, showingOf } from "../people/colour.ts";
import { type ProblemCode, PROBLEMS } from "../../contract/problem.ts";
import type { Trust } from "../../token/status/trust.ts";
import { trustWith, type Verifier } from "../verify/trust.ts";
import type { HolderResult } from "../../objects/people/credential/rpc.ts";

export type RefusedPass = Extract<PassResult, { readonly state: "refused" }>;

export interface ScannedCode {
  readonly id: string;
  readonly code: ParseResult;
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
  // Lets an isolate read the keys that it lacks once, instead of once per code.
  const verifier = { env, config, own: issuer.code, now, later };
  const claims = codes.flatMap(({ code }) => (code.ok ? [code.value.claims] : []));
  const trust = await trustWith(verifier, claims.flatMap(issuersFor));
  const convert = await convertsColours(verifier, claims);
  const passes = await Promise.all(codes.map((each) => verifyOne(context, verifier, { trust, convert }, each)));
  const showing = await showingOf(env, issuer, now);
  const verified = passes.filter(isVerified);
  const [holders, foreign] = await Promise.all([
    askHolders(env, issuer, verified, gate, now),
    judgeForeign(
      context,
      verified.filter(({ shard }) => shard === null),
      gate,
    ),
  ]);
  return passes.map((one) => {
    if (!isVerified(one)) return one;
    const other = foreign.get(one);
    if (other !== undefined) return other;
    const holder = holders.get(one);
    if (holder === undefined) throw new Error("a holder's shard did not answer for a code");
    if (!holder.ok) return refusePass(one.id, holder.refusal.code);
    const { maskedName, declaredAt, decision, community, category, signs, earlier } = holder.value;
    // The current colour counts, not the colour in the code.
    const { address, flags, proofAt, paper: _, statusChecked, ...verifiedPass } = one;
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
      paper: null,
      originRisks,
      categories,
      signs,
      statusChecked,
    };
  });
}

export function isRefused(one: JudgedPass | RefusedPass): one is RefusedPass {
  return "state" in one;
}

export function refusePass(id: string, code: ProblemCode): RefusedPass {
  return { id, state: "refused", refusal: { code, sentence: PROBLEMS[code].sentence } };
}

/** What is known of the issuers of the codes. */
interface Known {
  readonly trust: Trust;
  readonly convert: (claims: Claims) => Converted;
}

async function verifyOne(
  context: JudgeContext,
  verifier: Verifier,
  { trust, convert }: Known,
  { id, code }: ScannedCode,
): Promise<VerifiedPass | RefusedPass> {
  const { issuer, secrets, now } = context;
  // No shard here learns of a revocation by another issuer, or knows the holder of a converted code: the list says it.
  const isForeign = code.ok && isOfAnother(code.value.claims, issuer, trust);
  const check = await checkCode(verifier, code, isForeign);
  if (!check.ok) return { id, state: "refused", refusal: { ...check.refusal, sentence: sentenceOf(check.refusal) } };
  const { claims, proofTime, paper, statusChecked } = check.value;
  const person = await holderOf(secrets, claims, isForeign);
  const { kind, colour, flags, community: address, maskedName, declaredAt } = claims;
  const shard = isForeign ? null : shardOf(person, issuer.shards);
  const proofAt = proofAtOf(proofTime, now);
  return {
    id: id as PassId,
    person,
    shard,
    issuer: claims.issuer,
    handle: toHex(claims.handle),
    proof: isForeign ? toBase64url(scannedBytes(code.value)) : null,
    kind,
    colour,
    ...convert(claims),
    address,
    flags,
    paper,
    maskedName,
    declaredAt,
    proofAt,
    // The holder's shard knows it.
    statusChecked: !isForeign || statusChecked,
  };
}

/** The person in a handle of this issuer; of a code whose holder no shard here has (`isOfAnother`), a key of the code alone. */
export async function holderOf(
  secrets: Secrets,
  { issuer, handle }: Pick<Claims, "issuer" | "handle">,
  isForeign: boolean,
): Promise<PersonKey> {
  if (isForeign) return foreignUseKeyOf(secrets, issuer, toHex(handle));
  return toHex(await openHandle(secrets.handle, handle)) as PersonKey;
}

/** Whether no shard here has the holder: the code is another issuer's, or the nation has made it from one. */
export function isOfAnother({ issuer, keyNumber }: Claims, { code }: Pick<Issuer, "code">, { issuers }: Trust): boolean {
  return issuer !== code || issuers.get(issuer)?.keys.get(keyNumber)?.kind === "converted";
}

function isVerified(one: VerifiedPass | RefusedPass): one is VerifiedPass {
  return !("state" in one);
}

async function askHolders(
  env: ObjectsEnv,
  issuer: Issuer,
  passes: readonly VerifiedPass[],
  gate: GatePlace | null,
  now: number,
): Promise<ReadonlyMap<VerifiedPass, HolderResult>> {
  const shards = Map.groupBy(
    passes.filter(({ shard }) => shard !== null),
    ({ shard }) => shard,
  );
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
