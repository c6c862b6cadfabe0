/** One process owns a state directory: a second start is refused while the owner runs, and accepted after kill -9. Source: docs/operate.md. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { root } from "../../tools/command.ts";
import { type Embedded, startEmbedded } from "../../tools/embedded.ts";
import { Visitor } from "../../tools/visitor.ts";
import { type Killable, startKillable } from "../support/killable.ts";
import { TEST_MASTER_KEY } from "../support/running.ts";

const base = mkdtempSync(join(tmpdir(), "yima-owner-"));
let state: string;

beforeEach(() => {
  state = mkdtempSync(join(base, "state-"));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

async function start(): Promise<Embedded> {
  const service = await startEmbedded({ port: 0, persist: state, masterKey: TEST_MASTER_KEY });
  onTestFinished(() => service.dispose());
  return service;
}

/** A service in its own process. The end of the test kills it, also after a failure. */
async function startElsewhere(): Promise<Killable> {
  const service = await startKillable(state, 0);
  onTestFinished(() => service.kill().catch(() => undefined));
  return service;
}

function health(port: number): Promise<number> {
  return new Visitor(port, "wuhan.localhost").send("GET", "/healthz").then(({ status }) => status);
}

test("a second start on a served state is refused, with a sentence that says what to do", async () => {
  const first = await startElsewhere();
  await expect(start()).rejects.toThrow(
    `Yima already runs on the state in ${state}. Stop that process first (Ctrl+C in its window, or kill), then start again.`,
  );
  expect(await health(first.port)).toBe(200);
});

test("a second start by the serving process itself is refused, and accepted after that service has stopped", async () => {
  const first = await start();
  await expect(start()).rejects.toThrow("Yima already runs");
  await first.dispose();
  const second = await start();
  expect(await health(second.port)).toBe(200);
});

test("workerd ends when only its parent is killed: the next start is the only owner", async () => {
  const first = await startElsewhere();
  await first.kill("parent");
  const second = await start();
  const answers = await Promise.allSettled([health(first.port), health(second.port)]);
  expect(answers).toEqual([
    expect.objectContaining({ status: "rejected", reason: expect.objectContaining({ code: "ECONNREFUSED" }) }),
    { status: "fulfilled", value: 200 },
  ]);
});

test("the owner file of a process that is gone refuses nobody, even when another program has its number now", async () => {
  writeFileSync(join(state, "owner.pid"), "1");
  writeFileSync(join(state, "owner.lock"), "");
  const first = await start();
  expect(await health(first.port)).toBe(200);
});

test("workerd.sh without the Linux tools ends workerd a moment after its parent was killed", async () => {
  const tools = join(state, "tools");
  mkdirSync(tools);
  symlinkSync("/bin/sleep", join(tools, "sleep"));
  const program = join(state, "workerd");
  writeFileSync(program, '#!/bin/sh\necho "$1"\nexec sleep 20\n', { mode: 0o755 });
  const parent = spawn("/bin/sh", ["-c", `${join(root, "tools/workerd.sh")} serve & wait`], {
    env: { PATH: tools, YIMA_WORKERD: program, YIMA_STATE: state },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output] = await once(parent.stdout, "data");
  const begun = Date.now();
  const closed = once(parent, "close");
  parent.kill("SIGKILL");
  await closed;
  expect([String(output), Date.now() - begun < 10_000]).toEqual(["serve\n", true]);
});
