/** The verb query-health: a client learns the colour of the person who shows it a code, the person reads the look, and a revoked client learns nothing. Decision 83. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { DivisionLooks, Looks } from "../../../src/contract/track.ts";
import { dateOf } from "../../../src/domain/china-time.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { anOfficer } from "../officer.ts";
import { shardOfPerson } from "../people/shard-of.ts";
import { Visitor } from "../visitor.ts";
import { aClientKey, aKeyedClient, type KeyedClient, showing, tokenOf } from "./keyed-client.ts";

const QUERY = "/api/v1/interface/query-health";
const HUBEI = "hubei.localhost";
const ASKED = { purpose: "入院登记", basis: "本人同意" };
let first: Visitor;
let second: Visitor;
let client: KeyedClient;

beforeAll(async () => {
  first = (await anOfficer()).visitor;
  second = (await anOfficer()).visitor;
  client = await aKeyedClient(first, second, ["query-health", "query-health.detail"]);
});
afterEach(() => {
  vi.useRealTimers();
});

/** A person who has declared, and a code that their phone shows now. */
async function aHolder(host = "wuhan.localhost") {
  const visitor = await new Visitor(host).logIn(aPhone());
  const number = aResidentNumber();
  const person = await visitor.bind("王芳", number);
  await visitor.declare(person);
  return { visitor, person, number, ...(await visitor.show(person)) };
}

const asking = (code: string) => ({ person: { code }, ...ASKED });
const bearing = (token: string) => ({ authorization: `Bearer ${token}` });
const query = (body: unknown, headers: Readonly<Record<string, string>>, host?: string) =>
  new Visitor(host).send("POST", QUERY, body, { "x-yima": "", ...headers });

async function outcome(body: unknown, headers: Readonly<Record<string, string>>, host?: string): Promise<string> {
  const answer = await query(body, headers, host);
  const { returnCode, code, pointer } = await answer.json<{ returnCode: number; code?: string; pointer?: string }>();
  return [answer.status, returnCode, code, pointer].filter((part) => part !== undefined).join(" ");
}

test("the client learns the colour, and the person and the offices read who asked, why and on which basis", async () => {
  const { visitor, person, digits } = await aHolder();
  const answer = await query(asking(digits), bearing(await tokenOf(client, "query-health")));
  expect([answer.status, await answer.json()]).toEqual([
    200,
    {
      returnCode: 0,
      colour: "none",
      issuer: "4201",
      since: expect.any(String),
      until: null,
      source: expect.any(String),
      declaredAt: expect.any(String),
    },
  ]);
  const { looks } = await visitor.ask<Looks>("GET", `/api/v1/people/${person.id}/looks`);
  const purpose = { kind: "other", text: "省疾控数据平台：入院登记（本人同意）" };
  const look = { office: "4201", officeName: "武汉市", purpose, extent: "colour", intact: true };
  expect(looks).toEqual([{ at: expect.any(String), ...look }]);
  const above = await first.ask<DivisionLooks>("GET", "/api/v1/divisions/4201/looks");
  expect(above.looks[0]).toEqual({ at: expect.any(String), ...look, maskedPhone: "省疾控数据平台", maskedName: "王**" });
});

test("the reason comes with the scope for it only", async () => {
  const { digits } = await aHolder();
  const both = bearing(await tokenOf(client, "query-health query-health.detail"));
  const detailed = await (await query(asking(digits), both)).json<{ reason?: object }>();
  expect(detailed.reason).toEqual({ zh: expect.any(String), en: expect.any(String) });
  expect(await outcome(asking(digits), bearing(await tokenOf(client, "query-health.detail")))).toBe("403 20003 verb_not_granted");
});

test("a colour of an issuer with colours is the present one", async () => {
  const officers = [(await anOfficer(HUBEI, "42")).visitor, (await anOfficer(HUBEI, "42")).visitor] as const;
  const ofHubei = await aKeyedClient(...officers, ["query-health"], "42");
  const { digits } = await aHolder(HUBEI);
  const token = await tokenOf(ofHubei, "query-health", null, `http://${HUBEI}`);
  const answer = await query(asking(digits), bearing(token), HUBEI);
  expect(await answer.json()).toMatchObject({ returnCode: 0, issuer: "42", colour: expect.stringMatching(/^(green|grey)$/) });
  expect(await outcome(asking(digits), bearing(token))).toBe("401 20001 token_refused");
});

