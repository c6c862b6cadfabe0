/**
 * Three deployments, each with its own secret and state, and an issuer in Python: the nation's with a province that it hosts, that of Hubei and Wuhan, and Guangdong's. Each code is believed
 * at each deployment while no officer suspends its issuer. Guangdong's joins, goes on alone when the nation is down, and no file of a false nation moves it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { COMMUNITY, RESIDENT } from "../../tools/demo-cast.ts";
import { declare, enrol, phoneOf } from "../../tools/demo.ts";
import { freePorts } from "../../tools/free-ports.ts";
import { needPython } from "../../tools/python.ts";
import { readmitting } from "../../tools/register/next-register.ts";
import { ofGuangdong, ofHubei, ofTheNation, originOf } from "../support/deployments.ts";
import { listOfCode } from "../support/gate-lists.ts";
import { aTraveller, GUANGDONG, verdict } from "../support/guangdong.ts";
import { bind, type Member } from "../support/hubei.ts";
import { aPersonOfJiangxi, hostJiangxi, JIANGXI } from "../support/jiangxi.ts";
import {
  admit,
  applicationIn,
  aTestNation,
  NATION,
  nextOf,
  recognise,
  suspendIssuer,
  type TestNation,
  underNextRoot,
} from "../support/nation.ts";
import { LOADED_MS } from "../support/patience.ts";
import { PythonIssuer } from "../support/python-issuer.ts";
import { type Running, startRunning } from "../support/running.ts";
import { untilVerdict } from "../support/until-verdict.ts";

const WUHAN = "wuhan.localhost";
const GUANGZHOU = "4401";
const FIRST_PORT = 9050;
/** A person of a province without a system, and their street in Changsha. */
const HUNAN_RESIDENT = {
  phone: "13800000071",
  people: [{ relation: "self", name: "罗湘生", number: "430102198503030020" }],
} as const;
const CHANGSHA = "430102001";

let nation: TestNation;
let home: Running;
let hubei: Running;
let guangdong: Running;
let guangzhou: PythonIssuer;
const folder = mkdtempSync(join(tmpdir(), "yima-peers-"));
/** Makes a live code of a person of each issuer, by the issuer's code. */
const codes = new Map<string, () => Promise<string>>();
let wuhanCode: () => Promise<string>;
let guangdongCode: () => Promise<string>;
/** A person of Guangdong, whose account revokes the codes at the end. */
let traveller: Member;

beforeAll(async () => {
  nation = await aTestNation();
  home = await startRunning(ofTheNation(nation));
  [hubei, guangdong] = await Promise.all([
    startRunning(ofHubei(nation, originOf(home))),
    startRunning(ofGuangdong(nation, originOf(home))),
  ]);
  wuhanCode = await phoneOf(await enrol(hubei.port, WUHAN, RESIDENT));
  traveller = await aTraveller(guangdong);
  guangdongCode = await phoneOf(traveller.visitor);
  await recognise(home, nation, [
    ["0", NATION],
    ["4201", WUHAN, hubei],
  ]);
});
afterAll(async () => {
  await guangzhou?.close();
  for (const system of [guangdong, hubei, home]) await system.dispose();
  nation.remove();
  rmSync(folder, { recursive: true });
});

/** What the gates of the three deployments say of a new code of each issuer, by its code. */
async function table(): Promise<Readonly<Record<string, readonly string[]>>> {
  const rows = [...codes].map(async ([issuer, make]) => {
    const code = await make();
    const said = [verdict(home, NATION, code), verdict(hubei, WUHAN, code), verdict(guangdong, GUANGDONG, code)];
    return [issuer, await Promise.all(said)] as const;
  });
  return Object.fromEntries(await Promise.all(rows));
}

/** Waits until the gates say so. Returns the seconds that it took. */
async function untilTable(wanted: Readonly<Record<string, readonly string[]>>): Promise<number> {
  const begun = performance.now();
  await expect.poll(table, { timeout: LOADED_MS, interval: 500 }).toEqual(wanted);
  return (performance.now() - begun) / 1000;
}

const VALID = ["valid", "valid", "valid"];
const ALL_VALID = { "0": VALID, "36": VALID, "4201": VALID, "44": VALID, [GUANGZHOU]: VALID };

