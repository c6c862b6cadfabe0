/** The command for the root: five holders make the first root and the next ones, jose and the readers take them, and a running nation goes on under the next one. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compactVerify, createLocalJWKSet, generalVerify, importJWK } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginTrust } from "../../src/domain/federation/kept-trust.ts";
import { readRoot } from "../../src/token/federation/root.ts";
import { takeFiles } from "../../src/token/federation/take-files.ts";
import { root as project, run } from "../../tools/command.ts";
import { LOCAL_PASSPHRASE } from "../../tools/register/ceremony.ts";
import { readOfficerKey } from "../../tools/register/officer-key.ts";
import { NATION, nextOf, recognise } from "../support/nation.ts";
import { type Running, startRunning } from "../support/running.ts";

const directory = mkdtempSync(join(tmpdir(), "yima-root-"));
const at = (name: string) => join(directory, name);
const read = (name: string) => readFileSync(at(name), "utf8");
const half = (kid: string) => at(`${kid}.key.public`);
const HOLDERS = ["root.1", "root.2", "root.3", "root.4", "root.5"];
const FIRST = [...HOLDERS, "0.o1", "0.o2", "0.o3", "0.s1"];
const THRESHOLDS = ["--threshold", "root=3", "--threshold", "register=2"];
const BEFORE = ["--before", at("first.json")];

let running: Running | null = null;

function tool(...args: readonly string[]) {
  return run("node", [join(project, "tools/root.ts"), ...args], { capture: true, input: `${LOCAL_PASSPHRASE}\n` });
}

async function done(...args: readonly string[]): Promise<string> {
  const { status, output } = await tool(...args);
  expect(status, output).toBe(0);
  return output;
}

function makeKey(kid: string): Promise<string> {
  return done(kid.startsWith("0.s") ? "online" : "key", kid, "--key", at(`${kid}.key`));
}

/** The holders sign a candidate. @returns the files of their signatures */
async function sign(candidate: string, holders: readonly string[], before: readonly string[]): Promise<readonly string[]> {
  const signed = holders.map(async (kid) => {
    const out = at(`${candidate}.${kid}`);
    await done("sign", at(candidate), ...before, "--key", at(`${kid}.key`), "--out", out);
    return out;
  });
  return Promise.all(signed);
}

/** The reader's root after the texts were offered to one that pins the first root. */
async function walked(...texts: readonly string[]) {
  const pinned = await readRoot(read("first.json"), null);
  if (!pinned.ok) throw new Error(pinned.refusal.code);
  const { kept, refusals } = await takeFiles(beginTrust(pinned.value), { roots: texts }, false, Date.now());
  const { version, roles } = kept.root;
  const names = [roles.root, roles.register, roles.state].map(({ keys }) => keys.map(({ kid }) => kid));
  return { version, names, refusals };
}

beforeAll(async () => {
  await Promise.all([...FIRST, "root.6", "0.o4", "0.o5", "0.o6", "0.s2"].map(makeKey));
  await done("draft", ...FIRST.map(half), ...THRESHOLDS, "--out", at("first.draft"));
  const signatures = await sign("first.draft", ["root.1", "root.3", "root.5"], []);
  const few = await tool("join", at("first.draft"), ...signatures.slice(1), "--out", at("first.json"));
  expect([few.status, few.output]).toEqual([
    1,
    "第 1 号根 root 1: 2 人已签，需 3 人 signed, 3 must: root.3, root.5\nThe signatures are not enough yet.\n",
  ]);
  expect(await done("join", at("first.draft"), ...signatures, "--out", at("first.json"))).toContain("Root 1 is whole");
});
afterAll(async () => {
  await running?.dispose();
  rmSync(directory, { recursive: true });
});

test("three of five holders make the first root, which jose and a reader take", async () => {
  const shown = (await done("show", at("first.draft"))).split("\n");
  expect([shown[0], shown[3], shown.at(-2)]).toEqual([
    "第 1 号根文件 Root 1",
    "根密钥 Root keys, which sign the next root: 3 of 5",
    "须由第 1 号根的 5 把根密钥中的 3 把签名 3 of the 5 root keys of root 1 must sign: root.1, root.2, root.3, root.4, root.5",
  ]);
  const keys = HOLDERS.map((kid) => JSON.parse(readFileSync(half(kid), "utf8")));
  const { payload } = await generalVerify(JSON.parse(read("first.json")), createLocalJWKSet({ keys }));
  expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({ version: 1, root: { threshold: 3, keys } });
  expect(await walked()).toEqual({ version: 1, names: [HOLDERS, ["0.o1", "0.o2", "0.o3"], ["0.s1"]], refusals: [] });
});

