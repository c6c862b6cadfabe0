/** A provider that lies, fails or answers nonsense logs nobody in, and each failure has its refusal. Over HTTP, with a played provider. Source: docs/openid-connect.md. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import deployed from "../../../src/worker.ts";
import { ACR, type Given, type Lie, type PlayedProvider } from "../../support/played-provider.ts";
import { aProvider, logInAt, provided } from "../provider.ts";
import { Visitor } from "../visitor.ts";

const MALFORMED = "502 provider_answer_malformed";
const SILENT = "503 provider_not_answering";
const NOW = () => Math.floor(Date.now() / 1000);

let logged: string[] = [];
let log: { mockRestore: () => void };

beforeEach(() => {
  logged = [];
  log = vi.spyOn(console, "error").mockImplementation((line: unknown) => void logged.push(String(line)));
});
afterEach(() => {
  log.mockRestore();
});

/** A whole login at a provider of its own that tells this lie. */
async function lied(lie: Lie, person = provided()): Promise<{ readonly outcome: string; readonly provider: PlayedProvider }> {
  const provider = await aProvider();
  provider.lie = lie;
  const visitor = new Visitor();
  const outcome = await logInAt(provider, visitor, person).catch((error: unknown) => String(error));
  expect(visitor.cookie !== null).toBe(outcome === "201");
  return { outcome, provider };
}

const claims = (changes: Record<string, unknown>): Lie => ({ claims: (honest) => ({ ...honest, ...changes }) });
const answer = (changes: Partial<Given>): Given => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: "{}",
  ...changes,
});
const at = (path: string, given: Partial<Given>): Lie => ({ at: { [path]: () => answer(given) } });
const without = (name: string) => (honest: Record<string, unknown>) => {
  const { [name]: _, ...rest } = honest;
  return rest;
};
const anyAlgorithm = (honest: Record<string, unknown>) => ({
  ...honest,
  id_token_signing_alg_values_supported: ["none", "HS256", "ES256"],
});

