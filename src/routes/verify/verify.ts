/**
 * POST /api/v1/verify and POST /api/v1/verifications. Both bypass the router, because each layer takes a fifth of the time of a signature check. Also limits the
 * verifications per network address.
 */
import type { Config } from "../../config.ts";
import type { Operation } from "../../contract/operation.ts";
import { VERIFICATIONS, type VerifyResponse } from "../../contract/verify.ts";
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { Claims } from "../../domain/code/claims.ts";
import { sentenceOf } from "../../domain/code/refusal.ts";
import { CATEGORIES } from "../../domain/declaration/declaration.ts";
import type { Risk } from "../../domain/fact/fact.ts";
import { NATION, regionOf } from "../../domain/issuer/issuer.ts";
import { risksOf } from "../../storage/areas.ts";
import { Memory } from "../../storage/memory.ts";
import type { CheckedCode } from "../../token/code/check.ts";
import { parseCode, type ParseResult } from "../../token/code/parse.ts";
import { readClientBearer } from "../../token/secret/client-secret.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import type { Env } from "../env.ts";
import { JSON_HEADERS, secured, type Transport } from "../http/headers.ts";
import { logRefusal } from "../http/log.ts";
import { MinuteLimit } from "../http/minute-limit.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
import { useClient } from "../who/sender.ts";
import { checkCode, checkMany } from "./check-code.ts";
import { type Converted, convertsColours } from "./local-colour.ts";
import type { Verifier } from "./trust.ts";
import { countCheck } from "./verification-counts.ts";
import { passageAt } from "./passage-at.ts";
import { validAnswer } from "./valid-answer.ts";

const { body: shape, maxBytes } = VERIFICATIONS.verify;
const { body: manyShape, maxBytes: manyMaxBytes } = VERIFICATIONS.verifyMany;

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
export async function verify(verification: Verification): Promise<Response> {
  const { request, env, config, ctx, host, transport } = verification;
  const now = Date.now();
  const refused = overLimit(verification, VERIFICATIONS.verify, 1, now);
  const refusal = refused && (await refused);
  if (refusal !== null) return refusal;
  const body = await readBody(request, shape, maxBytes);
  if (!body.ok) return secured(problem(body.refusal), transport, request.url);
  const later = (work: Promise<unknown>) => ctx.waitUntil(work);
  const issuer = config.byHost.get(host)?.code ?? NATION;
  const verifier = { env, config, own: issuer, now, later };
  const parsed = parseCode(body.value.code);
  const check = await checkCode(verifier, parsed, true);
  countCheck(verifier, parsed, check);
  const risks = risksOf(env, issuer, now, later);
  const originRisks = risks instanceof Promise ? await risks : risks;
  const converting = convertsColours(verifier, check.ok ? [check.value.claims] : []);
  const convert = converting instanceof Promise ? await converting : converting;
  const answer = answerOf(check, body.value.gate ?? regionOf(issuer), originRisks, convert, now);
  return new Response(answer, { headers: JSON_HEADERS[transport] });
}

/** Answers the verification of several codes. Each code counts for the limit; the first one before the body is read. */
export async function verifyMany(verification: Verification): Promise<Response> {
  const { request, env, config, ctx, host, transport } = verification;
  const now = Date.now();
  const first = await overLimit(verification, VERIFICATIONS.verifyMany, 1, now);
  if (first !== null) return first;
  const body = await readBody(request, manyShape, manyMaxBytes);
  if (!body.ok) return secured(problem(body.refusal), transport, request.url);
  const { codes, gate } = body.value;
  const others = await overLimit(verification, VERIFICATIONS.verifyMany, codes.length - 1, now);
  if (others !== null) return others;
  const later = (work: Promise<unknown>) => ctx.waitUntil(work);
  const issuer = config.byHost.get(host)?.code ?? NATION;
  const verifier = { env, config, own: issuer, now, later };
  const parsed = codes.map((code) => parseCode(code));
  const checks = await checkMany(verifier, parsed);
  countChecks(verifier, parsed, checks);
  const originRisks = await risksOf(env, issuer, now, later);
  const convert = await convertsColours(
    verifier,
    checks.flatMap((check) => (check.ok ? [check.value.claims] : [])),
  );
  const answers = checks.map((check) => answerOf(check, gate ?? regionOf(issuer), originRisks, convert, now));
  return new Response(`{"results":[${answers.join(",")}]}`, { headers: JSON_HEADERS[transport] });
}

