/**
 * A hosted issuer from the commands to the gates: two operators order it on the running system of the nation, two officers admit it, and its codes are believed at the gates of
 * others, without a new build and without a restart. Gates of other deployments: peers.test.ts. docs/trust.md §11.
 */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { REGIONS } from "../../src/contract/issuer/region.ts";
import { me } from "../../src/contract/people.ts";
import type { OperatorSigner } from "../../src/token/secret/operator.ts";
import { root, run } from "../../tools/command.ts";
import { phoneOf } from "../../tools/demo.ts";
import { originOf } from "../support/deployments.ts";
import { GANPO } from "../support/ganpo.ts";
import { verdict } from "../support/guangdong.ts";
import { aPersonOfJiangxi, fileOf, JIANGXI, JIANGXI_RESIDENT, NANCHANG, orderJiangxi } from "../support/jiangxi.ts";
import { aTestNation, NATION, officerOf, type TestNation } from "../support/nation.ts";
import { keyFiles } from "../support/operator-files.ts";
import { FIRST, SECOND } from "../support/operators.ts";
import { LOADED_MS } from "../support/patience.ts";
import { type Running, startRunning } from "../support/running.ts";

const WUHAN = "wuhan.localhost";

const files = keyFiles();
const application = fileOf(files);
const providers = join(files.directory, "providers.json");

let nation: TestNation;
let system: Running;
let code: () => Promise<string>;

beforeAll(async () => {
  nation = await aTestNation();
  system = await startRunning({ bindings: nation.bindings });
});
afterAll(async () => {
  await system.dispose();
  nation.remove();
  files.remove();
});

const origin = () => originOf(system);
const tool = (name: string, by: OperatorSigner, ...args: readonly string[]) =>
  run("node", [join(root, "tools", name), ...args, "--key", files.write(by)], { capture: true });
const host = (by: OperatorSigner, ...changes: readonly string[]) => orderJiangxi(system, files, by, ...changes);

/** What the gate of a host says of a new code of the resident. */
const said = async (where: string) => verdict(system, where, await code());

const until = (act: () => Promise<unknown>, wanted: unknown) =>
  expect.poll(act, { timeout: LOADED_MS, interval: 500 }).toEqual(wanted);

test("an order that the nation refuses ends with its sentence, and one with a missing word with the help", async () => {
  expect(await host(FIRST, "--code", "42")).toEqual({ status: 1, output: expect.stringMatching(/^409 issuer_here: /) });
  expect(await host(FIRST, "--host", "jiangxi.example.cn")).toMatchObject({
    status: 1,
    output: expect.stringMatching(/^422 host_not_below: /),
  });
  expect(await host(FIRST, "--shards", "many")).toMatchObject({ status: 1, output: expect.stringMatching(/^400 bad_request /) });
  writeFileSync(providers, JSON.stringify([GANPO]));
  expect(await host(FIRST, "--providers", providers)).toMatchObject({
    status: 1,
    output: expect.stringMatching(/^422 provider_without_secret \/providers\/0: /),
  });
  writeFileSync(providers, JSON.stringify(GANPO));
  expect((await host(FIRST, "--providers", providers)).output).toBe(`${providers} is no list of identity providers\n`);
  const { status, output } = await tool("issuer.ts", FIRST, "host", "--code", "36");
  expect([status, output.split("\n")[0]]).toEqual([2, "Missing: --origin, --out, --host, --name, --english"]);
});

test("one operator orders it, and the other one sees the order and gives the same", async () => {
  const proposed = await host(FIRST);
  const again = `npm run issuer -- host --code 36 --host ${JIANGXI} --name "江西省" --english "Jiangxi" --shards 4 --key FILE --origin ${origin()} --out FILE`;
  expect(proposed).toEqual({
    status: 0,
    output: `Proposed: Jiangxi (36) at ${JIANGXI}. Within 7 days a second operator gives the same order with their own key:\n  ${again}\n`,
  });
  expect(existsSync(application)).toBe(false);
  const { output } = await tool("operator.ts", SECOND, "list", "--origin", origin());
  expect(output).toMatch(
    /^36 Jiangxi {2}operator-1, .* UTC\n {4}to be hosted at jiangxi\.localhost, if another operator gives the same order:\n/,
  );
  expect(output).toContain(again);
  const hosted = await host(SECOND);
  expect([hosted.status, hosted.output.split("\n")[0]]).toEqual([
    0,
    `Hosted: Jiangxi (36) at http://${JIANGXI}:${system.port}, which answers within a minute. Next:`,
  ]);
  expect(hosted.output).toContain(`npm run register -- admit ${application} --nation ${origin()}`);
  expect((await tool("operator.ts", SECOND, "list", "--origin", origin())).output).toBe("Nothing waits.\n");
  expect((await host(SECOND)).output).toBe(`${application} exists already: choose another file for the application\n`);
});

