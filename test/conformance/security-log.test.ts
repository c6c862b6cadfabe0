/** The security log of `npm start`: a file beside the state that only its owner reads, with a bound; nothing of it is printed. */
import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Embedded, startEmbedded } from "../../tools/embedded.ts";
import { securityLogIn } from "../../tools/security-log.ts";
import { Visitor } from "../../tools/visitor.ts";
import { TEST_MASTER_KEY } from "../support/running.ts";
import { removeState } from "../support/state.ts";

const home = mkdtempSync(join(tmpdir(), "yima-log-"));
const file = join(home, "security.log");
let embedded: Embedded;

/** A short line of the security log. */
const shortLine = (n: number) => ({ level: "log", message: `{"at":"${n}"}` });

/** What this process prints during the act. */
async function printedBy(act: () => Promise<unknown> | void): Promise<readonly string[]> {
  const printed: string[] = [];
  const take = (text: unknown) => printed.push(String(text)) > 0;
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, "write").mockImplementation(take);
  for (const name of ["log", "warn", "error"] as const) vi.spyOn(console, name).mockImplementation(take);
  await act();
  vi.restoreAllMocks();
  return printed;
}

beforeAll(async () => {
  embedded = await startEmbedded({ port: 0, persist: join(home, "state"), masterKey: TEST_MASTER_KEY, securityLog: file });
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await embedded.dispose();
  removeState(home);
});

test("a login is a line of the file, and nothing of it is printed", async () => {
  const lines = () => readFileSync(file, "utf8").trimEnd().split("\n");
  const printed = await printedBy(async () => {
    await new Visitor(embedded.port, "wuhan.localhost").logIn("13900000001");
    await vi.waitFor(() => expect(lines()).toHaveLength(2));
  });
  expect(printed).toEqual([]);
  expect(lines().map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { event: "login", operation: "POST /api/v1/otp", outcome: 202 },
    { event: "login", operation: "POST /api/v1/sessions", outcome: 201 },
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a full file becomes the one before it, also after a restart, and other lines are printed", async () => {
  const path = join(home, "small.log");
  const printed = await printedBy(() => {
    const take = securityLogIn(path, 24);
    [1, 2].map(shortLine).forEach(take);
    take({ level: "warn", message: "a warning" });
    const again = securityLogIn(path, 24);
    [3, 4, 5].map(shortLine).forEach(again);
  });
  expect(printed).toEqual(["a warning\n"]);
  expect([path, `${path}.1`].map((one) => readFileSync(one, "utf8"))).toEqual(['{"at":"5"}\n', '{"at":"3"}\n{"at":"4"}\n']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
