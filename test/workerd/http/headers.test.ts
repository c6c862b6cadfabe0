/** The headers of every answer of the worker: of each route, whether it succeeds or refuses, of no route, and of a failure. Decision 60. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import { createApp } from "../../../src/routes/app.ts";
import { goodRequest } from "../matrix/good-request.ts";
import { makeWorld, type World } from "../matrix/world.ts";
import { Visitor } from "../visitor.ts";

const NOTHING = "default-src 'none'; frame-ancestors 'none'";
const TWO_YEARS = "max-age=63072000; includeSubDomains";
/** The documents that pages of other sites may read. */
const OPEN = /^\/(?:\.well-known|status)\//;
/** Files that people sent: their answers are sandboxed. */
const FILE = /^\/api\/v1\/(?:people|divisions)\/[^?]*\/files\/[\w-]+$/;

/** The refusals of somebody who is nobody. */
const PRIVATE = /^(?:not_logged_in|client_refused|operator_request_refused)$/;

const deployed = createApp(
  () => ({ send: async () => true }),
  () => "192.0.2.1",
);
const ROUTES = deployed.routes.map(({ method, path }) => `${method} ${path}`);

/** The headers that each answer must have, as they are. */
function headersOf({ headers }: Response) {
  const named = (name: string) => headers.get(name);
  return {
    sniffing: named("x-content-type-options"),
    policy: named("content-security-policy"),
    readers: named("cross-origin-resource-policy"),
    transport: named("strict-transport-security"),
  };
}

function expected(path: string, transport: string | null, isFile = false) {
  return {
    sniffing: "nosniff",
    policy: isFile ? "default-src 'none'; sandbox" : NOTHING,
    readers: OPEN.test(path) ? "cross-origin" : "same-origin",
    transport,
  };
}

function asked(origin: string, path: string, method: string, headers: Readonly<Record<string, string>> = {}, body?: BodyInit) {
  return deployed.fetch(
    new Request(origin + path, { method, headers, ...(body !== undefined && { body }) }),
    env,
    createExecutionContext(),
  );
}

/** The operations that answer a login, a client or an operator: no cache may store what they say. */
const OF_SOMEBODY = new Set(
  OPERATIONS.filter(({ problems }) => problems.some((code) => PRIVATE.test(code))).map(({ method, path }) => `${method} ${path}`),
);

let world: World;

beforeAll(async () => {
  world = await makeWorld();
});

test("the routes are those of the router and the two outside it", () => {
  expect(ROUTES).toContain("POST /api/v1/verify");
  expect(ROUTES).toContain("POST /api/v1/communities/:division/passes");
  expect(ROUTES.length).toBeGreaterThan(100);
});

test.each(ROUTES)("%s has them when it succeeds and when it refuses, and strict transport over https only", async (route) => {
  const [method = "", pattern = ""] = route.split(" ");
  const isOperation = pattern !== "/healthz" && pattern !== "/openapi.json" && pattern !== "/api/v1/time";
  const { browser, request } = isOperation
    ? await goodRequest(world, route)
    : { browser: new Visitor(), request: { method, path: pattern, body: undefined, headers: {} } };
  const { path } = request;
  const good = await browser.send(method, path, request.body, request.headers);
  expect(headersOf(good), `${good.status}`).toEqual(expected(path, null, method === "GET" && FILE.test(path) && good.ok));
  if (OF_SOMEBODY.has(route) && good.status !== 101) expect(good.headers.get("cache-control"), `${good.status}`).toBe("no-store");
  await good.body?.cancel();
  const [origin, cookie] = [browser.origin.replace("http:", "https:"), browser.cookies];
  for (const headers of [{}, { cookie }, { cookie, "x-yima": "1" }] as Readonly<Record<string, string>>[]) {
    const answer = await asked(origin, path, method, headers);
    const isFile = method === "GET" && FILE.test(path) && answer.ok;
    expect(headersOf(answer), `${answer.status}`).toEqual(expected(path, TWO_YEARS, isFile));
    await answer.body?.cancel();
  }
  const stranger = await asked("https://nobody.localhost", path, method);
  expect(headersOf(stranger), `${stranger.status}`).toEqual(expected(path, TWO_YEARS));
});

const PATHS = ["/api/v1/nothing", "/api/v1/verify", "/.well-known/nothing", "/status/nothing", "/healthz", "/openapi.json"];
const METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"];

test.each(PATHS.flatMap((path) => METHODS.map((method) => [method, path] as const)))(
  "%s %s has them, whether such a route exists or not",
  async (method, path) => {
    expect(headersOf(await asked("https://wuhan.localhost", path, method))).toEqual(expected(path, TWO_YEARS));
  },
);

test.each([
  ["GET", "/api/v1/me"],
  ["POST", "/api/v1/verify"],
  ["POST", "/api/v1/verifications"],
  ["GET", "/.well-known/jwks.json"],
  ["GET", "/healthz"],
])("%s %s has them when the settings are broken", async (method, path) => {
  const request = new Request(`https://wuhan.localhost${path}`, { method });
  const answer = await deployed.fetch(request, { ...env, YIMA_MASTER_KEY: "broken" }, createExecutionContext());
  expect([answer.status, headersOf(answer)]).toEqual([500, expected(path, TWO_YEARS)]);
});

test("an answer 304 has them", async () => {
  const path = "/.well-known/jwks.json";
  const first = await asked("https://wuhan.localhost", path, "GET");
  const again = await asked("https://wuhan.localhost", path, "GET", { "if-none-match": first.headers.get("etag") ?? "" });
  expect([again.status, headersOf(again)]).toEqual([304, expected(path, TWO_YEARS)]);
});

test.each([
  ["GET", "/.well-known/jwks.json"],
  ["POST", "/api/v1/verify"],
  ["POST", "/api/v1/verifications"],
  ["POST", "/api/v1/communities/420107001002/passes"],
  ["GET", "/api/v1/me"],
])("a deployed build refuses %s %s without TLS, and redirects nobody", async (method, path) => {
  const issuers = env.YIMA_ISSUERS.replaceAll("wuhan.localhost", "code.example.org");
  const settings = { ...env, YIMA_ISSUERS: issuers };
  const ask = (origin: string) =>
    deployed.fetch(new Request(origin + path, { method, redirect: "manual" }), settings, createExecutionContext());
  const answer = await ask("http://code.example.org");
  expect([answer.status, (await answer.json<{ code: string }>()).code]).toEqual([403, "https_required"]);
  expect(headersOf(answer)).toEqual(expected(path, null));
  expect(headersOf(await ask("https://code.example.org"))).toEqual(expected(path, TWO_YEARS));
});
