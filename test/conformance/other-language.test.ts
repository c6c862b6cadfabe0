/**
 * An issuer in Python, written from docs/trust.md and docs/code-format.md alone, with Debian's PyJWT and cryptography: two officers admit it, gates in Wuhan believe
 * and register its codes, it changes its key, and it is suspended. It reads the nation's files, whose signatures OpenSSL verifies too.
 */
import type { JsonWebKey } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { passesResponse } from "../../src/contract/pass.ts";
import { track } from "../../src/contract/track.ts";
import { verifyResponse } from "../../src/contract/verify.ts";
import type { IssuerCode } from "../../src/domain/issuer/issuer.ts";
import { readStatusList, statusIn } from "../../src/token/status/read-status-list.ts";
import { readTrust } from "../../src/token/status/trust.ts";
import { ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, POINTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo, liveCodeOf } from "../../tools/demo.ts";
import { freePorts } from "../../tools/free-ports.ts";
import { needPython, type PythonPrograms } from "../../tools/python.ts";
import { aTestNation, NATION, officerOf, recognise, suspendIssuer, type TestNation } from "../support/nation.ts";
import { LOADED_MS, PATIENT } from "../support/patience.ts";
import { firstPart, opensslVerifies, payloadOf } from "../support/openssl.ts";
import { PythonIssuer } from "../support/python-issuer.ts";
import { type Running, startRunning } from "../support/running.ts";

const CODE = "4401" as IssuerCode;
/** A street of Guangzhou, and one of Shenzhen. */
const [STREET, ELSEWHERE] = ["440106002000", "440304001000"];
/** A community of Guangzhou that its officers may have added. */
const VISITED = "440106002950";
const FIRST_PORT = 8950;

let programs: PythonPrograms;
let nation: TestNation;
let running: Running;
let guangzhou: PythonIssuer;
let origin: string;
const folder = mkdtempSync(join(tmpdir(), "yima-python-"));
/** Codes of its first key. */
let live: string;
let paper: string;

beforeAll(async () => {
  programs = await needPython();
  nation = await aTestNation();
  running = await startRunning({ bindings: nation.bindings });
  await fillDemo(running.port);
  await recognise(running, nation, [
    ["0", NATION],
    ["4201", HOSTS.resident],
  ]);
  const [port = FIRST_PORT] = await freePorts(FIRST_PORT, 1);
  origin = `http://localhost:${port}`;
  guangzhou = new PythonIssuer(programs.python, folder);
  await guangzhou.act("begin", z.unknown(), { code: CODE, zh: "广州市", en: "Guangzhou", origin });
  await guangzhou.serve(port);
  [live, paper] = [await guangzhou.issue("live", STREET), await guangzhou.issue("paper", STREET)];
});
afterAll(async () => {
  await guangzhou.close();
  await running.dispose();
  nation.remove();
  rmSync(folder, { recursive: true });
});

/** Reads the nation's files. */
function read() {
  const at = { nation: `http://${NATION}:${running.port}`, root: join(nation.directory, "root.json") };
  return guangzhou.act("read", z.looseObject({ refused: z.array(z.string()), issuers: z.record(z.string(), z.unknown()) }), at);
}

/** Makes a statement that names the register that holds, and hands it in. */
async function handIn() {
  expect(await read()).toMatchObject({ refused: [] });
  return guangzhou.act("state", z.object({ status: z.int(), answer: z.string() }), {
    nation: `http://${NATION}:${running.port}`,
  });
}

async function officer(number: 1 | 2, ...words: readonly string[]): Promise<void> {
  const { status, output } = await officerOf(running, nation, number, ...words);
  expect(status, output).toBe(0);
}

/** What the gate in Wuhan says of a credential that is shown now: `valid`, or the code of the refusal. */
async function verdict(handle: string): Promise<string> {
  const body = { code: await guangzhou.show(handle) };
  const answer = await running.visitor(HOSTS.resident).ask("POST", "/api/v1/verify", verifyResponse, body);
  return answer.valid ? "valid" : answer.refusal.code;
}

/** A file that the nation serves. */
async function file(path: string): Promise<string> {
  return (await running.visitor(NATION).send("GET", `/.well-known/trust/${path}`)).text;
}

function until(handle: string, wanted: string): Promise<void> {
  return expect.poll(() => verdict(handle), { timeout: LOADED_MS, interval: 1000 }).toBe(wanted);
}

