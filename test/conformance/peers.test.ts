/**
 * A second deployment, with its own secret and state, which knows of the nation only its root and its origin: it joins, its codes are believed at the nation's gates
 * and the nation's at its own, it goes on alone when the nation is down, and no file of a false nation moves it.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyResponse } from "../../src/contract/verify.ts";
import { RESIDENT } from "../../tools/demo-cast.ts";
import { declare, enrol, phoneOf } from "../../tools/demo.ts";
import { bind } from "../support/hubei.ts";
import { aTestNation, NATION, nextOf, recognise, type TestNation, underNextRoot } from "../support/nation.ts";
import { LOADED_MS } from "../support/patience.ts";
import { type Running, startRunning } from "../support/running.ts";

const WUHAN = "wuhan.localhost";
const GUANGDONG = "guangdong.localhost";
/** A street of Guangzhou. */
const STREET = "440106002";
const TRAVELLER = {
  phone: "13800000031",
  people: [{ relation: "self", name: "陈广南", number: "440106198503030028" }],
} as const;
const OTHER_SECRET = "b3RoZXItbWFzdGVyLWtleS1vdGhlci1tYXN0ZXIta2V";

let nation: TestNation;
let hubei: Running;
let guangdong: Running;
let wuhanCode: () => Promise<string>;
let guangdongCode: () => Promise<string>;

/** The settings of the second deployment. @param origin where it looks for the nation */
function settings(origin: string): Readonly<Record<string, string>> {
  const issuer = {
    code: "44",
    hosts: [GUANGDONG],
    name: { zh: "广东省", en: "Guangdong" },
    shards: 4,
    credentialsPerPhone: 4,
    credentialLifetimeMinutes: 1440,
    coloursFrom: null,
  };
  const { YIMA_TRUST_ROOT = "" } = nation.bindings;
  return { YIMA_ISSUERS: JSON.stringify([issuer]), YIMA_TRUST_ROOT, YIMA_NATION: origin };
}

beforeAll(async () => {
  nation = await aTestNation();
  hubei = await startRunning({ bindings: nation.bindings });
  guangdong = await startRunning({ bindings: settings(`http://${NATION}:${hubei.port}`), masterKey: OTHER_SECRET });
  wuhanCode = await phoneOf(await enrol(hubei.port, WUHAN, RESIDENT));
  const member = await bind(guangdong, TRAVELLER, GUANGDONG);
  await declare(member.visitor, { id: member.id }, TRAVELLER.phone, STREET);
  guangdongCode = await phoneOf(member.visitor);
  await recognise(hubei, nation, [
    ["0", NATION],
    ["4201", WUHAN],
  ]);
});
afterAll(async () => {
  await guangdong.dispose();
  await hubei.dispose();
  nation.remove();
});

async function verdict(system: Running, host: string, code: string): Promise<string> {
  const answer = await system.visitor(host).ask("POST", "/api/v1/verify", verifyResponse, { code });
  return answer.valid ? `valid${answer.statusChecked ? "" : ", status unchecked"}` : answer.refusal.code;
}

function until(system: Running, host: string, make: () => Promise<string>, wanted: string): Promise<void> {
  const said = async () => verdict(system, host, await make());
  return expect.poll(said, { timeout: LOADED_MS, interval: 500 }).toBe(wanted);
}

test("before it joins, it believes the nation's members, and nobody believes it", async () => {
  await until(guangdong, GUANGDONG, wuhanCode, "valid, status unchecked");
  expect(await verdict(guangdong, GUANGDONG, await guangdongCode())).toBe("valid");
  expect(await verdict(hubei, WUHAN, await guangdongCode())).toBe("issuer_unknown");
});

test("it joins by its application and two officers, hands its statement in by itself, and is believed", async () => {
  await recognise(hubei, nation, [["44", GUANGDONG]], {}, guangdong);
  await until(hubei, WUHAN, guangdongCode, "valid, status unchecked");
  await until(hubei, NATION, guangdongCode, "valid, status unchecked");
  expect(await verdict(guangdong, GUANGDONG, await guangdongCode())).toBe("valid");
});

test("it serves the same files as the nation", async () => {
  for (const path of ["root/1", "register", "state"]) {
    const [here, there] = await Promise.all(
      [guangdong.visitor(GUANGDONG), hubei.visitor(NATION)].map((one) => one.send("GET", `/.well-known/trust/${path}`)),
    );
    expect([path, here?.status]).toEqual([path, 200]);
    if (path !== "state") expect(here?.text).toBe(there?.text);
  }
});

test("a new root at the nation reaches a deployment that pins the old one, with the files under it", async () => {
  const next = await underNextRoot(nation);
  await hubei.stop();
  hubei = await startRunning({ bindings: next.bindings, before: hubei });
  const rootThere = async () => (await guangdong.visitor(GUANGDONG).send("GET", "/.well-known/trust/root/2")).status;
  await expect.poll(rootThere, { timeout: LOADED_MS, interval: 500 }).toBe(200);
  // The members do not change; their register is made again under the new root.
  await nextOf(hubei, next, (members) => members);
  const registerThere = async () => {
    const { text } = await guangdong.visitor(GUANGDONG).send("GET", "/.well-known/trust/register");
    return JSON.parse(Buffer.from(JSON.parse(text).payload, "base64url").toString("utf8")).root;
  };
  await expect.poll(registerThere, { timeout: LOADED_MS, interval: 500 }).toBe(2);
  await until(hubei, WUHAN, guangdongCode, "valid, status unchecked");
  await until(guangdong, GUANGDONG, wuhanCode, "valid, status unchecked");
});

test("when the nation is down or lies, it keeps what it has, and its own gate never asks", async () => {
  const port = guangdong.port;
  const asked: string[] = [];
  const liar = await aServer((path) => {
    asked.push(path);
    return path.endsWith("/state") ? "e30.e30.e30" : JSON.stringify({ payload: "e30", signatures: [] });
  });
  await guangdong.stop();
  const again = await startRunning({
    bindings: settings(`http://${NATION}:${(liar.address() as AddressInfo).port}`),
    masterKey: OTHER_SECRET,
    before: guangdong,
  });
  expect(again.port).toBe(port);
  guangdong = again;
  await expect.poll(() => asked.filter((path) => path.endsWith("/state")).length, { timeout: LOADED_MS }).toBeGreaterThan(1);
  expect(await verdict(guangdong, GUANGDONG, await wuhanCode())).toBe("valid, status unchecked");
  expect(await verdict(guangdong, GUANGDONG, await guangdongCode())).toBe("valid");
  liar.close();
});

function aServer(answer: (path: string) => string): Promise<Server> {
  const server = createServer((request, response) => response.end(answer(request.url ?? "")));
  return new Promise((done) => server.listen(0, "localhost", () => done(server)));
}
