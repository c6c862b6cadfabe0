/** The operator's command for facts against a built system: what it says, with which exit code, and what it does. Source: docs/operate.md. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { personColour } from "../../src/contract/colour.ts";
import { me } from "../../src/contract/people.ts";
import { RESIDENT } from "../../tools/demo-cast.ts";
import { root, run } from "../../tools/command.ts";
import { enrol } from "../../tools/demo.ts";
import { type Running, startRunning, TEST_MASTER_KEY } from "../support/running.ts";

const HOST = "hubei.localhost";

let deployed: Running;

beforeAll(async () => {
  deployed = await startRunning();
  await enrol(deployed.port, HOST, RESIDENT);
});
afterAll(() => deployed.dispose());

function command(...changes: readonly string[]) {
  const [{ number }] = RESIDENT.people;
  const entry = ["--number", number, "--kind", "confirmed", "--from", "2026-11-01", "--source", "420107", "--reference", "7-31"];
  const args = [join(root, "tools/fact.ts"), "--origin", `http://${HOST}:${deployed.port}`, ...entry, ...changes];
  return run("node", args, { capture: true, env: { YIMA_MASTER_KEY: TEST_MASTER_KEY } });
}

async function colour(): Promise<string> {
  const visitor = deployed.visitor(HOST);
  await visitor.logIn(RESIDENT.phone);
  const { people } = await visitor.ask("GET", "/api/v1/me", me);
  return (await visitor.ask("GET", `/api/v1/people/${people[0]?.id}/colour`, personColour)).row;
}

test("an entry turns the person it names, and is entered once", async () => {
  expect(await colour()).toBe("nothing_found");
  expect(await command()).toEqual({ status: 0, output: "Entered.\n" });
  expect(await command()).toEqual({ status: 0, output: "No change: this entry exists already.\n" });
  expect(await colour()).toBe("confirmed");
});

test("what is wrong with an entry is said with its place", async () => {
  const { status, output } = await command("--until", "2026-10-01");
  expect([status, output.split(":")[0]]).toEqual([1, "422 fact_dates_reversed /until"]);
});