test("a code that is too old, altered, of another issuer or replaced is refused, and no look is written", async () => {
  const { visitor, person, number, digits, jws, deviceKey } = await aHolder();
  const headers = bearing(await tokenOf(client, "query-health"));
  const old = await liveCode(jws, deviceKey, Date.now() - 60_000);
  expect(await outcome(asking(old), headers)).toBe("422 40020 code_not_accepted /person/code");
  expect(await outcome(asking("1"), headers)).toBe("422 40002 code_not_accepted /person/code");
  const elsewhere = await aHolder(HUBEI);
  expect(await outcome(asking(elsewhere.digits), headers)).toBe("409 30001 unknown_holder /person/code");
  const { shard, person: key } = await shardOfPerson(number, "4201");
  await runInDurableObject(shard, (_, { storage }) =>
    storage.sql.exec("UPDATE credentials SET revoked_at = ? WHERE person = ?", Date.now(), key),
  );
  expect(await outcome(asking(digits), headers)).toBe("409 40024 revoked");
  const { looks } = await visitor.ask<Looks>("GET", `/api/v1/people/${person.id}/looks`);
  expect(looks).toEqual([]);
});

test.each([
  [{ purpose: "" }, "400 10001 bad_request /purpose"],
  [{ basis: undefined }, "400 10001 bad_request /basis"],
  [{ purpose: "长".repeat(61) }, "400 10001 bad_request /purpose"],
  [{ person: { document: { type: "10", number: "1" } } }, "400 10001 bad_request /person/code"],
])("a request with %o is refused", async (changes, refusal) => {
  const headers = bearing(await tokenOf(client, "query-health"));
  expect(await outcome({ ...asking("1"), ...changes }, headers)).toBe(refusal);
});

test("a revoked client is refused at its next act, though its token still lasts", async () => {
  const { visitor, person, digits } = await aHolder();
  const gone = await aKeyedClient(first, second, ["query-health"]);
  const headers = bearing(await tokenOf(gone, "query-health"));
  expect(await outcome(asking(digits), headers)).toBe("200 0");
  await first.ask("POST", `/api/v1/clients/${gone.id}/revocations`);
  expect(await outcome(asking(digits), headers)).toBe("401 20001 token_refused");
  const { looks } = await visitor.ask<Looks>("GET", `/api/v1/people/${person.id}/looks`);
  expect(looks).toHaveLength(1);
});

test("a proof of possession counts once at a person", async () => {
  const { digits } = await aHolder();
  const key = await aClientKey("1");
  const token = await tokenOf(client, "query-health", key);
  const headers = await showing(token, key, "query-health");
  expect(await outcome(asking(digits), headers)).toBe("200 0");
  expect(await outcome(asking(digits), headers)).toBe("401 20002 proof_refused");
  expect(await outcome(asking(digits), await showing(token, key, "query-health"))).toBe("200 0");
});

test("after 2,000 answers a client waits until the next day of China", async () => {
  const { digits } = await aHolder();
  const one = await aKeyedClient(first, second, ["query-health"]);
  const headers = bearing(await tokenOf(one, "query-health"));
  await runInDurableObject(env.CLIENTS.getByName("4201/clients"), (_, { storage }) =>
    storage.sql.exec("INSERT INTO looks_of_day (id, day, looks) VALUES (?, ?, 1999)", one.id, dateOf(Date.now())),
  );
  expect(await outcome(asking(digits), headers)).toBe("200 0");
  const refused = await query(asking(digits), headers);
  expect([refused.status, Number(refused.headers.get("retry-after")) > 0]).toEqual([429, true]);
  await runInDurableObject(env.CLIENTS.getByName("4201/clients"), (_, { storage }) =>
    storage.sql.exec("UPDATE looks_of_day SET day = '2020-01-01' WHERE id = ?", one.id),
  );
  expect(await outcome(asking(digits), headers)).toBe("200 0");
});
