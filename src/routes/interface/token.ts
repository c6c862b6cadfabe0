/** Access tokens for clients with keys, and the metadata that describe the endpoint. RFC 6749 §4.4, RFC 7523, RFC 8414, RFC 9449. Decision 82. */
import { TOKENS, type TokenError } from "../../contract/interface/token.ts";
import { CLIENT_VERBS, type ClientKey } from "../../domain/client/client.ts";
import { MINUTE_MS } from "../../domain/instant.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { clientsOf } from "../../objects/env.ts";
import { Memory } from "../../storage/memory.ts";
import type { Access } from "../../token/oauth/access-token.ts";
import type { UnverifiedAssertion } from "../../token/oauth/client-assertion.ts";
import type { Env, OfIssuer } from "../env.ts";
import { noteSender } from "../http/log.ts";
import { MinuteLimit } from "../http/minute-limit.ts";
import { Routes } from "../http/operation.ts";
import { readBytes } from "../http/read-body.ts";
import { loadOauth } from "./load-oauth.ts";
import { originOf } from "./origin.ts";

const TOKEN_PATH = TOKENS.token.path;
const FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const MAX_FORM_BYTES = 16_384;
const PER_MINUTE = 240;
const requests = new MinuteLimit(PER_MINUTE);
/** The look-ups of ids of clients that one address may cause per minute: the ids may be invented. One whose assertion was good is looked up without this limit. */
const UNKNOWN_PER_MINUTE = 10;
const unknown = new MinuteLimit(UNKNOWN_PER_MINUTE);
/** The time for which the keys of a client whose assertion was good stay in memory. They never change, and each token asks whether the client is still active. */
const KEYS_MS = 60 * MINUTE_MS;
const MAX_CLIENTS_IN_MEMORY = 1000;
const keysInMemory = new Memory<string, readonly ClientKey[]>({
  keyOf: (key) => key,
  freshMs: KEYS_MS,
  max: MAX_CLIENTS_IN_MEMORY,
});

/** A refusal of RFC 6749 §5.2. */
interface Refusal {
  readonly code: TokenError["error"];
  /** The error in words, for the engineer of the client. */
  readonly words: string;
  readonly retryAfterSeconds?: number;
}

const statusOf = (code: Refusal["code"]) => (code === "invalid_client" ? 401 : code === "temporarily_unavailable" ? 429 : 400);

export const token = new Routes<OfIssuer>("")
  .on(TOKENS.authorizationServer, async (c, { answer }) => {
    const origin = originOf(c);
    const metadata = {
      issuer: origin,
      token_endpoint: origin + TOKEN_PATH,
      grant_types_supported: ["client_credentials" as const],
      response_types_supported: [],
      token_endpoint_auth_methods_supported: ["private_key_jwt" as const],
      token_endpoint_auth_signing_alg_values_supported: ["ES256" as const],
      dpop_signing_alg_values_supported: ["ES256" as const],
      scopes_supported: CLIENT_VERBS,
    };
    return answer(200, metadata, { "cache-control": "public, max-age=3600" });
  })
  .on(TOKENS.token, async (c, { answer }) => {
    const { secrets, now } = c.var;
    const origin = originOf(c);
    const { ACCESS_SECONDS, makeAccessToken } = await loadOauth();
    const granted = await grant(c.env, c.var, c.req.raw, origin);
    if (!granted.ok) {
      const { code, words, retryAfterSeconds } = granted.refusal;
      const wait = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
      return answer(statusOf(code), { error: code, error_description: words }, wait);
    }
    noteSender(c, `client/${granted.value.client}`);
    const { verbs, thumbprint } = granted.value;
    return answer(200, {
      access_token: await makeAccessToken(secrets, origin, granted.value, now),
      token_type: thumbprint === null ? "Bearer" : "DPoP",
      expires_in: ACCESS_SECONDS,
      scope: verbs.join(" "),
    });
  });

