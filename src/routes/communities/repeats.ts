/** Finds repeats among refused codes: a repeated request carries the old code, which may have expired after the first request. */
import type { Actor } from "../../domain/access/keys.ts";
import type { CodeFlag } from "../../domain/code/flags.ts";
import type { PassId } from "../../domain/community/community.ts";
import { toHex } from "../../domain/hex.ts";
import type { RegisteredPass } from "../../objects/community/pass.ts";
import { communityOf } from "../../objects/env.ts";
import { trustOf } from "../verify/trust.ts";
import { holderOf, isOfAnother, isRefused, type RefusedPass, type ScannedCode } from "./judge-codes.ts";
import type { JudgeContext, JudgedPass } from "./judged-pass.ts";

interface Collector extends JudgeContext {
  readonly division: string;
  readonly actor: Actor;
}

interface Repeat {
  readonly pass: RegisteredPass;
  /** The address in the code. */
  readonly address: string;
  /** The flags in the code. */
  readonly flags: readonly CodeFlag[];
}

/** The earlier passes of this collector, or of the code at this point, by the refusal of the code. */
export async function repeatsAmong(
  { env, config, issuer, division, actor, secrets, now, later }: Collector,
  codes: readonly ScannedCode[],
  judgements: readonly (JudgedPass | RefusedPass)[],
): Promise<ReadonlyMap<RefusedPass, Repeat>> {
  if (!judgements.some(isRefused)) return new Map();
  const trust = await trustOf({ env, config, own: issuer.code, now, later });
  const queries = await Promise.all(
    judgements.map(async (one, index) => {
      const scanned = codes[index];
      if (!isRefused(one) || scanned?.code.ok !== true) return [];
      const { claims, proof } = scanned.code.value;
      const isTooOld = one.refusal.code === "proof_too_old" && proof !== null;
      const code = isTooOld
        ? { person: await holderOf(secrets, claims, isOfAnother(claims, issuer, trust)), proofAt: proof.time }
        : null;
      const { community: address, flags } = claims;
      return [{ one, query: { id: scanned.id as PassId, handle: toHex(claims.handle), code }, address, flags }];
    }),
  );
  const asked = queries.flat();
  if (asked.length === 0) return new Map();
  const passes = await communityOf(env, issuer, division).registered(
    actor,
    asked.map(({ query }) => query),
  );
  return new Map(
    asked.flatMap(({ one, address, flags }, index) => {
      const pass = passes[index] ?? null;
      return pass === null ? [] : [[one, { pass, address, flags }] as const];
    }),
  );
}