/** Counts codes for the limit of their sender. Null within it, and no promise, for speed; beyond it the refusal, or null for a client without a limit. */
function overLimit(
  verification: Verification,
  operation: Operation,
  codes: number,
  now: number,
): Promise<Response | null> | null {
  const quota = verifications.count(verification.address, now, codes);
  return quota.ok ? null : refusedBy(verification, operation, quota.refusal, now);
}

async function refusedBy(
  verification: Verification,
  operation: Operation,
  refusal: TooManyRequests,
  now: number,
): Promise<Response | null> {
  if (await isUnlimited(verification, now)) return null;
  const { request, config, host, transport } = verification;
  logRefusal(operation, { request, issuer: config.byHost.get(host), code: refusal.code, who: null, now });
  return secured(problem(refusal), transport, request.url);
}

/** Counts the checks of several codes, for the office of their gate. */
export function countChecks(verifier: Verifier, parsed: readonly ParseResult[], checks: readonly CheckedCode[]): void {
  for (const [at, one] of parsed.entries()) {
    const check = checks[at];
    if (check !== undefined) countCheck(verifier, one, check);
  }
}

/** The JSON text of the answer. */
export function answerOf(
  check: CheckedCode,
  gate: string,
  originRisks: readonly Risk[],
  convert: (claims: Claims) => Converted,
  now: number,
): string {
  if (!check.ok) return refusedAnswer({ ...check.refusal, sentence: sentenceOf(check.refusal) });
  const { claims, expiresAt, statusChecked, paper } = check.value;
  const { colour, flags, community: address } = claims;
  const { issuer, kind, maskedName, declaredAt, issuedAt } = claims;
  const { localColour } = convert(claims);
  const query = { colour, localColour, flags, paper, address, originRisks, categories: CATEGORIES, gate };
  const passage = passageAt(query, statusChecked, now);
  const holder = {
    issuer,
    kind,
    colour,
    localColour,
    flags,
    maskedName,
    declaredAt,
    issuedAt,
    expiresAt,
    statusChecked,
    passage,
  };
  return validAnswer(holder);
}

function refusedAnswer(refusal: Extract<VerifyResponse, { readonly valid: false }>["refusal"]): string {
  return JSON.stringify({ valid: false, refusal } satisfies VerifyResponse);
}

/** The limit of one network address: a gate scans at most one code in two seconds, and an office behind one address has a few gates. */
const VERIFICATIONS_PER_MINUTE = 240;
const verifications = new MinuteLimit(VERIFICATIONS_PER_MINUTE);

/** The time for which the answer is reused whether a bearer (the secret of a client) has the right. */
const CACHED_MS = 30_000;
const MAX_BEARERS = 1000;
/** Whether a bearer has the right. Has only bearers that this issuer made, so that invented ones push out none. Key: the issuer's code and the header. */
const rights = new Memory<string, boolean>({ keyOf: (key) => key, freshMs: CACHED_MS, max: MAX_BEARERS });

/** Whether the request comes from a client that may verify without a limit. The secret of a client is checked only beyond the limit. */
async function isUnlimited({ request, env, config, host, address }: Verification, now: number): Promise<boolean> {
  const issuer = config.byHost.get(host);
  const header = request.headers.get("authorization");
  if (issuer === undefined || header === null) return false;
  const key = `${issuer.code} ${header}`;
  const cached = rights.fresh(key, now);
  if (cached !== undefined) return cached.value;
  const bearer = await readClientBearer(await openSecrets(env.YIMA_MASTER_KEY, issuer.code), header);
  if (bearer === null) return false;
  const { ok: may } = await useClient(env, { issuer, address, now }, bearer, "verify");
  if (may || bearer.isTagged) rights.set(key, may, now);
  return may;
}
