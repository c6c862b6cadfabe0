/** The program of another province, in the words of the package's README: it verifies a code of Hubei by the nation's files alone, and sees a suspension and a revocation. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { createVerifier, Fetch, Verifier } from "../../packages/verify/src/index.ts";
import { me } from "../../src/contract/people.ts";
import { root, run } from "../../tools/command.ts";
import { COLLECTOR } from "../../tools/demo-cast.ts";
import { enrol, phoneOf } from "../../tools/demo.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { aBareFolder, type BareFolder } from "../support/bare-folder.ts";
import { HUBEI } from "../support/hubei.ts";
import { aTestNation, NATION, recognise, suspendIssuer, type TestNation } from "../support/nation.ts";
import { LOADED_MS } from "../support/patience.ts";
import { type Running, startRunning } from "../support/running.ts";

let nation: TestNation;
let running: Running;
let folder: BareFolder;
let holder: Visitor;
/** Makes a live code of the holder. */
let code: () => Promise<string>;
/** Verifiers of the installed package. */
let create: typeof createVerifier;

beforeAll(async () => {
  [nation, folder] = await Promise.all([aTestNation(), aBareFolder()]);
  running = await startRunning({ bindings: nation.bindings });
  holder = await enrol(running.port, HUBEI, COLLECTOR);
  code = await phoneOf(holder);
  await recognise(running, nation, [
    ["0", NATION],
    ["42", HUBEI],
  ]);
  ({ createVerifier: create } = await import(/* @vite-ignore */ join(folder.path, "node_modules/yima-verify/index.js")));
});
afterAll(async () => {
  await running.dispose();
  nation.remove();
  folder.remove();
});

/** The ten lines of the README, at this system. */
function readmeProgram(): string {
  const readme = readFileSync(join(root, "packages/verify/README.md"), "utf8");
  const [, program = ""] = /```js\n([^`]+)```/.exec(readme) ?? [];
  return program.replace("https://code.example.gov.cn", `http://${NATION}:${running.port}`);
}

/** What the program prints about a fresh code. */
async function printed(): Promise<string> {
  const { status, output } = await run("node", ["verify.js", await code()], { cwd: folder.path, capture: true });
  expect(status, output).toBe(0);
  return output;
}

/** A verifier that reads the files at a host. Node does not resolve names below localhost, so the system's own visitor asks. */
function verifierAt(host: string): Verifier {
  const fetch: Fetch = async (url) => {
    const { hostname, pathname, search } = new URL(url);
    const { status, text, headers } = await running.visitor(hostname).send("GET", `${pathname}${search}`);
    return new Response(text, { status, headers: { "content-type": String(headers["content-type"]) } });
  };
  return create({ root: nation.bindings["YIMA_TRUST_ROOT"] ?? "", origin: `http://${host}:${running.port}`, fetch });
}

async function saidBy(verifier: Verifier): Promise<string> {
  const verdict = await verifier.verify(await code());
  return verdict.valid ? `valid ${verdict.issuerName.en}` : verdict.refusal.code;
}

test("ten lines verify a code of Hubei by the nation's files", async () => {
  const program = readmeProgram();
  expect(program.split("\n").filter((line) => line !== "").length).toBeLessThanOrEqual(10);
  writeFileSync(join(folder.path, "verify.js"), program);
  writeFileSync(join(folder.path, "root.json"), nation.bindings["YIMA_TRUST_ROOT"] ?? "");
  await expect.poll(printed, { timeout: LOADED_MS, interval: 1000 }).toMatch(/^valid \S+ (?:none|green) (?:true|false)\n$/);
});

test("a verifier under another root believes nobody here", async () => {
  const stranger = await aTestNation();
  const verifier = create({ root: stranger.bindings["YIMA_TRUST_ROOT"] ?? "", origin: `http://${NATION}:${running.port}` });
  stranger.remove();
  expect(await saidBy(verifier)).toBe("issuer_unknown");
  expect(verifier.faults).toEqual(["file_signature_missing"]);
});

test("a revocation is seen within a minute, by the list at the host of Hubei", async () => {
  const verifier = verifierAt(NATION);
  expect(await verifier.verify(await code())).toMatchObject({ valid: true, issuerName: { zh: "湖北省" }, statusChecked: true });
  const self = (await holder.ask("GET", "/api/v1/me", me)).people.find(({ relation }) => relation === "self");
  const begun = performance.now();
  expect((await holder.send("DELETE", `/api/v1/people/${self?.id}/credentials`)).status).toBe(204);
  await expect.poll(() => saidBy(verifier), { timeout: LOADED_MS, interval: 500 }).toBe("revoked");
  expect(performance.now() - begun).toBeLessThan(60_000);
  code = await phoneOf(holder);
  expect(await saidBy(verifier)).toBe("valid Hubei");
});

test("a suspension is seen within a minute, by a verifier that runs and by one that begins", async () => {
  const verifier = verifierAt(HUBEI);
  expect(await saidBy(verifier)).toBe("valid Hubei");
  await suspendIssuer(running, nation, "42");
  const begun = performance.now();
  await expect.poll(() => saidBy(verifier), { timeout: LOADED_MS, interval: 500 }).toBe("issuer_suspended");
  expect(performance.now() - begun).toBeLessThan(60_000);
  expect(verifier.age).toBeLessThan(60_000);
  expect(await printed()).toMatch(/^issuer_suspended The nation has suspended/);
});