test("the private halves are read by their owner only, and a fingerprint is that of RFC 7638", async () => {
  expect(["root.1.key", "0.s1.key"].map((name) => statSync(at(name)).mode & 0o777)).toEqual([0o600, 0o600]);
  const { kty, crv, x, y } = JSON.parse(readFileSync(half("root.1"), "utf8"));
  const bytes = new TextEncoder().encode(JSON.stringify({ crv, kty, x, y }));
  const hex = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
  expect(await done("show", at("first.draft"))).toContain(
    `+ 加入 joins   root.1  ${[0, 4, 8, 12, 16].map((from) => hex.slice(from, from + 4)).join(" ")}\n`,
  );
});

test("the next root replaces a holder: signatures must be enough under the old root and under the new one", async () => {
  const drafted = await done("draft", ...BEFORE, "--replace", `root.1=${half("root.6")}`, "--out", at("holder.draft"));
  expect(drafted).toMatch(/- 移除 leaves {2}root\.1 .*\n {2}\+ 加入 joins {3}root\.6 .*\n {4}不变 stays {3}root\.2 /);
  const signatures = await sign("holder.draft", ["root.6", "root.2", "root.3", "root.1"], BEFORE);
  const joined = (count: number) =>
    tool("join", at("holder.draft"), ...signatures.slice(0, count), ...BEFORE, "--out", at("holder.json"));
  expect((await joined(3)).output).toBe(
    "第 1 号根 root 1: 2 人已签，需 3 人 signed, 3 must: root.2, root.3\n第 2 号根 root 2: 3 人已签，需 3 人 signed, 3 must: root.6, root.2, root.3\nThe signatures are not enough yet.\n",
  );
  expect((await joined(4)).output).toContain("Root 2 is whole");
  expect(await walked(read("holder.json"))).toMatchObject({ version: 2, refusals: [] });
});

test("a running nation is restarted under a root with another online key and another officer, and readers walk to it", async () => {
  const bindings = { YIMA_TRUST_ROOT: read("first.json"), YIMA_ONLINE_KEY: read("0.s1.key") };
  const officers = await Promise.all(["0.o1", "0.o2"].map((kid) => readOfficerKey(at(`${kid}.key`), LOCAL_PASSPHRASE)));
  const nation = { directory, officers, bindings, remove: () => {} };
  const old = await startRunning({ bindings });
  running = old;
  await recognise(old, nation, [["4201", "wuhan.localhost"]]);
  const replaced = ["--replace", `0.s1=${half("0.s2")}`, "--replace", `0.o3=${half("0.o4")}`];
  await done("draft", ...BEFORE, ...replaced, "--out", at("second.draft"));
  const signatures = await sign("second.draft", ["root.2", "root.4", "root.5"], BEFORE);
  await done("join", at("second.draft"), ...signatures, ...BEFORE, "--out", at("second.json"));
  const second = { YIMA_TRUST_ROOT: read("second.json"), YIMA_ONLINE_KEY: read("0.s2.key") };
  await old.stop();
  const present = await startRunning({ bindings: second, before: old });
  running = present;
  const file = async (path: string) => (await present.visitor(NATION).send("GET", `/.well-known/trust/${path}`)).text;
  await expect.poll(() => file("root/2")).toBe(read("second.json"));
  const names = [HOLDERS, ["0.o1", "0.o2", "0.o4"], ["0.s2"]];
  expect(await walked(await file("root/2"))).toEqual({ version: 2, names, refusals: [] });
  await nextOf(present, { ...nation, bindings: second }, (members) => members);
  const online = await importJWK(JSON.parse(readFileSync(half("0.s2"), "utf8")), "ES256");
  const state = async () => {
    const verified = await compactVerify(await file("state"), online).catch(() => null);
    return verified === null ? null : JSON.parse(new TextDecoder().decode(verified.payload));
  };
  await expect.poll(state).toMatchObject({ root: 2, register: [2, expect.any(String)] });
  const suspends = (kid: string) => {
    const where = ["--nation", `http://${NATION}:${present.port}`, "--root", at("second.json"), "--local"];
    const args = ["suspend", "4201", "--reason", "key_leak", ...where, "--key", at(`${kid}.key`)];
    return run("node", [join(project, "tools/register.ts"), ...args], { capture: true, input: `${LOCAL_PASSPHRASE}\n` });
  };
  expect((await suspends("0.o3")).output).toContain("The root does not know the key 0.o3.");
  expect((await suspends("0.o4")).output).toContain("Suspended by 0.o4.");
});

