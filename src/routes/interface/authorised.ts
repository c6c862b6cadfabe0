/** Requires an access token of a client (RFC 9068), with a proof of possession if the token is bound to a key (RFC 9449), and adds to each answer of the interface what its clients expect. */
import { createMiddleware } from "hono/factory";
import type { Context } from "hono";
import { RETURN_CODES } from "../../contract/interface/return-codes.ts";
import type { ClientVerb } from "../../domain/client/client.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { Access } from "../../token/oauth/access-token.ts";
import type { KeyProof } from "../../token/oauth/key-proof.ts";
import { fieldsOf } from "../../token/status/fields.ts";
import type { OfAuthorised, OfRoute } from "../env.ts";
import { noteSender } from "../http/log.ts";
import { MinuteLimit } from "../http/minute-limit.ts";
import { check } from "../http/operation.ts";
import { loadOauth } from "./load-oauth.ts";
import { originOf } from "./origin.ts";

const ADDRESS_PER_MINUTE = 240;
const CLIENT_PER_MINUTE = 600;
const byAddress = new MinuteLimit(ADDRESS_PER_MINUTE);
const byClient = new MinuteLimit(CLIENT_PER_MINUTE, (client) => client);

/** Requires a token with the scope of this verb. It is read without a call to an object. */
export function authorised(verb: ClientVerb) {
  return check<OfAuthorised>(async (c) => {
    const { issuer, address, now } = c.var;
    const fromHere = byAddress.count(address, now);
    if (!fromHere.ok) return fromHere;
    const presented = await accessIn(c);
    if (!presented.ok) return presented;
    const { access } = presented.value;
    noteSender(c, `client/${access.client}`);
    if (!access.verbs.includes(verb)) return refuse({ code: "verb_not_granted" });
    const ofClient = byClient.count(`${issuer.code} ${access.client}`, now);
    if (!ofClient.ok) return ofClient;
    c.set("access", access);
    c.set("proof", presented.value.proof);
    return null;
  });
}

const PRESENTED = /^(Bearer|DPoP) ([\w.-]+)$/i;

interface Presented {
  readonly access: Access;
  /** The proof that came with a bound token; null with a bearer token. */
  readonly proof: KeyProof | null;
}

type PresentedRefusal = { readonly code: "token_refused" } | { readonly code: "proof_refused" };

/** Reads the token of a request. A bound token is no bearer token, and a bearer token needs no proof. */
async function accessIn(c: Context<OfAuthorised>): Promise<Result<Presented, PresentedRefusal>> {
  const { secrets, now } = c.var;
  const [, scheme = "", text = ""] = PRESENTED.exec(c.req.header("authorization") ?? "") ?? [];
  const { readAccessToken, readKeyProof } = await loadOauth();
  const access = text === "" ? null : await readAccessToken(secrets, originOf(c), text, now);
  if (access === null || (access.thumbprint !== null) !== (scheme.toLowerCase() === "dpop"))
    return refuse({ code: "token_refused" });
  if (access.thumbprint === null) return accept({ access, proof: null });
  const request = { method: c.req.method, url: originOf(c) + c.req.path, accessToken: text };
  const proof = await readKeyProof(c.req.header("dpop") ?? "", request, now);
  return proof?.thumbprint === access.thumbprint ? accept({ access, proof }) : refuse({ code: "proof_refused" });
}

/** What a client learns from a 401 or 403. RFC 6750 §3, RFC 9449 §7.1. */
const CHALLENGES: ReadonlyMap<string, string> = new Map([
  ["token_refused", 'Bearer error="invalid_token", DPoP error="invalid_token", algs="ES256"'],
  ["proof_refused", 'DPoP error="invalid_dpop_proof", algs="ES256"'],
  ["verb_not_granted", 'Bearer error="insufficient_scope"'],
]);

/** Adds the `returnCode` to a problem, and to every answer of a client the fields of its limits. */
export const answered = createMiddleware<OfAuthorised>(async (c, next) => {
  await next();
  const { res } = c;
  const headers = new Headers(res.headers);
  addLimits(headers, c.var);
  if (headers.get("content-type") !== "application/problem+json") {
    c.res = new Response(res.body, { status: res.status, headers });
    return;
  }
  const body = fieldsOf(await res.json());
  const code = String(body["code"]);
  const challenge = CHALLENGES.get(code);
  if (challenge !== undefined) headers.set("www-authenticate", challenge);
  // A person is named by a code that is not accepted: its own number says more.
  const returnCode = RETURN_CODES.get(code === "code_not_accepted" ? String(body["refusal"]) : code);
  c.res = new Response(JSON.stringify({ ...body, returnCode }), { status: res.status, headers });
});

/** draft-ietf-httpapi-ratelimit-headers. */
function addLimits(
  headers: Headers,
  { issuer, address, now, access }: Partial<OfAuthorised["Variables"]> & OfRoute["Variables"],
): void {
  const limits = [
    ...(address === null ? [] : [["address", ADDRESS_PER_MINUTE, byAddress.rest(address, now)] as const]),
    ...(access === undefined
      ? []
      : [["client", CLIENT_PER_MINUTE, byClient.rest(`${issuer.code} ${access.client}`, now)] as const]),
  ];
  if (limits.length === 0) return;
  headers.set("ratelimit-policy", limits.map(([name, quota]) => `"${name}";q=${quota};w=60`).join(", "));
  headers.set("ratelimit", limits.map(([name, , { left, seconds }]) => `"${name}";r=${left};t=${seconds}`).join(", "));
}
