/** A thief of the disk finds no personal data after the demonstration's whole story. Source: architecture.md, Privacy and security. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appealFile } from "../../src/contract/appeal.ts";
import { point } from "../../src/contract/community.ts";
import { me } from "../../src/contract/people.ts";
import { ADDRESS, ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo } from "../../tools/demo.ts";
import { findInFiles } from "../support/dump.ts";
import { type Running, startRunning } from "../support/running.ts";
import { passThrough } from "../support/story.ts";

/** The name of a point, which is not secret and is stored in clear: a search that works must find it. */
const CONTROL = "Kontrollposten Ω7";

const cast = [RESIDENT, COLLECTOR, ADMINISTRATOR];
const secrets = [
  ...cast.map(({ phone }) => phone),
  ...cast.flatMap(({ people }) => people.map(({ name }) => name)),
  ...cast.flatMap(({ people }) => people.map(({ number }) => number)),
  ADDRESS,
];

let running: Running;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  const administrator = running.visitor(HOSTS.administrator);
  await administrator.logIn(ADMINISTRATOR.phone);
  await administrator.ask("POST", `/api/v1/communities/${COMMUNITY.division}/points`, point, {
    id: "018e0000-0000-7000-8000-0000000000aa",
    name: CONTROL,
    address: "control",
  });
  await passThrough(running);
  await sendProof();
});
afterAll(() => running.dispose());

/** Sends a PDF for an appeal; the file contains the resident's name and document number. */
async function sendProof(): Promise<void> {
  const resident = running.visitor(HOSTS.resident);
  await resident.logIn(RESIDENT.phone);
  const { people } = await resident.ask("GET", "/api/v1/me", me);
  const [someone] = RESIDENT.people;
  const path = `/api/v1/people/${people[0]?.id}/appeals/${randomUUID()}/files/${randomUUID()}`;
  const bytes = Buffer.from(`%PDF-1.7 ${someone.name} ${someone.number}`);
  await resident.ask("PUT", path, appealFile, bytes);
}

test("no file of the running system holds an identity number, a phone number, a name or an address", () => {
  expect(findInFiles(running.state, secrets)).toEqual([]);
});

test("the search finds a text that was written through the interface", () => {
  expect(findInFiles(running.state, [CONTROL]).map(({ spelling }) => spelling)).toContain("utf-8");
});

test("the searched people are really stored", async () => {
  const resident = running.visitor(HOSTS.resident);
  await resident.logIn(RESIDENT.phone);
  const { people } = await resident.ask("GET", "/api/v1/me", me);
  expect(people.map(({ maskedName, maskedDocument }) => [maskedName, maskedDocument])).toEqual([
    ["尹**", "42**************2X"],
    ["尹**", "42**************32"],
    ["尹**", "42**************15"],
  ]);
});
