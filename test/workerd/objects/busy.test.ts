/** Calls to objects that were reset, lost or overloaded: when a repeat can help, the call is repeated once on a new stub; otherwise the caller gets `busy`, not an internal error. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { Accounts } from "../../../src/objects/accounts/object.ts";
import { stubOf } from "../../../src/objects/stub.ts";
import { createApp } from "../../../src/routes/app.ts";
import type { Env } from "../../../src/routes/env.ts";
import { deployedGateway } from "../../../src/objects/sms.ts";
import { aPhone } from "../builders.ts";
import { Visitor } from "../visitor.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** An error with the properties that the runtime sets, such as `retryable`. */
const fault = (properties: Readonly<Record<string, boolean>>) => Object.assign(new Error("the object is gone"), properties);

/** A namespace of objects whose stubs throw these errors, one per call, and afterwards call the real object. */
function failing<T extends Rpc.DurableObjectBranded>(namespace: DurableObjectNamespace<T>, faults: readonly Error[]) {
  const made: string[] = [];
  const left = [...faults];
  const getByName = (name: string) => {
    made.push(name);
    return new Proxy(namespace.getByName(name), {
      get: (stub, method) => {
        return (...args: readonly unknown[]) => {
          const bug = left.shift();
          return bug === undefined ? Reflect.apply(Reflect.get(stub, method) as () => unknown, stub, args) : Promise.reject(bug);
        };
      },
    });
  };
  return { namespace: { getByName } as unknown as DurableObjectNamespace<T>, made };
}

async function send(changes: Partial<Env>, path: string, init: RequestInit): Promise<Response> {
  vi.spyOn(console, "error").mockReturnValue();
  const app = createApp(deployedGateway, () => null);
  return app.fetch(new Request(`http://wuhan.localhost${path}`, init), { ...env, ...changes }, createExecutionContext());
}

async function loggedIn(): Promise<{ readonly headers: Record<string, string> }> {
  const visitor = await new Visitor().logIn(aPhone());
  return { headers: { cookie: visitor.cookie ?? "", "content-type": "application/json", "x-yima": "1" } };
}

test("a call to an object that is reset meanwhile is repeated, and the caller notices nothing", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  vi.spyOn(console, "error").mockReturnValue();
  const reset = vi.spyOn(Accounts.prototype, "loggedIn").mockImplementationOnce(function abort(this: Accounts) {
    (this as unknown as { readonly ctx: DurableObjectState }).ctx.abort("reset by a test");
    return null;
  });
  expect((await visitor.me()).people).toEqual([]);
  expect(reset).toHaveBeenCalledTimes(2);
});

test.each([
  ["retryable", { retryable: true }, 1, "200"],
  ["retryable twice", { retryable: true }, 2, "503 busy 5"],
  ["overloaded", { overloaded: true, retryable: true }, 1, "503 busy 5"],
  ["a bug", {}, 1, "500 internal_error null"],
])("a request to an object that fails as %s gets the matching answer", async (_, properties, times, expected) => {
  const { headers } = await loggedIn();
  const { namespace } = failing(
    env.ACCOUNTS,
    Array.from({ length: times }, () => fault(properties)),
  );
  const answer = await send({ ACCOUNTS: namespace }, "/api/v1/me", { headers });
  const body = await answer.json<{ readonly code?: string }>();
  expect(answer.ok ? "200" : `${answer.status} ${body.code} ${answer.headers.get("retry-after")}`).toBe(expected);
});

test.each([
  ["/api/v1/communities/420107001002/passes", { passes: [{ id: crypto.randomUUID(), code: "1".repeat(300) }] }],
  ["/api/v1/verify", { code: "1".repeat(300) }],
  ["/api/v1/verifications", { codes: ["1".repeat(300)] }],
])("the raw route %s answers busy too", async (path, body) => {
  const { headers } = await loggedIn();
  const overloaded = fault({ overloaded: true });
  const kv = { get: () => Promise.reject(overloaded), getWithMetadata: () => Promise.reject(overloaded) };
  const changes = {
    PUBLISHED: kv as unknown as KVNamespace,
    ACCOUNTS: failing(env.ACCOUNTS, [overloaded, overloaded]).namespace,
  };
  const answer = await send(changes, path, { method: "POST", headers, body: JSON.stringify(body) });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await answer.json()).toMatchObject({ code: "busy", retryAfterSeconds: 5 });
});

const LOST = fault({ retryable: true });

test("a repeat takes a new stub, and so do later calls of the same caller", async () => {
  const { namespace, made } = failing(env.CLIENTS, [LOST]);
  const stub = stubOf(namespace, "4201/clients");
  expect([await stub.clients(), await stub.clients()]).toEqual([[], []]);
  expect(made).toEqual(["4201/clients", "4201/clients"]);
});

test("a call that a repeat would change is not repeated, and the next call has a new stub", async () => {
  const { namespace, made } = failing(env.CLIENTS, [LOST]);
  const stub = stubOf(namespace, "4201/clients", ["clients"]);
  await expect(stub.clients()).rejects.toBe(LOST);
  expect(await stub.clients()).toEqual([]);
  expect(made).toHaveLength(2);
});

test("two calls over one lost connection take one new stub", async () => {
  const { namespace, made } = failing(env.CLIENTS, [LOST, LOST]);
  const stub = stubOf(namespace, "4201/clients");
  expect(await Promise.all([stub.clients(), stub.clients()])).toEqual([[], []]);
  expect(made).toHaveLength(2);
});
