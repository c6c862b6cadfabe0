/** Clients (other systems with access) on the real runtime: approved by two officers, limited by right, scope and issuer, revoked at once. Source: architecture.md. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { base64url } from "jose";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Client, ClientWithSecret, Clients } from "../../../src/contract/client.ts";
import type { FactReceipt, FactImport } from "../../../src/contract/fact.ts";
import { toHex } from "../../../src/domain/hex.ts";
import { PATIENT } from "../../support/patience.ts";
import { aFact, anArea } from "../builders.ts";
import { aClientKey } from "../interface/keyed-client.ts";
import { aClient, aClientRequest, anOfficer } from "../officer.ts";
import { behindProxy, byProxy } from "../proxy.ts";
import { Visitor } from "../visitor.ts";

const FACTS = "/api/v1/facts";
let first: Visitor;
let second: Visitor;

const bearing = (bearer: string) => ({ authorization: `Bearer ${bearer}` });
const enter = (bearer: string, fact: object = aFact(), host = "wuhan.localhost") =>
  new Visitor(host).refusal("POST", FACTS, fact, bearing(bearer));
const listed = async (id: string): Promise<Client | undefined> =>
  (await first.ask<Clients>("GET", "/api/v1/clients")).clients.find((one) => one.id === id);

beforeAll(async () => {
  first = (await anOfficer()).visitor;
  second = (await anOfficer()).visitor;
});
afterEach(() => {
  vi.useRealTimers();
});

test("a new client has no rights until another officer approves it, and its secret is shown once", async () => {
  const { client, bearer } = await first.ask<ClientWithSecret>("POST", "/api/v1/clients", aClientRequest());
  expect(client).toEqual({
    id: expect.any(String),
    name: "省疾控数据平台",
    scope: "4201",
    scopeName: "武汉市",
    rights: ["facts", "areas", "verify"],
    verbs: [],
    keys: [],
    state: "waiting",
    made: { at: expect.any(String), maskedPhone: expect.stringMatching(/^139\*{5}\d{3}$/) },
    madeByMe: true,
    approved: null,
    revoked: null,
    lastUsedAt: null,
  });
  if (bearer === null) throw new Error("a client with rights has a secret");
  expect(await enter(bearer)).toBe("401 client_refused");
  const approval = `/api/v1/clients/${client.id}/approvals`;
  expect(await first.refusal("POST", approval)).toBe("409 same_officer");
  await second.ask("POST", approval);
  expect(await enter(bearer)).toBe("200");
  expect(await second.refusal("POST", approval)).toBe("409 client_decided");
  const row = await listed(client.id);
  expect(row).toMatchObject({ state: "active", lastUsedAt: expect.stringMatching(/:[0-5]0:00\.000Z$/) });
  expect(JSON.stringify(row)).not.toContain(bearer.split(".")[1]);
});

test("a client with keys and no rights has no secret, and the other officer compares the begin of each key's thumbprint", async () => {
  const { jwk, thumbprint } = await aClientKey("2026-1");
  const request = aClientRequest({ rights: [], verbs: ["verify-code"], jwks: { keys: [jwk] } });
  const { client, bearer } = await first.ask<ClientWithSecret>("POST", "/api/v1/clients", request);
  expect(bearer).toBeNull();
  await second.ask("POST", `/api/v1/clients/${client.id}/approvals`);
  const row = await listed(client.id);
  expect(row).toMatchObject({ state: "active", rights: [], verbs: ["verify-code"] });
  expect(row?.keys.map(({ kid, fingerprint }) => [kid, fingerprint.replaceAll(" ", "")])).toEqual([
    ["2026-1", toHex(base64url.decode(thumbprint)).slice(0, 20)],
  ]);
  expect(await enter(`${client.id}.`)).toBe("401 client_refused");
});

test("a client of an earlier release, whose row has neither verbs nor keys, keeps its secret and its rights", async () => {
  const { id, bearer } = await aClient(first, second);
  await runInDurableObject(env.CLIENTS.getByName("4201/clients"), (_, { storage }) =>
    storage.sql.exec("UPDATE clients SET body = json_remove(body, '$.verbs', '$.keys') WHERE id = ?", id),
  );
  expect(await enter(bearer)).toBe("200");
  expect(await listed(id)).toMatchObject({ rights: ["facts", "areas", "verify"], verbs: [], keys: [] });
});

test("only the hash of the secret is stored", async () => {
  const { bearer } = await aClient(first, second);
  const [, secret = ""] = bearer.split(".");
  const rows = await runInDurableObject(env.CLIENTS.getByName("4201/clients"), (_, { storage }) =>
    storage.sql.exec("SELECT * FROM clients").toArray(),
  );
  expect(secret).toHaveLength(43);
  expect(JSON.stringify(rows)).not.toContain(secret);
});

test("an entry of a client changes the colour like any other entry: first new, then known", async () => {
  const { bearer } = await aClient(first, second);
  const fact = aFact();
  const send = async () => (await new Visitor().send("POST", FACTS, fact, bearing(bearer))).json<FactReceipt>();
  expect([await send(), await send()]).toEqual([{ changed: true }, { changed: false }]);
});

test.each([
  ["a secret that is another", (bearer: string) => bearer.slice(0, -1) + (bearer.endsWith("A") ? "B" : "A")],
  ["another id", (bearer: string) => `AAAAAAAAAAAAAAAA.${bearer.split(".")[1]}`],
  ["no secret", (bearer: string) => bearer.split(".")[0] ?? ""],
  ["an empty bearer", () => ""],
])("%s is refused", async (_, spoil) => {
  const { bearer } = await aClient(first, second);
  expect(await enter(spoil(bearer))).toBe("401 client_refused");
});

test("a revoked client is refused at once and for good, and one officer may revoke it", async () => {
  const { id, bearer } = await aClient(first, second);
  expect(await enter(bearer)).toBe("200");
  await first.ask("POST", `/api/v1/clients/${id}/revocations`);
  expect(await enter(bearer)).toBe("401 client_refused");
  expect(await second.refusal("POST", `/api/v1/clients/${id}/approvals`)).toBe("409 client_decided");
  expect(await second.refusal("POST", `/api/v1/clients/${id}/revocations`)).toBe("409 client_decided");
  expect(await listed(id)).toMatchObject({ state: "revoked", revoked: { maskedPhone: expect.any(String) } });
});

test("a client of one issuer is refused by another", async () => {
  const { bearer } = await aClient(first, second);
  expect(await enter(bearer, aFact(), "hubei.localhost")).toBe("401 client_refused");
});

test("a client enters lists of its own scope, one by one, by file and for areas, and no other lists", async () => {
  const { bearer } = await aClient(first, second, { scope: "420107" });
  expect(await enter(bearer, aFact({ source: "420107" }))).toBe("200");
  expect(await enter(bearer, aFact({ source: "420106" }))).toBe("403 outside_scope /source");
  const area = (division: string) =>
    new Visitor().refusal("POST", "/api/v1/areas", anArea({ division, source: "4201" }), bearing(bearer));
  expect([await area("420107"), await area("420106")]).toEqual(["200", "403 outside_scope /division"]);
  const lines = ["420107", "420106"].map((source) => JSON.stringify(lineOf(aFact({ source }))));
  const text = `${lines.join("\n")}\n`;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const path = `${FACTS}/${toHex(new Uint8Array(digest))}`;
  const browser = new Visitor();
  expect((await browser.send("PUT", `${path}?format=ndjson`, text, bearing(bearer))).status).toBe(202);
  const object = env.FACT_IMPORT.getByName(`4201/facts/${path.split("/").at(-1)}`);
  await vi.waitFor(async () => expect((await object.view())?.state).toBe("done"), PATIENT);
  const fileImport = await (await browser.send("GET", path, undefined, bearing(bearer))).json<FactImport>();
  expect(fileImport).toMatchObject({ entered: 1, refused: 1, errors: [{ line: 2, code: "outside_scope", field: "source" }] });
});

test("a client without a right is refused", async () => {
  const { bearer } = await aClient(first, second, { rights: ["verify"] });
  expect(await enter(bearer)).toBe("403 client_right_missing");
  expect(await new Visitor().refusal("POST", "/api/v1/areas", anArea(), bearing(bearer))).toBe("403 client_right_missing");
});

test("a login next to a bearer is ignored, and a client has no session", async () => {
  expect(await first.refusal("POST", "/api/v1/areas", anArea(), bearing("x"))).toBe("401 client_refused");
  const { bearer } = await aClient(first, second);
  expect(await new Visitor().refusal("GET", "/api/v1/clients", undefined, bearing(bearer))).toBe("401 not_logged_in");
});

test("a client waits after 600 acts in a minute, and continues in the next minute", async () => {
  vi.setSystemTime(Date.UTC(2036, 0, 1, 0, 0, 30));
  const { id, bearer } = await aClient((await anOfficer()).visitor, (await anOfficer()).visitor);
  const hash = await runInDurableObject(env.CLIENTS.getByName("4201/clients"), (object, { storage }) => {
    const { secret_hash } = storage.sql.exec<{ secret_hash: string }>("SELECT secret_hash FROM clients WHERE id = ?", id).one();
    for (let use = 0; use < 600; use += 1) object.use(id, secret_hash, Date.now());
    return secret_hash;
  });
  expect(hash).toHaveLength(64);
  const answer = await new Visitor().send("POST", FACTS, aFact(), bearing(bearer));
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "30"]);
  vi.setSystemTime(Date.UTC(2036, 0, 1, 0, 1, 0));
  expect(await enter(bearer)).toBe("200");
});

test("at the limit of an address only a client with the right to verify still verifies", async () => {
  vi.setSystemTime(Date.UTC(2036, 0, 1, 1, 0, 0));
  const officers = [(await anOfficer()).visitor, (await anOfficer()).visitor] as const;
  const { bearer } = await aClient(...officers, { rights: ["verify"] });
  const other = await aClient(...officers, { rights: ["facts"] });
  const from = byProxy("203.0.113.7");
  const verify = (headers: object) => new Visitor().refusal("POST", "/api/v1/verify", { code: "1" }, { ...from, ...headers });
  await behindProxy(async () => {
    for (let count = 0; count < 240; count += 1) await verify({});
    expect(await verify({})).toBe("429 too_many_requests");
    expect(await verify(bearing(bearer))).toBe("200");
    expect(await verify(bearing(other.bearer))).toBe("429 too_many_requests");
    expect(await verify(bearing("x"))).toBe("429 too_many_requests");
  });
});

const KEY = (await aClientKey("1")).jwk;
const OFF_CURVE = { ...KEY, y: KEY.x };
const keyed = (...keys: readonly object[]) => ({ rights: [], verbs: ["verify-code"], jwks: { keys } });

test.each([
  ["verbs without keys", { rights: [], verbs: ["verify-code"] }, "400 bad_request /jwks"],
  ["keys without verbs", { jwks: { keys: [KEY] } }, "400 bad_request /jwks"],
  ["no key", keyed(), "400 bad_request /jwks/keys"],
  ["a fifth key", keyed(...[1, 2, 3, 4, 5].map((kid) => ({ ...KEY, kid: `${kid}` }))), "400 bad_request /jwks/keys"],
  ["two keys of one name", keyed(KEY, KEY), "400 bad_request /jwks/keys"],
  ["a private half", keyed({ ...KEY, d: KEY.x }), "400 bad_request /jwks/keys/0/d"],
  ["a key for encryption", keyed({ ...KEY, use: "enc" }), "400 bad_request /jwks/keys/0/use"],
  ["another curve", keyed({ ...KEY, crv: "P-384" }), "400 bad_request /jwks/keys/0/crv"],
  ["another spelling of a coordinate", keyed({ ...KEY, x: `${KEY.x}=` }), "400 bad_request /jwks/keys/0/x"],
  ["a point off the curve", keyed(KEY, { ...OFF_CURVE, kid: "2" }), "400 bad_request /jwks/keys/1"],
  ["an unknown verb", { ...keyed(KEY), verbs: ["colour"] }, "400 bad_request /verbs/0"],
])("a client with %s is refused", async (_, changes, refusal) => {
  expect(await first.refusal("POST", "/api/v1/clients", aClientRequest(changes))).toBe(refusal);
});

test.each([
  [{ name: " " }, "400 bad_request /name"],
  [{ rights: [] }, "400 bad_request /rights"],
  [{ rights: ["colour"] }, "400 bad_request /rights/0"],
  [{ scope: "430100" }, "422 division_unknown /scope"],
  [{ scope: "42019" }, "400 bad_request /scope"],
  [{ secret: "mine" }, "400 bad_request /secret"],
])("the request for a client with %o is refused", async (changes, refusal) => {
  expect(await first.refusal("POST", "/api/v1/clients", aClientRequest(changes))).toBe(refusal);
});

/** The fields of a fact as a line of NDJSON has them, with those of the document beside the others. */
function lineOf({ document, ...rest }: Record<string, unknown>): object {
  return { ...(document as object), ...rest };
}
