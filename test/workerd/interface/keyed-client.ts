/** A client with keys: signs assertions and proofs of possession as a client of RFC 7523 and RFC 9449 does, each with deviations on request. */
import { exports } from "cloudflare:workers";
import { base64url, calculateJwkThumbprint, exportJWK, SignJWT } from "jose";
import type { ClientVerb } from "../../../src/domain/client/client.ts";
import { aClient } from "../officer.ts";
import type { Visitor } from "../visitor.ts";

const ORIGIN = "http://wuhan.localhost";
const TOKEN = `${ORIGIN}/api/v1/token`;

export type Fields = Readonly<Record<string, unknown>>;
export type ClientKeyPair = Awaited<ReturnType<typeof aClientKey>>;

/** A new key pair: the private half, and the public one as a client's JWKS has it. */
export async function aClientKey(kid: string) {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  // An algorithm of two keys.
  const { privateKey, publicKey } = (await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as CryptoKeyPair;
  const { x = "", y = "" } = await exportJWK(publicKey);
  const jwk = { kty: "EC", crv: "P-256", kid, use: "sig", x, y } as const;
  return { privateKey, jwk, thumbprint: await calculateJwkThumbprint({ kty: "EC", crv: "P-256", x, y }) };
}

export interface KeyedClient extends ClientKeyPair {
  readonly id: string;
}

/** A client that two officers have admitted for these verbs. */
export async function aKeyedClient(
  first: Visitor,
  second: Visitor,
  verbs: readonly ClientVerb[],
  scope = "4201",
): Promise<KeyedClient> {
  const key = await aClientKey("1");
  const { id } = await aClient(first, second, { scope, rights: [], verbs, jwks: { keys: [key.jwk] } });
  return { ...key, id };
}

/** An assertion of this moment. @param changes claims, and with `header` members of the header; undefined leaves one out */
export function assertionOf(
  { id, privateKey }: Pick<KeyedClient, "id" | "privateKey">,
  changes: Fields = {},
  header: Fields = {},
) {
  const second = Math.floor(Date.now() / 1000);
  const claims = { iss: id, sub: id, aud: ORIGIN, jti: crypto.randomUUID(), iat: second, exp: second + 60, ...changes };
  return new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "1", ...header }).sign(privateKey);
}

/** The fields of a request for a token. */
export const tokenForm = (assertion: string, changes: Readonly<Record<string, string>> = {}) => ({
  grant_type: "client_credentials",
  client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
  client_assertion: assertion,
  ...changes,
});

/** Sends a form without cookie and without the header of this site's pages. */
export function sendForm(
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
  origin = ORIGIN,
) {
  return exports.default.fetch(
    new Request(`${origin}/api/v1/token`, { method: "POST", headers, body: new URLSearchParams(form) }),
  );
}

/** The status of an answer with its error or its scope. */
export async function tokenOutcome(answer: Response): Promise<string> {
  const body = await answer.json<{ error?: string; scope?: string }>();
  return `${answer.status} ${body.error ?? body.scope}`;
}

/** A proof of possession for a request. */
export async function proofOf(key: ClientKeyPair, changes: Fields = {}, header: Fields = {}): Promise<string> {
  const { kty, crv, x, y } = key.jwk;
  const claims = { htm: "POST", htu: TOKEN, iat: Math.floor(Date.now() / 1000), jti: crypto.randomUUID(), ...changes };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk: { kty, crv, x, y }, ...header })
    .sign(key.privateKey);
}

/** The headers with which a bound token is shown for a request at the interface. */
export async function showing(token: string, key: ClientKeyPair, verb: ClientVerb, changes: Fields = {}) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  const ath = base64url.encode(new Uint8Array(hash));
  const dpop = await proofOf(key, { htu: `${ORIGIN}/api/v1/interface/${verb}`, ath, ...changes });
  return { authorization: `DPoP ${token}`, dpop };
}

/** An access token of the client; bound to a key if there is one. */
export async function tokenOf(
  client: KeyedClient,
  scope: string,
  bound: ClientKeyPair | null = null,
  origin = ORIGIN,
): Promise<string> {
  const headers = bound === null ? {} : { dpop: await proofOf(bound) };
  const answer = await sendForm(tokenForm(await assertionOf(client, { aud: origin }), { scope }), headers, origin);
  const { access_token: token } = await answer.json<{ access_token?: string }>();
  if (token === undefined) throw new Error(`no token: ${answer.status}`);
  return token;
}
