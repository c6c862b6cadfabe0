/** POST /api/v1/verify, the hot path: outside the router, because each layer costs a fifth of a signature check. Also limits verifications per address. */
import type { Config } from "../../config.ts";
import { VERIFICATIONS, type VerifyResponse } from "../../contract/verify.ts";
import { networkOf } from "../../domain/access/network.ts";
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import { sentenceOf } from "../../domain/code/refusal.ts";
import { CATEGORIES } from "../../domain/declaration/declaration.ts";
import type { Risk } from "../../domain/fact/fact.ts";
import { type Issuer, type IssuerCode, regionOf } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { ObjectsEnv } from "../../objects/env.ts";
import { risksOf } from "../../storage/areas.ts";
import { ageOf } from "../../storage/memory.ts";
import type { CheckedCode } from "../../token/code/check.ts";
import type { Env } from "../env.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
import { presentedClient } from "../who/sender.ts";
import { checkCode } from "./check-code.ts";
import { passageAt } from "./passage-at.ts";
import { MINUTE_MS, instantOf } from "../../domain/instant.ts";

const { body: shape, maxBytes } = VERIFICATIONS.verify;
const NATION = "0" as IssuerCode;
/** Made once, because copying headers costs less than parsing a name and a value. */
const ANSWER = { headers: new Headers({ "content-type": "application/json" }) };

/**
 * Answers a verification; a code that is not valid is an answer too, not a problem.
 * @param host the policy of this host's issuer holds if the request names no gate
 */
export async function verify(request: Request, env: Env, config: Config, ctx: ExecutionContext, host: string): Promise<Response> {
  const now = Date.now();
  const address = request.headers.get("cf-connecting-ip");
  const counted = address === null ? null : countVerification(networkOf(address), now);
  // The client's secret is checked only for requests beyond the limit.
  if (counted !== null && !counted.ok && !(await isUnlimited(request, env, config, host, now))) return problem(counted.refusal);
  const body = await readBody(request, shape, maxBytes);
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
    declaredAt: instantOf(claims.declaredAt),
    issuedAt: instantOf(claims.issuedAt),
    expiresAt: instantOf(expiresAt),
    statusChecked,
    passage: passageAt({ colour: claims.colour, address: claims.community, originRisks, categories: CATEGORIES }, gate, now),
  };
}

/** A gate scans at most every other second; an office behind one address holds a few gates. */
const VERIFICATIONS_PER_MINUTE = 240;
const MAX_ADDRESSES = 50_000;

let minute = 0;
let counts = new Map<string, number>();

/** Counts a verification in the current minute, or refuses with the seconds until the next one. */
export function countVerification(address: string, now: number): Result<null, TooManyRequests> {
  const current = Math.floor(now / MINUTE_MS);
  if (current !== minute || counts.size >= MAX_ADDRESSES) {
    minute = current;
    counts = new Map();
  }
  const count = (counts.get(address) ?? 0) + 1;
  counts.set(address, count);
  if (count <= VERIFICATIONS_PER_MINUTE) return accept(null);
  return refuse({ code: "too_many_requests", retryAfterSeconds: Math.ceil(((current + 1) * MINUTE_MS - now) / 1000) });
}

const CACHED_MS = 30_000;
/** Most bearers that one isolate checks in that time, so that invented bearers do not cause a call each. */
const MAX_LOOKED_UP = 300;

let begun = 0;
let rightByBearer = new Map<string, boolean>();

/** Whether a client may verify without limit. @param header `Authorization`; null without one */
export async function mayVerifyUnlimited(env: ObjectsEnv, issuer: Issuer, header: string | null, now: number): Promise<boolean> {
  if (header === null) return false;
  if (ageOf(begun, now) >= CACHED_MS) [begun, rightByBearer] = [now, new Map()];
  const key = `${issuer.code} ${header}`;
  const cached = rightByBearer.get(key);
  if (cached !== undefined || rightByBearer.size >= MAX_LOOKED_UP) return cached ?? false;
  rightByBearer.set(key, false);
  const { ok: may } = await presentedClient(env, { issuer, now }, header, "verify");
  rightByBearer.set(key, may);
  return may;
}