test("its host answers, and a resident gets a code there that nobody else believes yet", async () => {
  const resident = await aPersonOfJiangxi(system);
  // The shard asks the authority about the phone number, for which it looks for the login in another object of the issuer.
  await until(async () => (await resident.visitor.ask("GET", "/api/v1/me", me)).people[0]?.proof.level, "holder");
  code = await phoneOf(resident.visitor);
  expect(await said(`gate.${JIANGXI}`)).toBe("valid");
  expect(await said(NATION)).toBe("issuer_unknown");
});

test("two officers admit it, and its codes are believed at the nation and in Wuhan, with their status", async () => {
  const first = await officerOf(system, nation, 1, "admit", application);
  expect(first.status, first.output).toBe(0);
  const second = await officerOf(system, nation, 2, "sign");
  expect(second.status, second.output).toBe(0);
  await until(() => said(NATION), "valid");
  await until(() => said(WUHAN), "valid");
});

test("the nation's entry leads its people there", async () => {
  const { regions } = REGIONS.regions.answers[200].shape;
  const at = async () => {
    const answer = await system.visitor(NATION).ask("GET", `/api/v1/regions?place=${NANCHANG}`, REGIONS.regions.answers[200]);
    return regions.parse(answer.regions);
  };
  const name = { zh: "江西省", en: "Jiangxi" };
  await until(at, [{ issuer: "36", origin: `http://${JIANGXI}:${system.port}`, name, mode: "A" }]);
});

test("an operator appoints its first officer by the command, as at every issuer", async () => {
  const [{ name }] = JIANGXI_RESIDENT.people;
  const person = ["--division", "36", "--name", name, "--phone", JIANGXI_RESIDENT.phone, "--reason", "首任"];
  const made = await tool("administrator.ts", FIRST, "--origin", `http://${JIANGXI}:${system.port}`, ...person);
  expect(made).toEqual({ status: 0, output: "Appointed 徐** at 36: the first set-up of this issuer needs one operator.\n" });
});

test("it is served on after a restart with the same settings", async () => {
  await system.stop();
  system = await startRunning({ bindings: nation.bindings, before: system });
  await until(() => said(JIANGXI), "valid");
  expect((await host(FIRST, "--out", `${application}.again`)).output).toMatch(/^Hosted: Jiangxi \(36\)/);
});

test("an operator takes an order back, and two end a hosting only after the officers have removed the issuer", async () => {
  const about = (by: OperatorSigner, act: string, of = "36") => tool("issuer.ts", by, act, "--code", of, "--origin", origin());
  expect(await about(FIRST, "withdraw-order")).toEqual({ status: 1, output: expect.stringMatching(/^404 proposal_not_found: /) });
  const shandong = ["--code", "37", "--host", "shandong.localhost", "--out", `${application}.37`];
  expect((await host(FIRST, ...shandong)).output).toMatch(/^Proposed: /);
  expect(await about(FIRST, "withdraw-order", "37")).toEqual({ status: 0, output: "Withdrawn: your order about 37.\n" });
  expect(await about(FIRST, "end-hosting")).toEqual({ status: 1, output: expect.stringMatching(/^409 issuer_still_member: /) });
  for (const [n, ...act] of [[1, "remove", "36"] as const, [2, "sign"] as const]) {
    const { status, output } = await officerOf(system, nation, n, ...act);
    expect(status, output).toBe(0);
  }
  await until(() => said(WUHAN), "issuer_unknown");
  const again = `npm run issuer -- end-hosting --code 36 --key FILE --origin ${origin()}`;
  expect((await about(FIRST, "end-hosting")).output).toMatch(/^Proposed: the end of 36\./);
  const { output } = await tool("operator.ts", SECOND, "list", "--origin", origin());
  expect(output).toMatch(/^36 {2}operator-1, .* UTC\n {4}its hosting to end, if another operator gives the same order:\n/);
  expect(output).toContain(again);
  expect((await about(SECOND, "end-hosting")).output).toMatch(/^Ended: /);
  await until(async () => (await system.visitor(JIANGXI).send("GET", "/.well-known/yima-issuer")).status, 410);
});

test("hosted again, its own gate believes the code from before", async () => {
  for (const by of [FIRST, SECOND]) expect((await host(by, "--out", `${application}.back`)).status).toBe(0);
  await until(async () => (await system.visitor(JIANGXI).send("GET", "/.well-known/yima-issuer")).status, 200);
  expect(await said(`gate.${JIANGXI}`)).toBe("valid");
});
