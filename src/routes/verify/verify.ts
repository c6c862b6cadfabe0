/** POST /api/v1/verify. It bypasses the router, because each layer takes a fifth of the time of a signature check. Also limits the verifications per network address. */
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
import { JSON_HEADERS, secured, type Transport } from "../http/headers.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
import { checkClient } from "../who/sender.ts";
import { checkCode } from "./check-code.ts";
import { passageAt } from "./passage-at.ts";
import { MINUTE_MS, instantOf } from "../../domain/instant.ts";

const { body: shape, maxBytes } = VERIFICATIONS.verify;
const NATION = "0" as IssuerCode;

interface Verification {
  readonly request: Request;
  readonly env: Env;
  readonly config: Config;
  readonly ctx: ExecutionContext;
  /** Names the issuer whose region counts as the gate if the request names no gate. */
  readonly host: string;
  /** The client's network address (who/address.ts); null: no addresses are counted. */
  readonly address: string | null;
  readonly transport: Transport;
}

/** Answers a verification. An invalid code gets an answer with its reason, not a problem. */
export async function verify({ request, env, config, ctx, host, address, transport }: Verification): Promise<Response> {
  const now = Date.now();
  const quota = address === null ? null : countVerification(networkOf(address), now);
  // The client's secret is checked only for requests beyond the limit.
  if (quota !== null && !quota.ok && !(await isUnlimited(request, env, config, host, now)))
    return secured(problem(quota.refusal), transport, request.url);
  const body = await readBody(request, shape, maxBytes);
  if (!body.ok) return secured(problem(body.refusal), transport, request.url);
  const later = (work: Promise<unknown>) => ctx.waitUntil(work);
  const check = await checkCode(env, config, body.value.code, now, later, true);
  const issuer = config.byHost.get(host)?.code ?? NATION;
  const risks = risksOf(env, issuer, now, later);
  const originRisks = risks instanceof Promise ? await risks : risks;
  const answer = answerOf(check, body.value.gate ?? regionOf(issuer), originRisks, now);
  return new Response(JSON.stringify(answer), { headers: JSON_HEADERS[transport] });
}

async function isUnlimited(request: Request, env: Env, config: Config, host: string, now: number): Promise<boolean> {
  const issuer = config.byHost.get(host);
  return issuer !== undefined && mayVerifyUnlimited(env, issuer, request.headers.get("authorization"), now);
}

function answerOf(check: CheckedCode, gate: string, originRisks: readonly Risk[], now: number): VerifyResponse {
  if (!check.ok) return { valid: false, refusal: { ...check.refusal, sentence: sentenceOf(check.refusal) } };
  const { claims, expiresAt, statusChecked, paper } = check.value;
  const { colour, flags, community: address } = claims;
  return {
    valid: true,
    issuer: claims.issuer,
    kind: claims.kind,
    colour,
    flags,
    maskedName: claims.maskedName,
    declaredAt: instantOf(claims.declaredAt),
    issuedAt: instantOf(claims.issuedAt),
    expiresAt: instantOf(expiresAt),
    statusChecked,
    passage: passageAt({ colour, flags, paper, address, originRisks, categories: CATEGORIES, gate }, now),
  };
}

/** The limit of one network address: a gate scans at most one code in two seconds, and an office behind one address has a few gates. */
const VERIFICATIONS_PER_MINUTE = 240;
/** The addresses in one of two maps. When the newer map is full it becomes the earlier one: an address that still sends is carried over, never forgotten. */
const MAX_ADDRESSES = 50_000;

let minute = 0;
let counts = new Map<string, number>();
let earlier = new Map<string, number>();

/** Counts a verification in the current minute, or refuses with the seconds until the next one. */
export function countVerification(address: string, now: number): Result<null, TooManyRequests> {
  const current = Math.floor(now / MINUTE_MS);
  if (current !== minute) {
    minute = current;
    counts = new Map();
    earlier = new Map();
  }
  const count = (counts.get(address) ?? earlier.get(address) ?? 0) + 1;
  counts.set(address, count);
  if (counts.size >= MAX_ADDRESSES) [earlier, counts] = [counts, new Map()];
  if (count <= VERIFICATIONS_PER_MINUTE) return accept(null);
  return refuse({ code: "too_many_requests", retryAfterSeconds: Math.ceil(((current + 1) * MINUTE_MS - now) / 1000) });
}

/** The time for which the answer is reused whether a bearer (the secret of a client) has the right. */
const CACHED_MS = 30_000;
/** The highest number of bearers (secrets of clients) that one isolate checks within CACHED_MS, so that not every invented bearer causes a call. */
const MAX_BEARERS = 300;

let beginning = 0;
let rightByBearer = new Map<string, boolean>();

/** Whether the request comes from a client that may verify without a limit. @param header `Authorization`; null without one */
export async function mayVerifyUnlimited(env: ObjectsEnv, issuer: Issuer, header: string | null, now: number): Promise<boolean> {
  if (header === null) return false;
  if (ageOf(beginning, now) >= CACHED_MS) [beginning, rightByBearer] = [now, new Map()];
  const key = `${issuer.code} ${header}`;
  const right = rightByBearer.get(key);
  if (right !== undefined || rightByBearer.size >= MAX_BEARERS) return right ?? false;
  rightByBearer.set(key, false);
  const { ok: may } = await checkClient(env, { issuer, now }, header, "verify");
  rightByBearer.set(key, may);
  return may;
}