test("before it joins, Guangdong believes the nation's members, and nobody believes it", async () => {
  await untilVerdict(guangdong, GUANGDONG, wuhanCode, "valid");
  expect(await verdict(guangdong, GUANGDONG, await guangdongCode())).toBe("valid");
  expect(await verdict(hubei, WUHAN, await guangdongCode())).toBe("issuer_unknown");
});

test("it joins by its application and two officers, hands its statement in by itself, and is believed", async () => {
  await recognise(home, nation, [["44", GUANGDONG, guangdong]]);
  await untilVerdict(hubei, WUHAN, guangdongCode, "valid");
  await untilVerdict(home, NATION, guangdongCode, "valid");
  expect(await verdict(guangdong, GUANGDONG, await guangdongCode())).toBe("valid");
});

test("a province that the nation hosts and an issuer in Python join, and each code is believed at each deployment", async () => {
  const [port = FIRST_PORT] = await freePorts(FIRST_PORT, 1);
  guangzhou = new PythonIssuer((await needPython()).python, folder);
  const named = { code: GUANGZHOU, zh: "广州市", en: "Guangzhou", origin: `http://localhost:${port}` };
  await guangzhou.act("begin", z.unknown(), named);
  await guangzhou.serve(port);
  const out = join(folder, "guangzhou.application");
  await guangzhou.act("apply", z.unknown(), { out });
  await admit(home, nation, [await hostJiangxi(home), await applicationIn(out, GUANGZHOU)]);
  const hunan = await bind(home, HUNAN_RESIDENT, NATION);
  await declare(hunan.visitor, { id: hunan.id }, HUNAN_RESIDENT.phone, CHANGSHA);
  const python = await guangzhou.issue("live", "440106002000");
  codes.set("0", await phoneOf(hunan.visitor));
  codes.set("36", await phoneOf((await aPersonOfJiangxi(home)).visitor));
  codes.set("4201", wuhanCode);
  codes.set("44", guangdongCode);
  codes.set(GUANGZHOU, () => guangzhou.show(python));
  const handIn = async () => {
    await guangzhou.act("read", z.unknown(), { nation: originOf(home), root: join(nation.directory, "root.json") });
    return (await guangzhou.act("state", z.object({ answer: z.string() }), { nation: originOf(home) })).answer;
  };
  await expect.poll(handIn, { timeout: LOADED_MS, interval: 500 }).toBe("taken");
  await untilTable(ALL_VALID);
});

test("one officer suspends issuers: within a minute every gate but their own asks, and believes them again when two readmit them", async () => {
  const suspended = ["36", "4201", "44", GUANGZHOU];
  for (const code of suspended) await suspendIssuer(home, nation, code);
  const asks = "issuer_suspended";
  const wanted = {
    "0": VALID,
    "36": [asks, asks, asks],
    "4201": [asks, "valid", asks],
    "44": [asks, asks, "valid"],
    [GUANGZHOU]: [asks, asks, asks],
  };
  expect(await untilTable(wanted)).toBeLessThan(60);
  expect(await verdict(home, JIANGXI, (await codes.get("36")?.()) ?? "")).toBe("valid");
  await nextOf(home, nation, (members, seq, now) => suspended.reduce((some, code) => readmitting(code)(some, seq, now), members));
  expect(await untilTable(ALL_VALID)).toBeLessThan(60);
});

test("its gates and those of the nation get its lists from their own issuer, and no list that it cannot have", async () => {
  const list = listOfCode(await guangdongCode()).replace("/status/", "");
  const asked = async (path: string) => (await hubei.visitor(WUHAN).send("GET", `/status/${path}`)).status;
  expect(await asked(`44/${list}`)).toBe(200);
  const [community, day] = list.split("-");
  for (const path of [
    `44/${COMMUNITY.division}-${day}`,
    `44/${community}-20200101`,
    `44/${community}-20991231`,
    `44/x`,
    `51/${list}`,
  ])
    expect([path, await asked(path)]).toEqual([path, 404]);
});

test("it serves the same files as the nation", async () => {
  for (const path of ["root/1", "register", "state"]) {
    const [here, there] = await Promise.all(
      [guangdong.visitor(GUANGDONG), home.visitor(NATION)].map((one) => one.send("GET", `/.well-known/trust/${path}`)),
    );
    expect([path, here?.status]).toEqual([path, 200]);
    if (path !== "state") expect(here?.text).toBe(there?.text);
  }
});

