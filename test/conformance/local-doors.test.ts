/** The paths that only the local build may have (the message outbox, the trial page, the appointment of an administrator, phones on the same network) are in no deployed build. Source: architecture.md. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../tools/command.ts";
import { DEPLOYED, type Running, startRunning } from "../support/running.ts";

/** Texts that the code of these paths must contain. */
const DOORS = [
  /["'`]\/local["'`]/,
  /\/outbox\.json/,
  /短信发件箱/,
  /YIMA_LAN_HOSTS/,
  /\/try\b/,
  /把码拿给采集员看/,
  /frame-ancestors (?!'none')/,
];

/** The text of all modules of a script. */
const scriptOf = (name: string) => {
  const folder = join(root, "dist", name);
  const modules = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
  return modules.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
};

let local: Running;
let deployed: Running;

beforeAll(async () => {
  local = await startRunning();
  deployed = await startRunning(DEPLOYED);
});
afterAll(async () => {
  await local.dispose();
  await deployed.dispose();
});

test("the local build has the outbox", async () => {
  const answer = await local.visitor().send("GET", "/local/outbox.json");
  expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { messages: [] }]);
});

test("a deployed build answers the address of the outbox like any unknown address", async () => {
  const door = await deployed.visitor().send("GET", "/local/outbox.json");
  const nobodys = await deployed.visitor().send("GET", "/nobodys/address.json");
  expect([door.status, door.text]).toEqual([nobodys.status, nobodys.text]);
});

test("a deployed build has no local door that appoints administrators", async () => {
  const answer = await deployed
    .visitor()
    .send("POST", "/local/administrators", { division: "420107001002", phone: "13800000003" });
  expect(answer.status).toBe(405);
});

test("a deployed build answers as an issuer: its refusals come from a worker that runs", async () => {
  const answer = await deployed.visitor().send("GET", "/healthz");
  expect(answer.status).toBe(200);
});

test("the text of the deployed script holds nothing of a local door", () => {
  expect(DOORS.filter((door) => door.test(scriptOf("worker")))).toEqual([]);
});

test("the text of the local script holds every searched text: the search would find a door", () => {
  expect(DOORS.filter((door) => door.test(scriptOf("local")))).toEqual(DOORS);
});

test.each(["/.git/config", "/package.json", "/wrangler.toml", "/src/worker.ts", "/assets/", "/divisions/"])(
  "a deployed build answers %s like any unknown address: it shows no file of the repository and no list of files",
  async (path) => {
    const answer = await deployed.visitor().send("GET", path);
    const nobodys = await deployed.visitor().send("GET", "/nobodys/address");
    expect([answer.status, answer.text]).toEqual([nobodys.status, nobodys.text]);
  },
);

test.each(["/", "/api/v1/time", "/.well-known/jwks.json"])("nobody gets an echo of a request by TRACE %s", async (path) => {
  const answer = await deployed.visitor().send("TRACE", path, undefined, { "x-echo": "what was sent" });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.text).not.toContain("what was sent");
});
