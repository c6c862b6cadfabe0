/** POST /api/v1/verify, the hot path: outside the router, since each layer on the way costs as much as a fifth of a signature. */
import type { Config } from "../../config.ts";
import { verifyRequest, type VerifyResponse } from "../../contract/verify.ts";
import { CATEGORIES } from "../../domain/declaration/declaration.ts";
import { networkOf } from "../../domain/access/network.ts";
import { sentenceOf } from "../../domain/code/refusal.ts";
import type { Risk } from "../../domain/fact/fact.ts";
import { type IssuerCode, regionOf } from "../../domain/issuer/issuer.ts";
import { risksOf } from "../../storage/areas.ts";
import { checkCode, type CheckedCode } from "./check-code.ts";
import type { Env } from "../env.ts";
import { passageAt } from "./passage-at.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
import { mayVerifyUnlimited } from "../verify-unlimited.ts";
import { countVerification } from "../verify-limit.ts";

const MAX_BODY_BYTES = 2048;
const NATION = "0" as IssuerCode;
/** Made once: an answer copies it for less than it takes to read a name and a value. */
const ANSWER = { headers: new Headers({ "content-type": "application/json" }) };

/**
 * Answers a verification; a code that is not valid is an answer too, not a problem.
 * @param host whose issuer's policy of passage holds where the request names no gate
 */
export async function verify(request: Request, env: Env, config: Config, ctx: ExecutionContext, host: string): Promise<Response> {
  const now = Date.now();
  const address = request.headers.get("cf-connecting-ip");
  const counted = address === null ? null : countVerification(networkOf(address), now);
  // Only beyond the limit is it asked who verifies.
  if (counted !== null && !counted.ok && !(await isUnlimited(request, env, config, host, now))) return problem(counted.refusal);
  const body = await readBody(request, verifyRequest, MAX_BODY_BYTES);
  if (!body.ok) return problem(body.refusal);
  const later = (work: Promise<unknown>) => ctx.waitUntil(work);
  const checked = await checkCode(env, config, body.value.code, now, later, true);
  const issuer = config.byHost.get(host)?.code ?? NATION;
  const risks = risksOf(env, issuer, now, later);
  const originRisks = risks instanceof Promise ? await risks : risks;
  return new Response(JSON.stringify(answerOf(checked, body.value.gate ?? regionOf(issuer), originRisks, now)), ANSWER);
}

async function isUnlimited(request: Request, env: Env, config: Config, host: string, now: number): Promise<boolean> {
  const issuer = config.byHost.get(host);
  return issuer !== undefined && mayVerifyUnlimited(env, issuer, request.headers.get("authorization"), now);
}

function answerOf(checked: CheckedCode, gate: string, originRisks: readonly Risk[], now: number): VerifyResponse {
  if (!checked.ok) return { valid: false, refusal: { ...checked.refusal, sentence: sentenceOf(checked.refusal) } };
  const { claims, expiresAt, statusChecked } = checked.value;
  return {
    valid: true,
    issuer: claims.issuer,
    kind: claims.kind,
    colour: claims.colour,
    maskedName: claims.maskedName,
    declaredAt: claims.declaredAt === null ? null : new Date(claims.declaredAt).toISOString(),
    issuedAt: new Date(claims.issuedAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    statusChecked,
    passage: passageAt({ colour: claims.colour, address: claims.community, originRisks, categories: CATEGORIES }, gate, now),
  };
}
