/** The nation's deployment hosts a further issuer: two operators order it, each by a signed request, and no setting changes. docs/trust.md §11. */
import { createExecutionContext, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { OperatorsWaiting } from "../../../src/contract/operator.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { VerifyResponse } from "../../../src/contract/verify.ts";
import { PROPOSAL_LIFE_MS } from "../../../src/domain/proposal/proposal.ts";
import { deployedGateway } from "../../../src/objects/sms.ts";
import type { App } from "../../../src/routes/app.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { readApplication } from "../../../src/token/federation/application.ts";
import { anotherOperator, FIRST, SECOND, signedAct, TEST_OPERATORS } from "../../support/operators.ts";
import { publicHalf } from "../../../src/token/secret/operator.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { aRegister, hostingAtTheNation, JIANGXI, NATION, STREET } from "../hosting.ts";
import { type ShownCode, Visitor } from "../visitor.ts";

const { order, said, renewed, now, pass } = hostingAtTheNation();

const hosts = () => new Visitor("jiangxi.localhost").refusal("GET", "/.well-known/yima-issuer");

test.each([
  ["with a code that the register cannot hold", { code: "01" }, "400 bad_request /code"],
  ["with a code of three digits", { code: "360" }, "400 bad_request /code"],
  ["of a region that does not exist", { code: "99" }, "422 division_unknown /code"],
  ["that the setting has", { code: "4201", host: "another.localhost" }, "409 issuer_here"],
  ["at a host that the setting has", { host: "hubei.localhost" }, "409 host_taken"],
  ["whose gates would have a host of another issuer", { host: "nation.localhost" }, "409 host_taken"],
  ["beside the nation's host", { host: "jiangxi.example.cn" }, "422 host_not_below"],
  ["two labels below it", { host: "code.jiangxi.localhost" }, "422 host_not_below"],
  ["in capitals", { host: "Jiangxi.localhost" }, "422 host_not_below"],
  ["with shards that are no power of two", { shards: 12 }, "400 bad_request /shards"],
  ["with colours from no moment", { coloursFrom: "2026-11-01" }, "400 bad_request /coloursFrom"],
  ["with a name that officers cannot read", { name: { zh: "江西‮省", en: "Jiangxi" } }, "400 bad_request /name"],
  ["with another setting", { credentialsPerPhone: 8 }, "400 bad_request /credentialsPerPhone"],
])("an issuer %s is not hosted", async (_, changes, refusal) => {
  expect(await said(changes)).toBe(refusal);
});

test("only the nation's host takes orders, of operators", async () => {
  expect(await said({}, FIRST, "hubei.localhost", "42")).toBe("422 not_the_nation");
  expect(await said({}, await anotherOperator())).toBe("401 operator_request_refused");
});

test("without the files of trust nobody is hosted: two officers could not decide whom others believe", async () => {
  const { YIMA_TRUST_ROOT } = env;
  Object.assign(env, { YIMA_TRUST_ROOT: "" });
  const answer = await said();
  Object.assign(env, { YIMA_TRUST_ROOT });
  expect(answer).toBe("422 not_the_nation");
});

test("an order waits for a second operator who says the same", async () => {
  expect(await said()).toBe("202 proposed");
  expect(await said()).toBe("202 proposed");
  expect(await said({ shards: 2 }, SECOND)).toBe("202 proposed");
  const waiting = await signedAct("0", { act: "list" });
  const { hostings } = await new Visitor(NATION).ask<OperatorsWaiting>("POST", "/api/v1/operator/waiting", waiting);
  const told = { ...JIANGXI, providers: [], at: new Date(now()).toISOString() };
  expect(hostings).toEqual([
    { ...told, by: "operator-1" },
    { ...told, shards: 2, by: "operator-2" },
  ]);
  const elsewhere = await signedAct("42", { act: "list" });
  const there = new Visitor("hubei.localhost").ask<OperatorsWaiting>("POST", "/api/v1/operator/waiting", elsewhere);
  expect((await there).hostings).toEqual([]);
  // Another key of the first operator is no second operator.
  const again = await anotherOperator(FIRST.name);
  Object.assign(env, { YIMA_OPERATORS: JSON.stringify([...JSON.parse(TEST_OPERATORS), publicHalf(again)]) });
  expect(await said({}, again)).toBe("202 proposed");
  Object.assign(env, { YIMA_OPERATORS: TEST_OPERATORS });
  expect(await hosts()).toBe("421 host_unknown");
});

test("an order of a week ago counts no more", async () => {
  pass(PROPOSAL_LIFE_MS);
  expect(await said({}, SECOND)).toBe("202 proposed");
  expect(await hosts()).toBe("421 host_unknown");
});

/** A code of Wuhan, which Wuhan's own gates believe. */
let wuhan: ShownCode;

async function wuhanAt(host: string): Promise<VerifyResponse> {
  const code = await liveCode(wuhan.jws, wuhan.deviceKey, Date.now());
  return new Visitor(host).ask<VerifyResponse>("POST", "/api/v1/verify", { code });
}

test("meanwhile the isolate reads the keys of the issuers that it serves", async () => {
  const visitor = await new Visitor().logIn(aPhone());
  const person = await visitor.bind("尹静姝", aResidentNumber());
  await visitor.declare(person);
  wuhan = await visitor.show(person);
  expect(await wuhanAt("wuhan.localhost")).toMatchObject({ valid: true });
});

test("hosted by two, it has its keys, its statement and its application, and its hosts are served within a minute", async () => {
  const { status, body } = await order();
  expect([status, body["state"], body["origin"]]).toEqual([201, "hosted", "http://jiangxi.localhost:8787"]);
  const application = await readApplication(body["application"] ?? "", true);
  expect(application).toMatchObject({ issuer: "36", name: JIANGXI.name, origin: "http://jiangxi.localhost:8787", mode: "A" });
  expect(await said({}, SECOND)).toBe("201 hosted");
  expect(await said({ shards: 2 }, SECOND)).toBe("409 issuer_here");
  await renewed();
  for (const below of ["", "gate.", "office."]) {
    const facts = await new Visitor(`${below}jiangxi.localhost`).ask("GET", "/.well-known/yima-issuer");
    expect(facts).toMatchObject({ code: "36", name: JIANGXI.name });
  }
  const statement = await new Visitor("localhost").send("GET", "/.well-known/trust/statement/36");
  expect([statement.status, (await statement.text()).split(".").length]).toEqual([200, 3]);
});

test("from its first verification on its gates believe no other issuer that the register does not list", async () => {
  expect(await wuhanAt("gate.jiangxi.localhost")).toMatchObject({ valid: false, refusal: { code: "issuer_unknown" } });
});

test("both signed requests are kept", async () => {
  const rows = await runInDurableObject(env.NATION.getByName("0/nation"), (_, { storage }) =>
    storage.sql.exec("SELECT first, second FROM hosted").toArray(),
  );
  expect(rows.map(Object.values)).toEqual([[expect.stringMatching(/^e.*\..*\./), expect.stringMatching(/^e.*\..*\./)]]);
});

/** Writes rows into the nation's object, which go again after the order. */
async function withRows(insert: string, bindings: readonly (readonly (string | number)[])[], remove: string): Promise<string> {
  const object = env.NATION.getByName("0/nation");
  const run = (texts: readonly (readonly [string, readonly (string | number)[]])[]) =>
    runInDurableObject(object, (_, { storage }) => texts.forEach(([text, values]) => void storage.sql.exec(text, ...values)));
  await run(bindings.map((values) => [insert, values]));
  const answer = await said({ code: "37", host: "shandong.localhost" });
  await run([[remove, []]]);
  return answer;
}

test("no more than 40 are hosted, and no more than 100 orders wait", async () => {
  const row = (code: number) => [`${code}`, JSON.stringify({ code: `${code}`, hosts: [`h${code}.localhost`] }), now(), "a", "b"];
  const hosted = Array.from({ length: 39 }, (_, at) => row(5001 + at));
  const insert = "INSERT INTO hosted (code, issuer, at, first, second) VALUES (?, ?, ?, ?, ?)";
  expect(await withRows(insert, hosted, "DELETE FROM hosted WHERE code LIKE '50__'")).toBe("409 too_many_hosted");
  const orders = Array.from({ length: 100 }, (_, at) => [`${5001 + at}`, "operator-2", "{}", now(), "a"]);
  const waiting = "INSERT INTO hostings (code, operator, issuer, at, request) VALUES (?, ?, ?, ?, ?)";
  expect(await withRows(waiting, orders, "DELETE FROM hostings")).toBe("409 too_many_proposals");
});

test("an issuer that the register lists with its own system is not hosted", async () => {
  const text = await aRegister(
    { code: "37", name: { zh: "山东省", en: "Shandong" }, origin: "https://code.shandong.gov.cn" },
    now(),
  );
  const insert = "INSERT INTO registers (seq, hash, at, text) VALUES (?, ?, ?, ?)";
  expect(await withRows(insert, [[1, "h", now(), text]], "DELETE FROM registers")).toBe("409 issuer_elsewhere");
});

test("a resident there declares and shows a code, which the issuer's own gate believes", async () => {
  const visitor = await new Visitor("jiangxi.localhost").logIn(aPhone());
  const person: Person = await visitor.bind("徐江西", aResidentNumber());
  await visitor.declare(person, { presentPlace: { division: STREET }, addressHere: { division: STREET, detail: "1 号" } });
  const { digits } = await visitor.show(person);
  const verdict = await new Visitor("gate.jiangxi.localhost").ask<VerifyResponse>("POST", "/api/v1/verify", { code: digits });
  expect(verdict).toMatchObject({ valid: true, issuer: "36" });
  const nation = await new Visitor("localhost").ask<VerifyResponse>("POST", "/api/v1/verify", { code: digits });
  expect(nation).toMatchObject({ valid: false, refusal: { code: "issuer_unknown" } });
});

test("its first administrator is appointed by an operator, as everywhere", async () => {
  const [phone, number] = [aPhone(), aResidentNumber()];
  const visitor = await new Visitor("jiangxi.localhost").logIn(phone);
  const person = await visitor.bind("顾守信", number);
  await visitor.declare(person, { presentPlace: { division: STREET }, addressHere: { division: STREET, detail: "1 号" } });
  const act = await signedAct("36", { act: "appoint", division: "36", name: "顾守信", phone, reason: "首任" });
  expect(await new Visitor("jiangxi.localhost").refusal("POST", "/api/v1/operator/administrators", act)).toBe("201");
});

test("a bad row, or one that the setting has, is left out and logged, and the others are served", async () => {
  const text = (await env.PUBLISHED.get("hosted-issuers")) ?? "[]";
  const [row] = JSON.parse(text) as readonly object[];
  const rows = [null, { ...row, code: "37", shards: 12 }, { ...row, code: "42", hosts: ["x.localhost"] }, { ...row, code: "38" }];
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  await env.PUBLISHED.put("hosted-issuers", JSON.stringify([...rows.slice(0, 3), row, rows[3]]));
  await renewed();
  expect(await hosts()).toBe("200");
  expect(await new Visitor("hubei.localhost").refusal("GET", "/.well-known/yima-issuer")).toBe("200");
  expect(await new Visitor("x.localhost").refusal("GET", "/.well-known/yima-issuer")).toBe("421 host_unknown");
  const lines = log.mock.calls.map(([line]) => String(line)).filter((line) => line.includes("left out"));
  expect(lines).toEqual([
    "a hosted issuer is left out, broken at: ",
    "a hosted issuer is left out, broken at: shards",
    "the hosted issuer 42 is left out: its code or a host belongs to another one",
    "the hosted issuer 38 is left out: its code or a host belongs to another one",
  ]);
  await env.PUBLISHED.put("hosted-issuers", "no list");
  await renewed();
  expect(await hosts()).toBe("421 host_unknown");
  expect(await new Visitor("hubei.localhost").refusal("GET", "/.well-known/yima-issuer")).toBe("200");
  await env.PUBLISHED.put("hosted-issuers", text);
  await renewed();
  expect(await hosts()).toBe("200");
});

/** The reads of a KV that fails. */
const asked: string[] = [];
const silent = new Proxy(env.PUBLISHED, {
  get: (_, name) => (key: string) => {
    asked.push(`${String(name)} ${key}`);
    return Promise.reject(new Error("KV fails"));
  },
});

async function madeApp(): Promise<App> {
  return (await import("../../../src/routes/app.ts")).createApp(deployedGateway, () => null);
}

async function statusAt(app: Pick<App, "fetch">, host: string): Promise<number> {
  const request = new Request(`http://${host}/api/v1/time`);
  return (await app.fetch(request, { ...env, PUBLISHED: silent }, createExecutionContext())).status;
}

test("a warm isolate reads nothing from KV for a request, and a new one whose KV fails serves the hosts of the setting", async () => {
  await renewed();
  const warm = await madeApp();
  expect([await statusAt(warm, "jiangxi.localhost"), await statusAt(warm, "localhost"), asked]).toEqual([200, 200, []]);
  vi.resetModules();
  const isolate = await madeApp();
  expect([await statusAt(isolate, "localhost"), await statusAt(isolate, "jiangxi.localhost")]).toEqual([200, 500]);
  expect(new Set(asked)).toEqual(new Set(["get hosted-issuers"]));
  const health = new Request("http://jiangxi.localhost/healthz");
  const answer = await isolate.fetch(health, { ...env, PUBLISHED: silent }, createExecutionContext());
  expect(await answer.text()).toBe("ok");
});
