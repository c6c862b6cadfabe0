/** Access tokens on the real runtime: who gets one, and every deviation of an assertion or a proof by which nobody does. RFC 6749, RFC 7523, RFC 9449. */
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { byProxy, behindProxy } from "../proxy.ts";
import { anOfficer } from "../officer.ts";
import { Visitor } from "../visitor.ts";
import {
  aClientKey,
  aKeyedClient,
  assertionOf,
  type ClientKeyPair,
  type KeyedClient,
  proofOf,
  sendForm,
  tokenForm,
  tokenOutcome,
} from "./keyed-client.ts";

const ORIGIN = "http://wuhan.localhost";
const TOKEN = `${ORIGIN}/api/v1/token`;
let first: Visitor;
let second: Visitor;
let client: KeyedClient;
let other: ClientKeyPair;

beforeAll(async () => {
  first = (await anOfficer()).visitor;
  second = (await anOfficer()).visitor;
  client = await aKeyedClient(first, second, ["verify-code"]);
  other = await aClientKey("1");
});
afterEach(() => {
  vi.useRealTimers();
});

const outcome = async (assertion: string | Promise<string>, changes = {}, headers = {}) =>
  tokenOutcome(await sendForm(tokenForm(await assertion, changes), headers));

async function sendText(body: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const type = { "content-type": "application/x-www-form-urlencoded" };
  return tokenOutcome(await new Visitor().send("POST", "/api/v1/token", body, { ...type, ...headers }));
}

test("the metadata name the endpoint, the one grant and the one way to prove oneself", async () => {
  expect(await new Visitor().ask("GET", "/.well-known/oauth-authorization-server")).toEqual({
    issuer: ORIGIN,
    token_endpoint: TOKEN,
    grant_types_supported: ["client_credentials"],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: ["private_key_jwt"],
    token_endpoint_auth_signing_alg_values_supported: ["ES256"],
    dpop_signing_alg_values_supported: ["ES256"],
    scopes_supported: ["verify-code", "query-health", "query-health.detail"],
  });
});

test("a client gets a token for 300 seconds that no cache keeps, bound to a key if it proves one", async () => {
  const answer = await sendForm(tokenForm(await assertionOf(client)));
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  const body = await answer.json<{ access_token: string }>();
  expect(body).toEqual({ access_token: expect.any(String), token_type: "Bearer", expires_in: 300, scope: "verify-code" });
  expect(decodeProtectedHeader(body.access_token)).toEqual({ alg: "HS256", typ: "at+jwt" });
  const { iat = 0, exp, jti, ...claims } = decodeJwt(body.access_token);
  const common = { iss: ORIGIN, aud: ORIGIN, sub: client.id, client_id: client.id, scope: "verify-code" };
  expect([claims, exp, jti]).toEqual([common, iat + 300, expect.stringMatching(/^[\w-]{22}$/)]);
  const bound = await sendForm(tokenForm(await assertionOf(client)), { dpop: await proofOf(other) });
  const boundBody = await bound.json<{ access_token: string; token_type: string }>();
  expect(boundBody.token_type).toBe("DPoP");
  expect(decodeJwt(boundBody.access_token)["cnf"]).toEqual({ jkt: other.thumbprint });
});

test.each([
  ["a kid or none", {}, { kid: undefined }, {}],
  ["its typ", {}, { typ: "client-authentication+jwt" }, {}],
  ["its own id beside the assertion", {}, {}, "own id"],
  ["a clock that is 9 seconds ahead", { iat: 9, exp: 69 }, {}, {}],
])("an assertion with %s is accepted", async (_, claims, header, form) => {
  const at = Math.floor(Date.now() / 1000);
  const times = Object.fromEntries(Object.entries(claims).map(([name, ahead]) => [name, at + ahead]));
  const changes = form === "own id" ? { client_id: client.id } : {};
  expect(await outcome(assertionOf(client, times, header), changes)).toBe("200 verify-code");
});

test.each([
  ["aud as an array", { aud: [ORIGIN] }],
  ["the endpoint as aud", { aud: TOKEN }],
  ["another issuer as aud", { aud: "http://hubei.localhost" }],
  ["no aud", { aud: undefined }],
  ["another sub", { sub: "somebody" }],
  ["no jti", { jti: undefined }],
  ["a jti of 129 characters", { jti: "x".repeat(129) }],
  ["no exp", { exp: undefined }],
  ["the id of nobody", { iss: "AAAAAAAAAAAAAAAA", sub: "AAAAAAAAAAAAAAAA" }],
])("an assertion with %s is refused", async (_, changes) => {
  expect(await outcome(assertionOf(client, changes))).toBe("401 invalid_client");
});

test.each([
  ["that is over", { exp: 0 }],
  ["that lasts longer than a minute", { exp: 71 }],
  ["that is not valid yet", { nbf: 12 }],
  ["of the future", { iat: 12 }],
])("an assertion %s is refused", async (_, ahead) => {
  const at = Math.floor(Date.now() / 1000);
  const claims = Object.fromEntries(Object.entries(ahead).map(([name, seconds]) => [name, at + seconds]));
  expect(await outcome(assertionOf(client, claims))).toBe("401 invalid_client");
});

