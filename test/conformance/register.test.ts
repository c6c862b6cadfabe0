/** The officers' command for the register: two people read what they sign, each with their own key, and the file that results is verified by jose. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalJWKSet, generalVerify, type JWK } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root as project, run } from "../../tools/command.ts";
import {
  aNation,
  AT_SECONDS,
  general,
  hashOf,
  memberOf,
  registerOf,
  rootOf,
  type Signer,
  signers,
} from "../support/federation.ts";

const directory = mkdtempSync(join(tmpdir(), "yima-register-"));
const at = (name: string) => join(directory, name);
const PASSPHRASE = "wuhan yangtze two bridges";
const ROOT = ["--root", at("root.json")];

let officers: readonly JWK[];
let identity: readonly Signer[];

function tool(passphrase: string, ...args: readonly string[]) {
  return run("node", [join(project, "tools/register.ts"), ...args], { capture: true, input: `${passphrase}\n` });
}

/** A register that nobody has signed yet. */
function candidate(name: string, members: object): string {
  const payload = Buffer.from(JSON.stringify(members)).toString("base64url");
  writeFileSync(at(name), JSON.stringify({ payload, signatures: [] }));
  return at(name);
}

const sign = (who: number, place: string, ...more: readonly string[]) =>
  tool(PASSPHRASE, "sign", place, ...ROOT, "--key", at(`o${who}.key`), "--out", at(`o${who}.signature`), ...more);

beforeAll(async () => {
  const made = [1, 2, 3].map(async (who) => {
    await tool(PASSPHRASE, "key", `0.o${who}`, "--key", at(`o${who}.key`));
    return JSON.parse(readFileSync(at(`o${who}.key.public`), "utf8"));
  });
  officers = await Promise.all(made);
  const nation = await aNation();
  const register = { threshold: 2, keys: officers };
  writeFileSync(at("root.json"), await general("yima-root+jws", rootOf(nation, { register }), nation.roots));
  identity = await signers("4201.i1", "44.i1");
});
afterAll(() => rmSync(directory, { recursive: true }));

const WUHAN = () => memberOf("4201", identity.slice(0, 1));
const GUANGDONG = () => memberOf("44", identity.slice(1));

test("a key is made under a passphrase, in a file that only its owner can read", async () => {
  const text = readFileSync(at("o1.key"), "utf8");
  expect([statSync(at("o1.key")).mode & 0o777, JSON.parse(text).public, text.includes('"d"')]).toEqual([
    0o600,
    officers[0],
    false,
  ]);
  const again = await tool(PASSPHRASE, "key", "0.o1", "--key", at("o1.key"));
  expect([again.status, again.output]).toEqual([1, expect.stringContaining("exists already")]);
  expect((await tool("short", "key", "0.o4", "--key", at("o4.key"))).output).toContain("at least 12 letters");
  expect((await tool(PASSPHRASE, "key", "4201.o1", "--key", at("o4.key"))).output).toContain("is called 0.o1");
});

test("two officers read the first register, sign it, and join their signatures to a register that jose verifies", async () => {
  const place = candidate("first.json", registerOf([WUHAN(), GUANGDONG()]));
  const first = await sign(1, place);
  expect(first.status, first.output).toBe(0);
  expect(first.output).toContain("4201  地区4201 Region 4201 加入：https://code.r4201.gov.cn");
  expect(first.output).toContain("Region 44 地区44 joins: https://code.r44.gov.cn");
  const alone = await tool("", "join", place, at("o1.signature"), ...ROOT, "--out", at("register.json"));
  expect([alone.status, alone.output]).toEqual([
    1,
    "file_signature_missing: a register needs the signatures of 2 officers whom the root names\n",
  ]);
  const twice = await tool("", "join", place, at("o1.signature"), at("o1.signature"), ...ROOT, "--out", at("register.json"));
  expect(twice.status).toBe(1);
  await sign(2, place);
  const joined = await tool("", "join", place, at("o1.signature"), at("o2.signature"), ...ROOT, "--out", at("register.json"));
  expect(joined.output).toContain("Register 1 is whole");
  const whole = JSON.parse(readFileSync(at("register.json"), "utf8"));
  const { payload } = await generalVerify(whole, createLocalJWKSet({ keys: [...officers] }));
  expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(registerOf([WUHAN(), GUANGDONG()]));
  for (const who of [1, 2]) rmSync(at(`o${who}.signature`));
});

