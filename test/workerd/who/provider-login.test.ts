/** Login at an identity provider over HTTP: what belongs to the browser, to the settings and to the limits. The provider is played; oidc-provider is the other side in test/conformance. Source: decision 53. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import deployed from "../../../src/worker.ts";
import type { PlayedProvider } from "../../support/played-provider.ts";
import { aProvider, beginAt, configure, logInAt, provided } from "../provider.ts";
import { behindProxy, byProxy, uses } from "../proxy.ts";
import { Visitor } from "../visitor.ts";

const ANSWER = "/api/v1/logins/answer";
const BEGUN = "__Host-yima-begun";

let provider: PlayedProvider;

beforeAll(async () => {
  provider = await aProvider();
});
beforeEach(() => {
  provider.lie = {};
});
afterEach(() => {
  vi.useRealTimers();
});

const answers = (visitor: Visitor, query: string) => visitor.refusal("POST", ANSWER, { query });

test("the address carries what the standard demands, and the secret of the browser stays here", async () => {
  const url = new URL(await beginAt(provider, new Visitor()));
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: "yima-wuhan",
    redirect_uri: "http://wuhan.localhost/login/provider",
    response_type: "code",
    scope: "openid profile phone",
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: "S256",
    acr_values: "urn:example:real-name",
  });
});

test("a deployed build is returned to over TLS at the host of the request, whatever a proxy has made of its address", async () => {
  const headers = { "x-yima": "1", "content-type": "application/json" };
  const body = JSON.stringify({ provider: provider.setting.id });
  const request = new Request("http://gate.wuhan.localhost:8080/api/v1/logins", { method: "POST", headers, body });
  const settings = { ...env, YIMA_PROXY_SECRET: "x".repeat(32) };
  const { url } = await (await deployed.fetch(request, settings, createExecutionContext())).json<{ url: string }>();
  expect(new URL(url).searchParams.get("redirect_uri")).toBe("https://gate.wuhan.localhost/login/provider");
});

test("the two cookies are for this host, scripts do not see them, and other sites do not send them", async () => {
  const visitor = new Visitor();
  const begin = await visitor.send("POST", "/api/v1/logins", { provider: provider.setting.id });
  const query = provider.logIn((await begin.json<{ url: string }>()).url, provided());
  const end = await visitor.send("POST", ANSWER, { query });
  const cookies = [...begin.headers.getSetCookie(), ...end.headers.getSetCookie()];
  const attributes = cookies.map((cookie) => cookie.replace(/^([^=]+)=[^;]+/, "$1").replace(/Expires=[^;]+/, "Expires"));
  expect(attributes).toEqual([
    `${BEGUN}; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Strict`,
    `${BEGUN}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict`,
    "__Host-yima-session; Path=/; Expires; HttpOnly; Secure; SameSite=Strict",
  ]);
});

test("an answer that another browser began logs nobody in, neither with a cookie nor without one", async () => {
  const [person, stranger] = [new Visitor(), new Visitor()];
  const query = provider.logIn(await beginAt(provider, person), provided());
  expect(await answers(new Visitor(), query)).toBe("401 login_not_begun");
  await beginAt(provider, stranger);
  expect(await answers(stranger, query)).toBe("401 login_not_begun");
  expect(await answers(person, query)).toBe("201");
});

test("a stranger's code behind a person's own state logs nobody in", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const [person, stranger] = [new Visitor(), new Visitor()];
  const own = new URLSearchParams(provider.logIn(await beginAt(provider, person), provided()));
  const theirs = new URLSearchParams(provider.logIn(await beginAt(provider, stranger), provided()));
  own.set("code", theirs.get("code") ?? "");
  expect(await answers(person, own.toString())).toBe("401 login_not_begun");
});

test("several tabs of one browser log in side by side, and an answer counts once", async () => {
  const visitor = new Visitor();
  const [first, second] = [await beginAt(provider, visitor), await beginAt(provider, visitor)];
  const [one, two] = [provider.logIn(first, provided()), provider.logIn(second, provided())];
  expect([await answers(visitor, two), await answers(visitor, one)]).toEqual(["201", "201"]);
  expect([await answers(visitor, two), await answers(visitor, one)]).toEqual(["401 login_not_begun", "401 login_not_begun"]);
});

test("a fifth tab ends the login of the first", async () => {
  const visitor = new Visitor();
  const addresses = [];
  for (let tab = 0; tab < 5; tab += 1) addresses.push(await beginAt(provider, visitor));
  const queries = addresses.map((address) => provider.logIn(address, provided()));
  expect(await answers(visitor, queries[0] ?? "")).toBe("401 login_not_begun");
  expect(await answers(visitor, queries[1] ?? "")).toBe("201");
});

test("a begun login is over after ten minutes, although a browser may still send its cookie", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2036, 0, 1, 8) });
  const [person, tardy] = [new Visitor(), new Visitor()];
  const [address, late] = [await beginAt(provider, person), await beginAt(provider, tardy)];
  vi.setSystemTime(Date.UTC(2036, 0, 1, 8, 9, 59, 999));
  expect(await answers(person, provider.logIn(address, provided()))).toBe("201");
  vi.setSystemTime(Date.UTC(2036, 0, 1, 8, 10));
  expect(await answers(tardy, provider.logIn(late, provided()))).toBe("401 login_not_begun");
});

test.each(["x", "a.b.c.d.e", ""])("the invented cookie %j has begun nothing", async (cookie) => {
  const visitor = new Visitor();
  const query = provider.logIn(await beginAt(provider, visitor), provided());
  visitor.others.set(BEGUN, cookie);
  expect(await answers(visitor, query)).toBe("401 login_not_begun");
});

test("a login that was begun at one issuer is not finished at another", async () => {
  const visitor = new Visitor();
  const query = provider.logIn(await beginAt(provider, visitor), provided());
  const elsewhere = new Visitor("hubei.localhost");
  elsewhere.others.set(BEGUN, visitor.others.get(BEGUN) ?? "");
  expect(await answers(elsewhere, query)).toBe("401 login_not_begun");
});

/** What the provider, or whoever writes the address of return, may bring. `state` is right. */
const RETURNS: readonly [string, string, string][] = [
  ["a refusal of the person", "error=access_denied", "403 provider_refused"],
  ["a level that cannot be reached", "error=unmet_authentication_requirements", "403 acr_too_low"],
  ["a provider that cannot now", "error=temporarily_unavailable", "503 provider_not_answering"],
  ["an error that nobody knows", "error=%0Aconstructor", "502 provider_answer_malformed"],
  ["a code that nobody gave", "code=x&iss=ISSUER", "401 login_not_begun"],
  ["no code", "iss=ISSUER", "502 provider_answer_malformed"],
  ["two codes", "code=x&code=y&iss=ISSUER", "502 provider_answer_malformed"],
  ["the name of another provider", "code=CODE&iss=https://other.example", "502 provider_answer_malformed"],
  ["no name of the provider, which promises it", "code=CODE", "502 provider_answer_malformed"],
  ["a token beside the code", "code=CODE&iss=ISSUER&id_token=x", "502 provider_answer_malformed"],
  ["an answer as a token", "response=x", "502 provider_answer_malformed"],
];