/** What a request for a token gets: the client, its granted verbs, and the key to which the token is bound. */
async function grant(env: Env, vars: OfIssuer["Variables"], request: Request, origin: string): Promise<Result<Access, Refusal>> {
  const { issuer, address, now } = vars;
  const counted = requests.count(address, now);
  if (!counted.ok) return tooMany(counted.refusal.retryAfterSeconds);
  const form = await readForm(request);
  if (!form.ok) return form;
  const { grant_type: type, client_assertion_type: by, client_assertion: text = "", client_id: id, scope } = form.value;
  const { ASSERTION_TYPE, openAssertion, readKeyProof } = await loadOauth();
  if (type !== "client_credentials") return refuseToken("unsupported_grant_type", "grant_type must be client_credentials");
  if (by !== ASSERTION_TYPE || (request.headers.get("authorization") ?? "") !== "")
    return refuseToken("invalid_request", `the client proves itself by client_assertion alone, of type ${ASSERTION_TYPE}`);
  const assertion = openAssertion(text, origin, now);
  if (!assertion.ok) return assertion;
  const { client } = assertion.value;
  if (id !== undefined && id !== client) return refuseToken("invalid_request", "client_id is not the iss of the assertion");
  const header = request.headers.get("dpop");
  const proof = header === null ? null : await readKeyProof(header, provedRequest(origin), now);
  if (header !== null && proof === null) return refuseToken("invalid_dpop_proof", "the DPoP proof does not fit this request");
  const keys = await keysFor(env, vars, assertion.value);
  if (!keys.ok) return keys;
  const admitted = await clientsOf(env, issuer).admit(client, assertion.value.id, assertion.value.forgetAt, now);
  if (!admitted.ok) {
    if (admitted.refusal.code === "too_many_requests") return tooMany(admitted.refusal.retryAfterSeconds);
    const isRepeat = admitted.refusal.code === "assertion_used";
    return refuseToken("invalid_client", isRepeat ? "this jti was used before" : UNKNOWN_CLIENT);
  }
  const wanted = scope === undefined ? null : new Set(scope.split(" ").filter((one) => one !== ""));
  const verbs = admitted.value.verbs.filter((verb) => wanted === null || wanted.has(verb));
  if (verbs.length === 0 || (wanted !== null && verbs.length < wanted.size))
    return refuseToken("invalid_scope", "officers have not approved all of these verbs for this client");
  return accept({ client, verbs, thumbprint: proof?.thumbprint ?? null });
}

const UNKNOWN_CLIENT = "there is no active client with this id and this key";
const provedRequest = (origin: string) => ({ method: "POST", url: origin + TOKEN_PATH, accessToken: null });

/** Refuses an assertion that no key of its client has signed. */
async function keysFor(
  env: Env,
  { issuer, address, now }: OfIssuer["Variables"],
  assertion: UnverifiedAssertion,
): Promise<Result<null, Refusal>> {
  const key = `${issuer.code} ${assertion.client}`;
  const inMemory = keysInMemory.fresh(key, now)?.value;
  const quota = inMemory === undefined ? unknown.count(address, now) : accept(null);
  if (!quota.ok) return tooMany(quota.refusal.retryAfterSeconds);
  const keys = inMemory ?? (await clientsOf(env, issuer).keys(assertion.client));
  const { isSignedByClient } = await loadOauth();
  if (!(await isSignedByClient(assertion, keys, now))) return refuseToken("invalid_client", UNKNOWN_CLIENT);
  if (inMemory === undefined) {
    unknown.forgive(address, now);
    keysInMemory.set(key, keys, now);
  }
  return accept(null);
}

async function readForm(request: Request): Promise<Result<Readonly<Partial<Record<string, string>>>, Refusal>> {
  if (!FORM.test(request.headers.get("content-type") ?? ""))
    return refuseToken("invalid_request", "send the body as application/x-www-form-urlencoded");
  const bytes = await readBytes(request, MAX_FORM_BYTES);
  if (bytes === null) return refuseToken("invalid_request", "the body is too large");
  const fields = [...new URLSearchParams(new TextDecoder().decode(bytes))];
  const form = Object.fromEntries(fields);
  if (Object.keys(form).length < fields.length) return refuseToken("invalid_request", "a parameter comes twice");
  return accept(form);
}

function refuseToken(code: Refusal["code"], words: string) {
  return refuse<Refusal>({ code, words });
}

function tooMany(retryAfterSeconds: number) {
  return refuse<Refusal>({ code: "temporarily_unavailable", words: "too many requests: wait and try again", retryAfterSeconds });
}
