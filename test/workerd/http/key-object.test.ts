/** No request of a stranger reaches the Issuer object, which hands out the signing keys: what everybody may read comes from KV. Source: attack S15. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import type { ManualChanges } from "../../../src/contract/proposal/proposal.ts";
import { OPERATIONS } from "../../../src/contract/document/operations.ts";
import { createApp } from "../../../src/routes/app.ts";
import { newSessionToken, SESSION_COOKIE } from "../../../src/routes/who/sessions.ts";
import { goodRequest } from "../matrix/good-request.ts";
import { makeWorld, type World } from "../matrix/world.ts";
import { Visitor } from "../visitor.ts";

const app = createApp(
  () => ({ send: async () => true }),
  () => "192.0.2.1",
);
const ROUTES = OPERATIONS.map(({ method, path }) => `${method} ${path}`);
/** A signed request of an operator is no request of a stranger. */
const SIGNED = /^POST \/api\/v1\/operator\//;

let world: World;

beforeAll(async () => {
  world = await makeWorld();
  await new Visitor().ask("GET", "/.well-known/jwks.json");
  await new Visitor("hubei.localhost").ask("GET", "/.well-known/jwks.json");
});

/** The settings of the worker with a count of the requests to the Issuer object. */
function counted(settings = env) {
  const seen = { calls: 0 };
  const ISSUER = new Proxy(settings.ISSUER, {
    get(namespace, property) {
      seen.calls += 1;
      const value: unknown = Reflect.get(namespace, property);
      return typeof value === "function" ? value.bind(namespace) : value;
    },
  });
  return { seen, settings: { ...settings, ISSUER } };
}

const INVENTED: readonly Readonly<Record<string, string>>[] = [
  {},
  { cookie: `${SESSION_COOKIE}=${newSessionToken(3)}` },
  { authorization: `Bearer ${"A".repeat(22)}.${"B".repeat(43)}` },
];

test.each(ROUTES.filter((route) => !SIGNED.test(route)))("a stranger's %s does not reach it", async (route) => {
  const { browser, request } = await goodRequest(world, route);
  const { method, path, body } = request;
  const { seen, settings } = counted();
  for (const headers of INVENTED) {
    const asked = new Request(browser.origin + path, {
      method,
      headers: { "x-yima": "1", "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body) }),
    });
    const answer = await app.fetch(asked, settings, createExecutionContext());
    await answer.body?.cancel();
  }
  expect(seen.calls).toBe(0);
});

test("the count sees a request to it", async () => {
  const { seen, settings } = counted();
  await settings.ISSUER.getByName("4201/issuer").jwks(Date.now());
  expect(seen.calls).toBe(1);
});

test("without published keys an isolate asks it at most once in ten seconds, however many strangers ask", async () => {
  await env.PUBLISHED.delete("jwks/42");
  const { seen, settings } = counted();
  for (let request = 0; request < 20; request += 1) {
    const asked = new Request("http://hubei.localhost/.well-known/jwks.json");
    expect((await app.fetch(asked, settings, createExecutionContext())).status).toBe(200);
  }
  expect(seen.calls).toBeLessThanOrEqual(1);
});

test("the public counts of manual changes may be cached for five minutes", async () => {
  const answer = await new Visitor().send("GET", "/api/v1/manual-changes");
  expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
  expect(await answer.json<ManualChanges>()).toEqual({ changes: [] });
});