test("before its admission a gate in Wuhan does not know it, and the nation takes no statement of it", async () => {
  expect(await verdict(live)).toBe("issuer_unknown");
  expect(await handIn()).toEqual({ status: 200, answer: "issuer_not_member" });
});

test("two officers admit its application, and a gate in Wuhan accepts its live and its paper codes", async () => {
  const out = join(folder, "guangzhou.application");
  await guangzhou.act("apply", z.unknown(), { out });
  await officer(1, "admit", out);
  await officer(2, "sign");
  expect(await handIn()).toEqual({ status: 200, answer: "taken" });
  await until(live, "valid");
  expect(await verdict(paper)).toBe("valid");
});

test("a gate registers its code as a pass, with the name in the code, and tells it of the visit once, also if it was down", async () => {
  const collector = running.visitor(HOSTS.collector);
  await collector.logIn(COLLECTOR.phone);
  const visits = () => guangzhou.act("visited", z.array(z.unknown()));
  const port = Number(new URL(origin).port);
  await guangzhou.close();
  let letters = 0;
  const broken = createServer((_, answer) => {
    letters += 1;
    answer.writeHead(503).end();
  });
  await new Promise<void>((done) => void broken.listen(port, "127.0.0.1", done));
  const passes = [{ id: crypto.randomUUID(), code: await guangzhou.show(live) }];
  const path = `/api/v1/communities/${COMMUNITY.division}/passes`;
  expect(await collector.ask("POST", path, passesResponse, { passes })).toMatchObject({
    results: [{ state: "registered", maskedName: "陈**" }],
  });
  await expect.poll(() => letters, PATIENT).toBeGreaterThan(1);
  broken.closeAllConnections();
  await new Promise((done) => broken.close(done));
  expect(await visits()).toEqual([]);
  await guangzhou.serve(port);
  await expect.poll(visits, PATIENT).toEqual([{ from: "4201", division: COMMUNITY.division, point: POINTS[0].name }]);
});

test("its gate tells Wuhan of a resident's visit: the track has it once, and no visit that it invents", async () => {
  const resident = running.visitor(HOSTS.resident);
  await resident.logIn(RESIDENT.phone);
  await handIn();
  const digits = await liveCodeOf(resident);
  const other = await liveCodeOf(resident);
  const tell = async (changes: Readonly<Record<string, string>> = {}) => {
    const told = { digits, division: VISITED, ago: "0", ...changes };
    return (await guangzhou.act("tell", z.object({ status: z.literal(200), answer: z.string() }), told)).answer;
  };
  const flipped = `${other.slice(0, -1)}${(Number(other.at(-1)) + 1) % 10}`;
  expect([await tell({ digits: flipped }), await tell({ division: COMMUNITY.division })]).toEqual([
    "device_signature_invalid",
    "region_foreign",
  ]);
  expect([await tell({ ago: "100" }), await tell({ ago: "-40" }), await tell({ ago: String(31 * 86_400) })]).toEqual([
    "clock_skew",
    expect.stringMatching(/taken|known/),
    "pass_time",
  ]);
  expect([await tell(), await tell({ ago: "1" })]).toEqual(["known", "known"]);
  const administrator = running.visitor(HOSTS.administrator);
  await administrator.logIn(ADMINISTRATOR.phone);
  const query = { person: { code: await liveCodeOf(resident) }, purpose: { kind: "contact_tracing" } };
  const { passes } = await administrator.ask("POST", `/api/v1/divisions/${COMMUNITY.division}/tracks`, track, query);
  const visits = passes.filter(({ division }) => division === VISITED);
  expect(visits).toMatchObject([{ pointName: "东站", divisionName: "员村街道 440106002950" }]);
  expect(Math.abs(Date.parse(visits[0]?.at ?? "") - Date.now())).toBeLessThan(120_000);
});

test("its own gate accepts a code of Wuhan by the files that it has read, and no changed one", async () => {
  const resident = running.visitor(HOSTS.resident);
  await resident.logIn(RESIDENT.phone);
  await handIn();
  const digits = await liveCodeOf(resident);
  expect(await guangzhou.act("check", z.unknown(), { digits })).toMatchObject({ claims: { issuer: "4201", maskedName: "尹**" } });
  const changed = `${digits.slice(0, -1)}${(Number(digits.at(-1)) + 1) % 10}`;
  expect(await guangzhou.act("check", z.unknown(), { digits: changed })).toMatchObject({
    refusal: { code: "device_signature_invalid" },
  });
});