test("an assertion without a signature, by RS256, by another key, of another type, and no JWT are refused", async () => {
  const [, payload = "", signature = ""] = (await assertionOf(client)).split(".");
  const headed = (header: object, end: string) => `${btoa(JSON.stringify(header)).replaceAll("=", "")}.${payload}.${end}`;
  expect(await outcome(headed({ alg: "none" }, ""))).toBe("401 invalid_client");
  expect(await outcome(headed({ alg: "RS256", kid: "1" }, signature))).toBe("401 invalid_client");
  expect(await outcome(headed({ alg: "HS256", kid: "1" }, signature))).toBe("401 invalid_client");
  expect(await outcome(assertionOf({ ...other, id: client.id }))).toBe("401 invalid_client");
  expect(await outcome(assertionOf(client, {}, { kid: "2" }))).toBe("401 invalid_client");
  expect(await outcome(assertionOf(client, {}, { typ: "at+jwt" }))).toBe("401 invalid_client");
  expect(await outcome("a.b.c")).toBe("401 invalid_client");
  expect(await outcome(`${await assertionOf(client)}${"A".repeat(4096)}`)).toBe("401 invalid_client");
});

test("an assertion counts once, also after a restart of the object that has taken it", async () => {
  const assertion = await assertionOf(client);
  expect(await outcome(assertion)).toBe("200 verify-code");
  expect(await outcome(assertion)).toBe("401 invalid_client");
  await evictDurableObject(env.CLIENTS.getByName("4201/clients"));
  expect(await outcome(assertion)).toBe("401 invalid_client");
});

test.each([
  [{ grant_type: "authorization_code" }, "400 unsupported_grant_type"],
  [{ client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:saml2-bearer" }, "400 invalid_request"],
  [{ client_id: "another" }, "400 invalid_request"],
  [{ scope: "query-everything" }, "400 invalid_scope"],
  [{ scope: "verify-code query-everything" }, "400 invalid_scope"],
  [{ scope: "" }, "400 invalid_scope"],
])("a request with %o is refused", async (changes, refusal) => {
  expect(await outcome(assertionOf(client), changes)).toBe(refusal);
});

test("a form with a parameter twice, in another format, too large or beside another authentication is refused", async () => {
  const form = new URLSearchParams(tokenForm(await assertionOf(client))).toString();
  expect(await sendText(`${form}&scope=a&scope=b`)).toBe("400 invalid_request");
  expect(await sendText(form, { "content-type": "application/json" })).toBe("400 invalid_request");
  expect(await sendText(`${form}&state=${"x".repeat(16_384)}`)).toBe("400 invalid_request");
  expect(await sendText(form, { authorization: "Basic YTpi" })).toBe("400 invalid_request");
  expect(await sendText(form)).toBe("200 verify-code");
});

test.each([
  ["for another method", { htm: "GET" }, {}],
  ["for another address", { htu: `${ORIGIN}/api/v1/verify` }, {}],
  ["for another issuer", { htu: "http://hubei.localhost/api/v1/token" }, {}],
  ["without an id", { jti: undefined }, {}],
  ["that is 80 seconds old", { iat: Math.floor(Date.now() / 1000) - 80 }, {}],
  ["from the future", { iat: Math.floor(Date.now() / 1000) + 60 }, {}],
  ["of another type", {}, { typ: "jwt" }],
  ["without its key", {}, { jwk: undefined }],
])("a proof of possession %s is refused", async (_, claims, header) => {
  expect(await outcome(assertionOf(client), {}, { dpop: await proofOf(other, claims, header) })).toBe("400 invalid_dpop_proof");
});

test("a proof by another key than the one in it, with a private half in it, or that came twice, is refused", async () => {
  const { kty, crv, x, y } = client.jwk;
  const foreign = await proofOf(other, {}, { jwk: { kty, crv, x, y } });
  const whole = await proofOf(other, {}, { jwk: { ...other.jwk, d: other.jwk.x } });
  const good = await proofOf(other);
  for (const dpop of [foreign, whole, `${good}, ${good}`, "x"])
    expect(await outcome(assertionOf(client), {}, { dpop })).toBe("400 invalid_dpop_proof");
});

test("a client that waits or is revoked gets no token", async () => {
  const waiting = await aClientKey("1");
  const order = { name: "铁路", scope: "4201", rights: [], verbs: ["verify-code"], jwks: { keys: [waiting.jwk] } };
  const made = await first.ask<{ client: { id: string } }>("POST", "/api/v1/clients", order);
  expect(await outcome(assertionOf({ ...waiting, id: made.client.id }))).toBe("401 invalid_client");
  const gone = await aKeyedClient(first, second, ["verify-code"]);
  expect(await outcome(assertionOf(gone))).toBe("200 verify-code");
  await first.ask("POST", `/api/v1/clients/${gone.id}/revocations`);
  expect(await outcome(assertionOf(gone))).toBe("401 invalid_client");
});

test("one network address causes at most ten look-ups of unknown clients in a minute and 240 requests, and a known client goes on", async () => {
  vi.setSystemTime(Date.UTC(2036, 1, 1, 0, 0, 30));
  const officers = [(await anOfficer()).visitor, (await anOfficer()).visitor] as const;
  const known = await aKeyedClient(...officers, ["verify-code"]);
  const from = byProxy("203.0.113.77");
  const invented = { id: "AAAAAAAAAAAAAAAA", privateKey: other.privateKey };
  await behindProxy(async () => {
    expect(await outcome(assertionOf(known), {}, from)).toBe("200 verify-code");
    for (let count = 0; count < 10; count += 1) expect(await outcome(assertionOf(invented), {}, from)).toBe("401 invalid_client");
    const refused = await sendForm(tokenForm(await assertionOf(invented)), from);
    expect([await tokenOutcome(refused), refused.headers.get("retry-after")]).toEqual(["429 temporarily_unavailable", "30"]);
    expect(await outcome(assertionOf(known), {}, from)).toBe("200 verify-code");
    for (let count = 13; count < 240; count += 1) await sendForm({}, from);
    expect(await outcome(assertionOf(known), {}, from)).toBe("429 temporarily_unavailable");
  });
});