test("a new root at the nation reaches a deployment that pins the old one, with the files under it", async () => {
  const next = await underNextRoot(nation);
  await home.stop();
  home = await startRunning({ ...ofTheNation(next), before: home });
  const rootThere = async () => (await guangdong.visitor(GUANGDONG).send("GET", "/.well-known/trust/root/2")).status;
  await expect.poll(rootThere, { timeout: LOADED_MS, interval: 500 }).toBe(200);
  // The members do not change; their register is made again under the new root.
  await nextOf(home, next, (members) => members);
  const registerThere = async () => {
    const { text } = await guangdong.visitor(GUANGDONG).send("GET", "/.well-known/trust/register");
    return JSON.parse(Buffer.from(JSON.parse(text).payload, "base64url").toString("utf8")).root;
  };
  await expect.poll(registerThere, { timeout: LOADED_MS, interval: 500 }).toBe(2);
  await untilVerdict(hubei, WUHAN, guangdongCode, "valid");
  await untilVerdict(guangdong, GUANGDONG, wuhanCode, "valid");
});

test("when the nation is down or lies, it keeps what it has, and its own gate never asks", async () => {
  const port = guangdong.port;
  const asked: string[] = [];
  const liar = await aServer((path) => {
    asked.push(path);
    return path.endsWith("/state") ? "e30.e30.e30" : JSON.stringify({ payload: "e30", signatures: [] });
  });
  await guangdong.stop();
  const again = await startRunning({ ...ofGuangdong(nation, originOf(liar.address() as AddressInfo)), before: guangdong });
  expect(again.port).toBe(port);
  guangdong = again;
  await expect.poll(() => asked.filter((path) => path.endsWith("/state")).length, { timeout: LOADED_MS }).toBeGreaterThan(1);
  expect(await verdict(guangdong, GUANGDONG, await wuhanCode())).toBe("valid");
  expect(await verdict(guangdong, GUANGDONG, await guangdongCode())).toBe("valid");
  liar.close();
});

test("while the nation answers nothing but errors, it is asked as often as before", async () => {
  const asked: number[] = [];
  const broken = createServer((_, response) => {
    asked.push(Date.now());
    response.writeHead(503).end();
  });
  await new Promise<void>((done) => broken.listen(0, "localhost", done));
  await guangdong.stop();
  guangdong = await startRunning({ ...ofGuangdong(nation, originOf(broken.address() as AddressInfo)), before: guangdong });
  await expect.poll(() => asked.length, { timeout: LOADED_MS }).toBeGreaterThan(8);
  // The rest of a duty that failed eight times is more than a minute.
  expect((asked[8] ?? Infinity) - (asked[7] ?? 0)).toBeLessThan(20_000);
  broken.close();
});

test("what it revokes is refused elsewhere", async () => {
  await traveller.visitor.send("DELETE", `/api/v1/people/${traveller.id}/credentials`);
  await untilVerdict(hubei, WUHAN, guangdongCode, "revoked");
});

test("while it does not answer, nobody waits for it, its codes count as unchecked, and what was revoked stays so", async () => {
  const again = await phoneOf(traveller.visitor);
  await untilVerdict(hubei, WUHAN, again, "valid");
  const { port } = guangdong;
  await guangdong.stop();
  const silent = createServer(() => {});
  await new Promise<void>((done) => silent.listen(port, "localhost", done));
  await untilVerdict(hubei, WUHAN, again, "valid, status unchecked");
  expect(await verdict(hubei, WUHAN, await guangdongCode())).toBe("revoked");
  const list = await hubei.visitor(WUHAN).send("GET", listOfCode(await again()).replace("/status", "/status/44"));
  expect([list.status, JSON.parse(list.text).code]).toEqual([503, "issuer_unreachable"]);
  silent.closeAllConnections();
  silent.close();
});

function aServer(answer: (path: string) => string): Promise<Server> {
  const server = createServer((request, response) => response.end(answer(request.url ?? "")));
  return new Promise((done) => server.listen(0, "localhost", () => done(server)));
}