test("the next register is told by its changes only, from an address that leads nowhere else", async () => {
  const held = registerOf([WUHAN(), GUANGDONG()]);
  const moved = { ...GUANGDONG(), origin: "https://code.gd.gov.cn" };
  const next = registerOf([WUHAN(), moved], { seq: 2, prev: hashOf(JSON.stringify(held)), iat: AT_SECONDS + 60 });
  const text = readFileSync(candidate("second.json", next), "utf8");
  const server = createServer((request, answer) => {
    if (request.url === "/elsewhere") answer.writeHead(302, { location: "/" });
    answer.end(text);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = `http://localhost:${(server.address() as AddressInfo).port}/`;
  const shown = await tool("", "show", address, ...ROOT, "--held", at("register.json"));
  expect([shown.status, shown.output.split("\n").slice(3, 5)]).toEqual([
    0,
    [
      "44  地区44 网址由“https://code.r44.gov.cn”改为“https://code.gd.gov.cn”",
      "      Region 44: address: “https://code.gd.gov.cn” in place of “https://code.r44.gov.cn”",
    ],
  ]);
  expect((await tool("", "show", `${address}elsewhere`, ...ROOT, "--held", at("register.json"))).status).toBe(1);
  server.close();
});

test("nobody signs a register that does not follow theirs, that readers would cut, or that is another file", async () => {
  const held = ["--held", at("register.json")];
  const before = hashOf(JSON.stringify(registerOf([WUHAN(), GUANGDONG()])));
  const cases: readonly (readonly [object, string])[] = [
    [registerOf([WUHAN()], { seq: 3, prev: before }), "It does not follow the register that you hold"],
    [registerOf([WUHAN()], { seq: 2, prev: hashOf("another") }), "It does not follow the register that you hold"],
    [registerOf([WUHAN()], { root: 2, seq: 2, prev: before }), "It names the root 2, yours is 1."],
    [
      registerOf([WUHAN(), { ...GUANGDONG(), origin: "http://10.0.0.1" }], { seq: 2, prev: before }),
      "Readers would leave out: 44. Members on one machine need --local.",
    ],
    [{ anything: "else" }, "file_malformed"],
  ];
  for (const [members, reason] of cases) {
    const { status, output } = await sign(1, candidate("wrong.json", members), ...held);
    expect([status, output.includes(reason)], `${reason} | ${output}`).toEqual([1, true]);
  }
});

test("another passphrase, a key that others can read and a key that the root does not name sign nothing", async () => {
  const place = candidate("first.json", registerOf([WUHAN()]));
  const signWith = (passphrase: string, key: string) =>
    tool(passphrase, "sign", place, ...ROOT, "--key", at(key), "--out", at("never.signature"));
  expect((await signWith("another passphrase", "o1.key")).output).toContain("this is not the passphrase of the key");
  writeFileSync(at("open.key"), readFileSync(at("o1.key")), { mode: 0o644 });
  expect((await signWith(PASSPHRASE, "open.key")).output).toContain("other users can read this key");
  await tool(PASSPHRASE, "key", "0.o9", "--key", at("o9.key"));
  expect((await signWith(PASSPHRASE, "o9.key")).output).toContain("The root does not know the key 0.o9.");
});

test("a wrong command is answered with the help", async () => {
  const cases: readonly (readonly [string, ...string[]])[] = [
    ["With the nation's host:"],
    ["There is no admti.", "admti"],
    ["Missing: --root, --key, --out", "sign"],
    ["Missing: --key", "key", "0.o1"],
    ["Missing: --root, --out", "join", "x"],
    ["A word is missing after show.", "show", ...ROOT],
    ["Unknown option '--rot'", "show", "x", "--rot", "y"],
  ];
  for (const [begin, ...args] of cases) {
    const { status, output } = await tool("", ...args);
    expect([status, output.includes("npm run register -- sign CANDIDATE")], args.join(" ")).toEqual([2, true]);
    expect(output).toMatch(new RegExp(`^${begin.replace(".", "\\.")}`));
  }
});
