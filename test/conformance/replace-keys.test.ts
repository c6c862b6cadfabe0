/** After a leak an operator replaces the signing keys of an issuer by one command: within a minute its codes from before are refused by every issuer, and new ones hold. docs/trust.md §9. */
import { join } from "node:path";
import type { JWK } from "jose";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { root, run } from "../../tools/command.ts";
import { phoneOf } from "../../tools/demo.ts";
import { ofGuangdong, originOf } from "../support/deployments.ts";
import { listOfCode } from "../support/gate-lists.ts";
import { aTraveller, GUANGDONG, verdict } from "../support/guangdong.ts";
import type { Member } from "../support/hubei.ts";
import { verified } from "../support/letter-peer.ts";
import { aTestNation, NATION, recognise, type TestNation } from "../support/nation.ts";
import { keyFiles } from "../support/operator-files.ts";
import { FIRST } from "../support/operators.ts";
import { LOADED_MS, PATIENT } from "../support/patience.ts";
import { type Running, startRunning } from "../support/running.ts";

const WUHAN = "wuhan.localhost";

const files = keyFiles();
let nation: TestNation;
let hubei: Running;
let guangdong: Running;
let traveller: Member;
let before: () => Promise<string>;

beforeAll(async () => {
  nation = await aTestNation();
  hubei = await startRunning({ bindings: nation.bindings });
  guangdong = await startRunning(ofGuangdong(nation, originOf(hubei)));
  traveller = await aTraveller(guangdong);
  before = await phoneOf(traveller.visitor);
  await recognise(hubei, nation, [
    ["0", NATION],
    ["44", GUANGDONG, guangdong],
  ]);
});
afterAll(async () => {
  await guangdong.dispose();
  await hubei.dispose();
  nation.remove();
  files.remove();
});

function until(system: Running, host: string, make: () => Promise<string>, wanted: RegExp): Promise<void> {
  const said = async () => verdict(system, host, await make());
  return expect.poll(said, { timeout: LOADED_MS, interval: 500 }).toMatch(wanted);
}

function replaceKeys(...words: readonly string[]) {
  const args = ["replace-keys", "--origin", `http://${GUANGDONG}:${guangdong.port}`, "--key", files.write(FIRST), ...words];
  return run("node", [join(root, "tools/issuer.ts"), ...args], { capture: true });
}

async function keysOf(system: Running, host: string, path: string): Promise<readonly (JWK & { readonly exp: number })[]> {
  const { text } = await system.visitor(host).send("GET", path);
  return JSON.parse(path.endsWith(".json") ? text : Buffer.from(text.split(".")[1] ?? "", "base64url").toString("utf8")).keys;
}

const kids = async (path: string) => (await keysOf(guangdong, GUANGDONG, path)).map(({ kid }) => kid);

test("its codes are believed elsewhere", async () => {
  await until(hubei, WUHAN, before, /^valid$/);
});

test("the command asks for the code of the issuer, and an order about another one changes nothing", async () => {
  const missing = await replaceKeys();
  expect([missing.status, missing.output.split("\n")[0]]).toEqual([2, "Missing: --all-codes-of"]);
  expect(await replaceKeys("--all-codes-of", "42")).toEqual({
    status: 1,
    output: expect.stringMatching(/^400 bad_request \/issuer/),
  });
  expect(await kids("/.well-known/jwks.json")).toEqual(["44.1"]);
});

test("after the command the codes from before are refused at its own gate and elsewhere, and new ones are good", async () => {
  expect(await replaceKeys("--all-codes-of", "44")).toEqual({
    status: 0,
    output: expect.stringMatching(/^44\.2 signs from now on/),
  });
  expect(await kids("/.well-known/jwks.json")).toEqual(["44.2"]);
  expect(await kids("/.well-known/trust/statement/44")).toEqual(["44.2"]);
  await until(guangdong, GUANGDONG, before, /^(?:key_unknown|revoked)$/);
  await until(hubei, WUHAN, before, /^(?:key_unknown|revoked)$/);
  const after = async () => (await phoneOf(traveller.visitor))();
  await until(guangdong, GUANGDONG, after, /^valid$/);
  await until(hubei, WUHAN, after, /^valid$/);
});

test("its status list is soon signed by the new key, so that it can be read elsewhere", async () => {
  const list = listOfCode(await (await phoneOf(traveller.visitor))());
  const read = async () => {
    const { text } = await guangdong.visitor(GUANGDONG).send("GET", list);
    await verified(text, { keys: await keysOf(guangdong, GUANGDONG, "/.well-known/jwks.json") }, "statuslist+jwt");
  };
  await vi.waitFor(read, { ...PATIENT, interval: 1000 });
});