const LIES: readonly [string, Lie, string][] = [
  ["another issuer", claims({ iss: "https://other.example" }), MALFORMED],
  ["another client", claims({ aud: "somebody-else" }), MALFORMED],
  ["several clients without naming the one", claims({ aud: ["yima-wuhan", "somebody-else"] }), MALFORMED],
  ["several clients, made for another", claims({ aud: ["yima-wuhan", "x"], azp: "x" }), MALFORMED],
  ["another nonce", claims({ nonce: "x" }), MALFORMED],
  ["no nonce", { claims: without("nonce") }, MALFORMED],
  ["a token that is over", claims({ exp: NOW() - 61 }), MALFORMED],
  ["a token without an end", { claims: without("exp") }, MALFORMED],
  ["a token of the future", claims({ iat: NOW() + 120 }), MALFORMED],
  ["a token that does not count yet", claims({ nbf: NOW() + 120 }), MALFORMED],
  ["no subject", { claims: without("sub") }, MALFORMED],
  ["an empty subject", claims({ sub: "" }), MALFORMED],
  ["a subject that is a number", claims({ sub: 7 }), MALFORMED],
  ["a level that is a list", claims({ acr: [ACR] }), MALFORMED],
  ["a lower level", claims({ acr: "urn:example:password" }), "403 acr_too_low"],
  ["no level", { claims: without("acr") }, "403 acr_too_low"],
  ["no signature", { signature: "none", header: () => ({ alg: "none" }), metadata: anyAlgorithm }, MALFORMED],
  ["a signature by a shared secret", { signature: "none", header: () => ({ alg: "HS256" }), metadata: anyAlgorithm }, MALFORMED],
  ["a signature that is empty", { signature: "none" }, MALFORMED],
  ["a signature by another key", { signature: "other key" }, MALFORMED],
  ["a key that is not published", { header: (honest) => ({ ...honest, kid: "two" }) }, MALFORMED],
  ["no ID token", { token: without("id_token") }, MALFORMED],
  ["an ID token that is a number", { token: (honest) => ({ ...honest, id_token: 7 }) }, MALFORMED],
  ["an encrypted ID token", { token: (honest) => ({ ...honest, id_token: "a.b.c.d.e" }) }, MALFORMED],
  ["a list of tokens", { token: (honest) => [honest] }, MALFORMED],
  ["tokens as a page", at("/token", { headers: { "content-type": "text/html" }, body: "<p>" }), MALFORMED],
  ["tokens somewhere else", at("/token", { status: 307, headers: { location: "https://other.example/token" } }), MALFORMED],
  ["tokens without end", { token: (honest) => JSON.stringify(honest) + " ".repeat(65 * 1024) }, MALFORMED],
  ["that the client is wrong", at("/token", { status: 401, body: '{"error":"invalid_client"}' }), MALFORMED],
  ["that it has failed", at("/token", { status: 500 }), SILENT],
  ["that it is busy", at("/token", { status: 429 }), SILENT],
  ["keys that are no list", { keys: () => ({ keys: {} }) }, MALFORMED],
  ["no keys", { keys: () => ({ keys: [] }) }, MALFORMED],
  ["keys that are no keys", { keys: () => ({ keys: [{ kty: "EC", kid: "one", crv: "P-256", x: 1 }] }) }, MALFORMED],
  ["that its keys are away", at("/keys", { status: 503 }), SILENT],
  ["data of somebody else", { byUserinfo: true, userinfo: (honest) => ({ ...honest, sub: "other" }) }, MALFORMED],
  ["data as a signed token", { byUserinfo: true, ...at("/me", { headers: { "content-type": "application/jwt" } }) }, MALFORMED],
  ["that its data are away", { byUserinfo: true, ...at("/me", { status: 502 }) }, SILENT],
  ["no name", claims({ name: null }), "422 claims_missing"],
  ["no number", claims({ id_number: "" }), "422 claims_missing"],
  ["a name that is a list", claims({ name: ["尹素心"] }), "422 claims_invalid"],
  ["a number that is a number", claims({ id_number: 420_107_198_001_010_000 }), "422 claims_invalid"],
  ["a name that nobody has", claims({ name: "<b>尹</b>" }), "422 claims_invalid"],
  ["a number that nobody has", claims({ id_number: "420107198001010000" }), "422 claims_invalid"],
  ["a masked number", claims({ id_number: "4201**********0021" }), "422 claims_invalid"],
  ["a type that is a number", claims({ id_type: 20 }), "422 claims_invalid"],
  ["a type that does not exist", claims({ id_type: "constructor" }), "422 claims_invalid"],
  ["a name without end", claims({ name: "尹".repeat(300) }), "422 claims_invalid"],
];

test.each(LIES)("a provider that says %s logs nobody in", async (_, lie, expected) => {
  expect((await lied(lie)).outcome).toBe(expected);
});

const BEGINS: readonly [string, Lie, string][] = [
  ["the name of another provider", { metadata: (honest) => ({ ...honest, issuer: "https://other.example" }) }, MALFORMED],
  ["no address for tokens", { metadata: without("token_endpoint") }, MALFORMED],
  ["no keys", { metadata: without("jwks_uri") }, MALFORMED],
  ["an address that is a script", { metadata: (honest) => ({ ...honest, authorization_endpoint: "javascript:x" }) }, MALFORMED],
  ["an address that is a file", { metadata: (honest) => ({ ...honest, authorization_endpoint: "file:///x" }) }, MALFORMED],
  ["nothing", at("/.well-known/openid-configuration", { status: 404 }), MALFORMED],
  ["a page", at("/.well-known/openid-configuration", { body: "<p>" }), MALFORMED],
  ["that it has failed", at("/.well-known/openid-configuration", { status: 500 }), SILENT],
];

test.each(BEGINS)("no login begins at a provider that describes itself by %s", async (_, lie, expected) => {
  const provider = await aProvider();
  provider.lie = lie;
  expect(await new Visitor().refusal("POST", "/api/v1/logins", { provider: provider.setting.id })).toBe(expected);
});

