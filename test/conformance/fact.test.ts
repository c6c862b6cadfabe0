/** The operator's command for facts against a built system: its output, its exit code and its effect. Source: docs/operate.md. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { personColour } from "../../src/contract/colour.ts";
import { me } from "../../src/contract/people.ts";
import { RESIDENT } from "../../tools/demo-cast.ts";
import { root, run } from "../../tools/command.ts";
import { enrol } from "../../tools/demo.ts";
import { keyFiles } from "../support/operator-files.ts";
import { FIRST } from "../support/operators.ts";
import { type Running, startRunning } from "../support/running.ts";

const HOST = "hubei.localhost";

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
  const entry = ["--number", number, "--kind", "confirmed", "--from", "2026-11-01", "--source", "420107", "--reference", "7-31"];
  const to = ["--origin", `http://${HOST}:${deployed.port}`, "--key", files.write(FIRST)];
  return run("node", [join(root, "tools/fact.ts"), ...to, ...entry, ...changes], { capture: true });
}

async function colour(): Promise<string> {
  const visitor = deployed.visitor(HOST);
  await visitor.logIn(RESIDENT.phone);
  const { people } = await visitor.ask("GET", "/api/v1/me", me);
  return (await visitor.ask("GET", `/api/v1/people/${people[0]?.id}/colour`, personColour)).row;
}

test("an entry changes the colour of the person whom it names, and is entered once", async () => {
  expect(await colour()).toBe("nothing_found");
  expect(await command()).toEqual({ status: 0, output: "Entered.\n" });
  expect(await command()).toEqual({ status: 0, output: "No change: this entry exists already.\n" });
  expect(await colour()).toBe("confirmed");
});

test("a wrong entry is reported with its place", async () => {
  const { status, output } = await command("--until", "2026-10-01");
  expect([status, output.split(":")[0]]).toEqual([1, "422 fact_dates_reversed /until"]);
});
