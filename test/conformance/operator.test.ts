/** The operators' commands for keys and administrators against a built system: output, exit code and files. Source: docs/operate.md. */
import { chmodSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root, run } from "../../tools/command.ts";
import { enrol } from "../../tools/demo.ts";
import type { OperatorSigner } from "../../src/token/secret/operator.ts";
import { type Account, ADMINISTRATOR, COLLECTOR, RESIDENT } from "../../tools/demo-cast.ts";
import { DISTRICT, STREET } from "../support/desk.ts";
import { keyFiles } from "../support/operator-files.ts";
import { anotherOperator, FIRST, SECOND } from "../support/operators.ts";
import { type Running, startRunning } from "../support/running.ts";

const HOST = "wuhan.localhost";
const files = keyFiles();

let deployed: Running;

beforeAll(async () => {
  deployed = await startRunning();
  for (const account of [DISTRICT, STREET, RESIDENT, COLLECTOR, ADMINISTRATOR]) await enrol(deployed.port, HOST, account);
});
afterAll(async () => {
  await deployed.dispose();
  files.remove();
});

const tool = (name: string, ...args: readonly string[]) => run("node", [join(root, "tools", name), ...args], { capture: true });

function appoint({ phone, people: [{ name }] }: Account, division: string, key: string, ...changes: readonly string[]) {
  const person = ["--name", name, "--phone", phone, "--division", division, "--reason", "首任管理员"];
  return tool("administrator.ts", "--key", key, "--origin", `http://${HOST}:${deployed.port}`, ...person, ...changes);
}

test("a new key has a file that only its owner can read, and its public half is printed as an entry of the setting", async () => {
  const path = join(files.directory, "keys", "zhang-2026.json");
  const { status, output } = await tool("operator.ts", "new", "zhang-2026", "--key", path);
  const { name, jwk } = JSON.parse(readFileSync(path, "utf8"));
  const { d, ...open } = jwk;
  expect([status, JSON.parse(output), statSync(path).mode & 0o777]).toEqual([0, { name, jwk: open }, 0o600]);
  expect([name, d.length, output.includes(d)]).toEqual(["zhang-2026", 43, false]);
  expect((await tool("operator.ts", "new", "zhang-2027", "--key", path)).output).toBe(
    `${path} exists already: choose another file for the new key\n`,
  );
  expect(JSON.parse(readFileSync(path, "utf8")).name).toBe("zhang-2026");
});

test("one operator makes the first administrator of a city, and says what the set-up is", async () => {
  const { status, output } = await appoint(DISTRICT, "4201", files.write(FIRST));
  expect([status, output]).toEqual([0, "Appointed 顾** at 4201: the first set-up of this issuer needs one operator.\n"]);
  for (const account of [STREET, RESIDENT, COLLECTOR])
    expect((await appoint(account, "420107", files.write(FIRST))).status).toBe(0);
});

test("the fifth administrator is appointed by two operators, or by an operator and an officer", async () => {
  const { status, output } = await appoint(ADMINISTRATOR, "420106", files.write(FIRST));
  const [, id = ""] = /^Proposed 周\*\* at 420106\. .*\n {2}npm run operator -- approve (420106\/\S+) --note/.exec(output) ?? [];
  expect([status, id.length]).toEqual([0, 23]);
  const [origin, note] = [
    ["--origin", `http://${HOST}:${deployed.port}`],
    ["--note", "已核对"],
  ];
  const operator = (by: OperatorSigner, ...what: readonly string[]) =>
    tool("operator.ts", ...what, ...origin, "--key", files.write(by));
  expect((await operator(SECOND, "list")).output).toMatch(new RegExp(`^${id} {2}operator-1, .* UTC\n {4}周\\*\\* \\+86`));
  expect((await operator(FIRST, "approve", id, ...note)).output).toMatch(/^409 same_officer: /);
  expect(await operator(SECOND, "approve", id, ...note)).toEqual({ status: 0, output: "Appointed.\n" });
  expect(await operator(SECOND, "list")).toEqual({ status: 0, output: "Nothing waits.\n" });
});

test("the server refuses the request of an unknown key, and the command fails", async () => {
  const { status, output } = await appoint(DISTRICT, "4201", files.write(await anotherOperator()));
  expect([status, output.split(":")[0]]).toEqual([1, "401 operator_request_refused"]);
});

test.each([0o640, 0o604, 0o620])("a key file with the permissions %o is not used", async (mode) => {
  const path = files.write({ ...FIRST, name: `open-${mode}` });
  chmodSync(path, mode);
  const { status, output } = await appoint(DISTRICT, "4201", path);
  expect([status, output]).toEqual([1, expect.stringContaining(`${path}: other users can read this key`)]);
});

test("the only administrator is not removed, and nothing is sent unencrypted beyond this machine", async () => {
  const key = files.write(FIRST);
  expect((await appoint(DISTRICT, "4201", key, "--remove")).output).toMatch(/^409 last_administrator: /);
  const { status, output } = await appoint(DISTRICT, "4201", key, "--origin", "http://code.example");
  expect([status, output]).toEqual([1, "http://code.example: use https, or http on this machine\n"]);
});

test.each([
  [["list", "--kay", "x"], 2, "Unknown option '--kay'"],
  [["approve", "ID", "--key", "x"], 2, "Missing: --origin, --note\n\nnpm run operator -- new"],
  [["list", "--key", "nowhere.json", "--origin", "https://code.example"], 1, "nowhere.json is missing: npm run operator -- new"],
])("the wrong command %j is answered in words, with the help or with what to do", async (args, code, words) => {
  const { status, output } = await tool("operator.ts", ...args);
  expect([status, output.slice(0, words.length)]).toEqual([code, words]);
  expect(output).not.toContain("node:internal");
});

test.each([
  ["code.example", "code.example is no address: it begins with https://\n"],
  ["http://wuhan.localhost:1", "http://wuhan.localhost:1 does not answer: connect ECONNREFUSED 127.0.0.1:1\n"],
])("the address %s is answered in words", async (origin, words) => {
  const key = files.write(SECOND);
  expect(await tool("operator.ts", "list", "--key", key, "--origin", origin)).toEqual({ status: 1, output: words });
});