test("after so many officers have left that the register does not count, those of the new root sign the next one with the root before", async () => {
  const draft = ["--before", at("second.json"), "--replace", `0.o1=${half("0.o5")}`, "--replace", `0.o2=${half("0.o6")}`];
  await done("draft", ...draft, "--out", at("third.draft"));
  const before = ["--before", at("second.json")];
  const signatures = await sign("third.draft", ["root.2", "root.4", "root.5"], before);
  await done("join", at("third.draft"), ...signatures, ...before, "--out", at("third.json"));
  const third = { YIMA_TRUST_ROOT: read("third.json"), YIMA_ONLINE_KEY: read("0.s2.key") };
  const old = running;
  if (old === null) throw new Error("the nation runs under root 2");
  await old.stop();
  const present = await startRunning({ bindings: third, before: old });
  running = present;
  const officer = (kid: string, ...words: readonly string[]) => {
    const where = ["--nation", `http://${NATION}:${present.port}`, "--root", at("third.json"), "--local"];
    const args = [join(project, "tools/register.ts"), ...words, ...where, "--key", at(`${kid}.key`)];
    return run("node", args, { capture: true, input: `${LOCAL_PASSPHRASE}\n` });
  };
  expect((await officer("0.o5", "renew")).output).toContain("file_signature_missing");
  expect((await officer("0.o5", "renew", ...BEFORE)).output).toContain("before root 3 comes root 2");
  const renewed = await officer("0.o5", "renew", ...before);
  expect([renewed.status, renewed.output]).toEqual([0, expect.stringContaining("No member changes")]);
  expect(renewed.output).toContain("Signed by 0.o5.");
  expect((await officer("0.o1", "sign", ...before)).output).toContain("The root does not know the key 0.o1.");
  expect((await officer("0.o6", "sign", ...before)).output).toContain("Register 3 holds.");
  // This officer saw a register of the root before last.
  expect((await officer("0.o4", "renew")).output).toContain("give the root before by --before");
  rmSync(at("0.o4.key.register"));
  // From now on the register counts under the new root alone.
  expect((await officer("0.o4", "renew")).output).toContain("Signed by 0.o4.");
});

test("a draft of words that name no change is refused, and says why", async () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [FIRST.map(half), "The role root has no threshold: --threshold root=NUMBER"],
    [[...BEFORE, "--replace", "0.o1"], "0.o1: this is NAME=VALUE"],
    [[at("0.s1.key")], "is not the public half of a key"],
  ];
  for (const [args, reason] of cases) {
    const { status, output } = await tool("draft", ...args, "--out", at("never.draft"));
    expect([status, output.includes(reason)], `${reason} | ${output}`).toEqual([1, true]);
  }
});

test("nobody signs a root that does not follow theirs or that ends all states, with a key that must not sign it, or over a file", async () => {
  const changed = (name: string, changes: object) => {
    const members = JSON.parse(Buffer.from(JSON.parse(read("first.draft")).payload, "base64url").toString("utf8"));
    const payload = Buffer.from(JSON.stringify({ ...members, ...changes })).toString("base64url");
    writeFileSync(at(name), JSON.stringify({ payload, signatures: [] }));
    return at(name);
  };
  const fresh = at("never.signature");
  const cases: readonly (readonly [string, readonly string[], string, string, string])[] = [
    [at("holder.draft"), [], "root.2", fresh, "It has version 2: --before names the root of version 1."],
    [at("first.draft"), BEFORE, "root.2", fresh, "It has version 1; after root 1 comes version 2."],
    [changed("none.draft", { root: { threshold: 1, keys: [] } }), [], "root.2", fresh, "file_malformed"],
    [at("first.draft"), [], "0.o1", fresh, "0.o1 is no key that must sign this root"],
    [at("first.draft"), [], "root.1", at("first.json"), "EEXIST"],
  ];
  for (const [candidate, before, kid, out, reason] of cases) {
    const { status, output } = await tool("sign", candidate, ...before, "--key", at(`${kid}.key`), "--out", out);
    expect([status, output.includes(reason)], `${reason} | ${output}`).toEqual([1, true]);
  }
  const other = await tool("join", at("first.draft"), at("holder.draft.root.2"), "--out", at("never.json"));
  expect([other.status, other.output]).toEqual([
    1,
    expect.stringContaining("none of the keys that must sign this root has signed it so"),
  ]);
  chmodSync(at("root.2.key"), 0o644);
  const open = await tool("sign", at("first.draft"), "--key", at("root.2.key"), "--out", fresh);
  expect(open.output).toContain("other users can read this key");
});

test("a wrong command is answered with the help", async () => {
  for (const args of [
    ["key", "root.1"],
    ["show", "x", "--rot", "y"],
  ]) {
    const { status, output } = await tool(...args);
    expect([status, output.includes("npm run root -- sign CANDIDATE")], args.join(" ")).toEqual([2, true]);
  }
});