test.each(RETURNS)("%s gets its own refusal", async (_, query, expected) => {
  vi.spyOn(console, "error").mockReturnValue();
  const visitor = new Visitor();
  const honest = new URLSearchParams(provider.logIn(await beginAt(provider, visitor), provided()));
  const written = query.replace("CODE", honest.get("code") ?? "").replace("ISSUER", encodeURIComponent(provider.setting.issuer));
  const before = provider.requests.filter((path) => path === "/token").length;
  const isError = query.startsWith("error");
  const address = `${written}&state=${honest.get("state")}${isError ? `&iss=${encodeURIComponent(provider.setting.issuer)}` : ""}`;
  expect(await answers(visitor, address)).toBe(expected);
  // A code for another provider must not reach this one.
  if (expected.startsWith("502")) expect(provider.requests.filter((path) => path === "/token")).toHaveLength(before);
});

test.each(["unknown", "PLAYED"])("the provider %j is unknown", async (id) => {
  expect(await new Visitor().refusal("POST", "/api/v1/logins", { provider: id })).toBe("404 provider_unknown");
});

test("an issuer without providers knows none, and names none", async () => {
  const hubei = new Visitor("hubei.localhost");
  expect(await hubei.refusal("POST", "/api/v1/logins", { provider: provider.setting.id })).toBe("404 provider_unknown");
  expect(await hubei.ask("GET", "/.well-known/yima-issuer")).toMatchObject({ loginProviders: [] });
  expect(await new Visitor().ask("GET", "/.well-known/yima-issuer")).toMatchObject({
    loginProviders: [{ id: provider.setting.id, name: provider.setting.name }],
  });
});

test("who takes a provider out of the settings ends its logins and its sessions", async () => {
  const [visitor, begun, before] = [new Visitor(), new Visitor(), { ...env }];
  await logInAt(provider, visitor, provided());
  const query = provider.logIn(await beginAt(provider, begun), provided());
  configure([], {});
  try {
    expect(await visitor.refusal("GET", "/api/v1/me")).toBe("401 not_logged_in");
    expect(await answers(begun, query)).toBe("401 login_not_begun");
  } finally {
    Object.assign(env, before);
  }
  expect(await visitor.refusal("GET", "/api/v1/me")).toBe("200");
});

test("logins at a provider count in the limit of their address", async () => {
  const from = byProxy("203.0.113.90");
  await behindProxy(async () => {
    const begin = () => new Visitor().refusal("POST", "/api/v1/logins", { provider: "unknown" }, from);
    const answered = () => new Visitor().refusal("POST", ANSWER, { query: "" }, from);
    expect([await begin(), await answered()]).toEqual(["404 provider_unknown", "401 login_not_begun"]);
    await uses("203.0.113.90", 3000);
    expect([await begin(), await answered()]).toEqual(["429 too_many_requests", "429 too_many_requests"]);
  });
});
