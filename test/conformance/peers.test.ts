/**
 * A second deployment, with its own secret and state, which knows of the nation only its root and its origin: it joins, its codes are believed at the nation's gates
 * and the nation's at its own, it goes on alone when the nation is down, and no file of a false nation moves it.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMMUNITY, RESIDENT } from "../../tools/demo-cast.ts";
import { enrol, phoneOf } from "../../tools/demo.ts";
import { listOfCode } from "../support/gate-lists.ts";
import { aTraveller, GUANGDONG, GUANGDONG_SECRET, guangdongSettings, verdict } from "../support/guangdong.ts";
import type { Member } from "../support/hubei.ts";
import { aTestNation, NATION, nextOf, recognise, type TestNation, underNextRoot } from "../support/nation.ts";
import { LOADED_MS } from "../support/patience.ts";
import { type Running, startRunning } from "../support/running.ts";
import { untilVerdict } from "../support/until-verdict.ts";

const WUHAN = "wuhan.localhost";

let nation: TestNation;
let hubei: Running;
let guangdong: Running;
let wuhanCode: () => Promise<string>;
let guangdongCode: () => Promise<string>;
/** A person of Guangdong, whose account revokes the codes at the end. */
let traveller: Member;

beforeAll(async () => {
  nation = await aTestNation();
  hubei = await startRunning({ bindings: nation.bindings });
  guangdong = await startRunning({
    bindings: guangdongSettings(nation, `http://${NATION}:${hubei.port}`),
    masterKey: GUANGDONG_SECRET,
  });
  wuhanCode = await phoneOf(await enrol(hubei.port, WUHAN, RESIDENT));
  traveller = await aTraveller(guangdong);
  guangdongCode = await phoneOf(traveller.visitor);
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

test("before it joins, it believes the nation's members, and nobody believes it", async () => {
  await untilVerdict(guangdong, GUANGDONG, wuhanCode, "valid");
  expect(await verdict(guangdong, GUANGDONG, await guangdongCode())).toBe("valid");
  expect(await verdict(hubei, WUHAN, await guangdongCode())).toBe("issuer_unknown");
});

test("it joins by its application and two officers, hands its statement in by itself, and is believed", async () => {
  await recognise(hubei, nation, [["44", GUANGDONG]], {}, guangdong);
  await untilVerdict(hubei, WUHAN, guangdongCode, "valid");
  await untilVerdict(hubei, NATION, guangdongCode, "valid");
  expect(await verdict(guangdong, GUANGDONG, await guangdongCode())).toBe("valid");
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
  const again = await startRunning({
    bindings: guangdongSettings(nation, `http://${NATION}:${(liar.address() as AddressInfo).port}`),
    masterKey: GUANGDONG_SECRET,
    before: guangdong,
  });
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
  const bindings = guangdongSettings(nation, `http://${NATION}:${(broken.address() as AddressInfo).port}`);
  await guangdong.stop();
  guangdong = await startRunning({ bindings, masterKey: GUANGDONG_SECRET, before: guangdong });
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