test("a code of a community out of its region is refused", async () => {
  expect(await verdict(await guangzhou.issue("live", ELSEWHERE))).toBe("region_foreign");
});

test("after a change of its key the codes of both keys are good", async () => {
  await guangzhou.act("rotate", z.object({ kid: z.literal(`${CODE}.2`) }));
  const later = await guangzhou.issue("live", STREET);
  expect(await verdict(later)).toBe("key_unknown");
  expect(await handIn()).toEqual({ status: 200, answer: "taken" });
  await until(later, "valid");
  expect([await verdict(live), await verdict(paper)]).toEqual(["valid", "valid"]);
});

test("it reads the nation's files as this program does, and serves them", async () => {
  const { refused, leftOut, issuers } = await read();
  expect([refused, leftOut, Object.keys(issuers)]).toEqual([[], {}, ["0", "4201", CODE]]);
  expect(issuers).toMatchObject({
    "0": { verdict: "believed" },
    "4201": { verdict: "believed" },
    [CODE]: { verdict: "believed", keys: [`${CODE}.1`, `${CODE}.2`] },
  });
  for (const path of ["root/1", "register", "register/1", "book"])
    expect(await (await fetch(`${origin}/.well-known/trust/${path}`)).text(), path).toBe(await file(path));
});

test("OpenSSL verifies a signature of each kind of file, and none over other bytes", async () => {
  const [root, register] = [JSON.parse(await file("root/1")), JSON.parse(await file("register"))];
  const [roles, { members }] = [payloadOf(root.payload), payloadOf(register.payload)];
  const keysOf = (code: string) => members.find((member: { readonly code: string }) => member.code === code).keys;
  const signed: readonly (readonly [jws: string, keys: readonly JsonWebKey[]])[] = [
    [firstPart(root), roles.root.keys],
    [firstPart(register), roles.register.keys],
    [await file("state"), roles.state.keys],
    [await file("statement/4201"), keysOf("4201")],
    [await (await fetch(`${origin}/.well-known/trust/statement/${CODE}`)).text(), keysOf(CODE)],
  ];
  for (const [jws, keys] of signed) {
    const { kid } = payloadOf(jws.split(".")[0] ?? "");
    const key = keys.find((one) => one["kid"] === kid) ?? {};
    expect([kid, await opensslVerifies(programs.openssl, jws, key)]).toEqual([kid, true]);
    expect([kid, await opensslVerifies(programs.openssl, `x${jws}`, key)]).toEqual([kid, false]);
  }
});

test("its origin serves its statement, and the list in which it revokes a code", async () => {
  const statement = await fetch(`${origin}/.well-known/trust/statement/${CODE}`);
  const { keys } = payloadOf((await statement.text()).split(".")[1] ?? "");
  const trust = readTrust([{ code: CODE, name: { zh: "广州市", en: "Guangzhou" }, jwks: { keys } }]);
  const { list, index } = await guangzhou.act("revoke", z.object({ list: z.string(), index: z.int() }), { handle: live });
  const token = await (await fetch(`${origin}/status/${list}`)).text();
  const statuses = await readStatusList(token, { issuer: CODE, list }, trust, Date.now());
  if (!statuses.ok) throw new Error(statuses.refusal.code);
  expect([statusIn(statuses.value, index), statusIn(statuses.value, index + 1)]).toEqual([1, 0]);
  const absent = [await fetch(`${origin}/status/${list}p`), await fetch(`${origin}/status/${ELSEWHERE}-20200302`)];
  expect(absent.map(({ status }) => status)).toEqual([404, 404]);
});

test("a gate in Wuhan refuses the code that it has revoked, and still accepts the others", async () => {
  await until(live, "revoked");
  expect(await verdict(await guangzhou.issue("live", STREET))).toBe("valid");
});

test("one officer suspends it: a letter tells it so, and then a gate in Wuhan asks", async () => {
  await suspendIssuer(running, nation, CODE);
  const itsState = async () => (await fetch(`${origin}/.well-known/trust/state`)).text();
  await expect.poll(async () => (await itsState()) === (await file("state")), PATIENT).toBe(true);
  await until(paper, "issuer_suspended");
  expect(await read()).toMatchObject({ issuers: { [CODE]: { verdict: "issuer_suspended" }, "4201": { verdict: "believed" } } });
});