test.each(["authorization_endpoint", "token_endpoint"])(
  "a deployed build sends nobody to a provider whose %s is without TLS",
  async (name) => {
    const provider = await aProvider();
    provider.lie = { metadata: (honest) => ({ ...honest, [name]: "http://127.0.0.1:1/x" }) };
    const visitor = new Visitor();
    const ask = async (path: string, body: object) => {
      const headers = { "x-yima": "1", "content-type": "application/json", cookie: visitor.cookies };
      const request = new Request(`${visitor.origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
      return deployed.fetch(request, { ...env, YIMA_PROXY_SECRET: "x".repeat(32) }, createExecutionContext());
    };
    const begin = await ask("/api/v1/logins", { provider: provider.setting.id });
    if (name === "authorization_endpoint") return expect(begin.status).toBe(502);
    const [cookie = "", value = ""] = begin.headers.getSetCookie()[0]?.split(";")[0]?.split("=") ?? [];
    visitor.others.set(cookie, value);
    const query = provider.logIn((await begin.json<{ url: string }>()).url, provided());
    expect((await ask("/api/v1/logins/answer", { query })).status).toBe(502);
    expect(provider.requests).toEqual(["/.well-known/openid-configuration"]);
  },
);

test("claims that come from userinfo count as those of the ID token, which has the last word", async () => {
  const { outcome, provider } = await lied({ byUserinfo: true });
  expect([outcome, provider.requests]).toEqual(["201", ["/.well-known/openid-configuration", "/token", "/keys", "/me"]]);
});

const onlyByPost = (honest: Record<string, unknown>) => ({
  ...honest,
  token_endpoint_auth_methods_supported: ["client_secret_post"],
});

test("the secret goes into the body where the provider takes it only there", async () => {
  expect((await lied({ metadata: onlyByPost })).outcome).toBe("201");
});

test("what the provider has said about itself, and its keys, serve for the next login", async () => {
  const { provider } = await lied({});
  await logInAt(provider, new Visitor(), provided());
  expect(provider.requests).toEqual(["/.well-known/openid-configuration", "/token", "/keys", "/token"]);
});

test("the log says what is wrong, and neither who it was nor any secret", async () => {
  const person = provided({ sub: "subject-of-the-test" });
  await lied(claims({ iss: "https://other.example" }), person);
  await lied(claims({ id_number: "x" }), person);
  await lied(at("/token", { status: 500, body: "尹素心" }), person);
  expect(logged).toEqual([
    expect.stringMatching(/^login at the provider played: provider_answer_malformed: ".*iss.*"$/),
    expect.stringMatching(/^login at the provider played: provider_not_answering: ".*status 500"$/),
  ]);
  for (const secret of [person.name, person.id_number, person.phone_number, person.sub, "eyJ"])
    expect(logged.join("\n")).not.toContain(secret);
});

const KINDS = ["metadata", "keys", "header", "claims", "token", "userinfo"] as const;
const OUTCOMES =
  /^(?:201|401 login_not_begun|403 acr_too_low|422 claims_(?:missing|invalid)|50[23] provider_\w+|Error: POST \/api\/v1\/logins: 50[23] .*)$/s;

test("arbitrary JSON in place of any answer, or inside it, is a refusal and no fault of ours", async () => {
  const bend = fc.record({
    kind: fc.constantFrom(...KINDS),
    value: fc.jsonValue({ depthSize: "small" }),
    whole: fc.boolean(),
    at: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(bend, async ({ kind, value, whole, at: place }) => {
      const change = (honest: Record<string, unknown>): unknown => {
        const names = Object.keys(honest);
        // jose itself refuses to sign what is no token.
        if ((whole && !["header", "claims"].includes(kind)) || names.length === 0) return value;
        const name = names[place % names.length] ?? "";
        return kind === "header" && name === "alg" ? honest : { ...honest, [name]: value };
      };
      const { outcome } = await lied({ [kind]: change, byUserinfo: kind === "userinfo" });
      expect(outcome).toMatch(OUTCOMES);
    }),
    { numRuns: 150 },
  );
});
