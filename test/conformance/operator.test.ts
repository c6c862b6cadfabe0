/** The operator's command against a built system: what it says, and with which exit code. Source: docs/operate.md. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root, run } from "../../tools/command.ts";
import { enrol } from "../../tools/demo.ts";
import { DISTRICT } from "../support/desk.ts";
import { type Running, startRunning, TEST_MASTER_KEY } from "../support/running.ts";

const HOST = "wuhan.localhost";

let deployed: Running;

beforeAll(async () => {
  deployed = await startRunning();
  await enrol(deployed.port, HOST, DISTRICT);
});
afterAll(() => deployed.dispose());

function command(...changes: readonly string[]) {
  const [{ name }] = DISTRICT.people;
  const person = ["--name", name, "--phone", DISTRICT.phone, "--division", "4201", "--reason", "首任管理员"];
  const args = [join(root, "tools/administrator.ts"), "--origin", `http://${HOST}:${deployed.port}`, ...person, ...changes];
  return (masterKey: string) => run("node", args, { capture: true, env: { YIMA_MASTER_KEY: masterKey } });
}

test("the command makes the first administrator of a city", async () => {
  expect(await command()(TEST_MASTER_KEY)).toEqual({ status: 0, output: "Appointed 顾** at 4201.\n" });
});

test("with another secret the command says that nothing was signed, and fails", async () => {
  const { status, output } = await command()("b3RoZXItbWFzdGVyLWtleS1vdGhlci1tYXN0ZXIta2U");
  expect([status, output.split(":")[0]]).toEqual([1, "401 operator_request_refused"]);
});

test("the only administrator is not let go, nor anything sent in clear beyond this machine", async () => {
  expect((await command("--remove")(TEST_MASTER_KEY)).output).toMatch(/^409 last_administrator: /);
  const { status, output } = await command("--origin", "http://code.example")(TEST_MASTER_KEY);
  expect([status, output]).toEqual([1, "http://code.example: use https, or http on this machine\n"]);
});
