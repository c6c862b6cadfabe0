/** The operators' commands for facts against a built system: its output, its exit code and its effect. Source: docs/operate.md. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { personColour } from "../../src/contract/colour.ts";
import { me } from "../../src/contract/people.ts";
import type { OperatorSigner } from "../../src/token/secret/operator.ts";
import { RESIDENT } from "../../tools/demo-cast.ts";
import { root, run } from "../../tools/command.ts";
import { enrol } from "../../tools/demo.ts";
import { keyFiles } from "../support/operator-files.ts";
import { FIRST, SECOND } from "../support/operators.ts";
import { type Running, startRunning } from "../support/running.ts";

const HOST = "hubei.localhost";

const WHY = ["--reason", "diagnosis", "--evidence", "7 号报告"];
const files = keyFiles();

let deployed: Running;

beforeAll(async () => {
  deployed = await startRunning();
  await enrol(deployed.port, HOST, RESIDENT);
});
afterAll(async () => {
  await deployed.dispose();
  files.remove();
});

function command(...changes: readonly string[]) {
  const [{ number }] = RESIDENT.people;
  const entry = [
    "--number",
    number,
    "--kind",
    "confirmed",
    "--from",
    "2026-11-01",
    "--source",
    "420107",
    "--reference",
    "7-31",
    ...WHY,
  ];
  return run("node", [join(root, "tools/fact.ts"), ...signing(FIRST), ...entry, ...changes], { capture: true });
}

function operator(by: OperatorSigner, ...what: readonly string[]) {
  return run("node", [join(root, "tools/operator.ts"), ...what, ...signing(by)], { capture: true });
}

function signing(by: OperatorSigner): readonly string[] {
  return ["--origin", `http://${HOST}:${deployed.port}`, "--key", files.write(by)];
}

async function colour(): Promise<string> {
  const visitor = deployed.visitor(HOST);
  await visitor.logIn(RESIDENT.phone);
  const { people } = await visitor.ask("GET", "/api/v1/me", me);
  return (await visitor.ask("GET", `/api/v1/people/${people[0]?.id}/colour`, personColour)).row;
}

test("an entry that one operator proposes changes the colour when another one approves it", async () => {
  expect(await colour()).toBe("nothing_found");
  const { status, output } = await command();
  const [, id = ""] = /^Proposed\. .*\n {2}npm run operator -- approve (\S+) --note/.exec(output) ?? [];
  expect([status, id.length]).toEqual([0, 16]);
  expect(await operator(SECOND, "list")).toEqual({
    status: 0,
    output: expect.stringMatching(
      new RegExp(
        `^${id}  operator-1, .* UTC\n    .*: confirmed 2026-11-01 – …, list of 420107, entry 7-31\n    diagnosis: 7 号报告\n\nTo decide one`,
      ),
    ),
  });
  const approval = ["approve", id, "--note", "已核对"];
  expect((await operator(FIRST, ...approval)).output).toMatch(/^409 same_officer: /);
  expect(await colour()).toBe("nothing_found");
  expect(await operator(SECOND, ...approval)).toEqual({ status: 0, output: "Approved.\n" });
  expect(await colour()).toBe("confirmed");
  expect(await operator(SECOND, "list")).toEqual({ status: 0, output: "Nothing waits.\n" });
});

test("a wrong entry is reported with its place", async () => {
  const { status, output } = await command("--until", "2026-10-01");
  expect([status, output.split(":")[0]]).toEqual([1, "422 fact_dates_reversed /until"]);
});
