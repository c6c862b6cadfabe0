/** Signs at a gate without colours: the answer to a registration, the mark in the records, and the places where signs never appear. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { PassesResponse, PassPage } from "../../../src/contract/pass.ts";
import { aPoint, COMMUNITY } from "../builders.ts";
import type { Track } from "../../../src/contract/track.ts";
import { anOffice, aResident, deliver, type Resident } from "../gate.ts";

const DAY = 86_400_000;
const PATH = `/api/v1/communities/${COMMUNITY}`;

let office: Awaited<ReturnType<typeof anOffice>>;
let collector: Resident;

beforeAll(async () => {
  office = await anOffice(COMMUNITY);
  const point = aPoint("东门");
  await office.ask("POST", `${PATH}/points`, point);
  collector = await aResident("陈守诚", COMMUNITY);
  await office.ask("POST", `${PATH}/collectors`, { code: (await collector.visitor.show(collector.self)).digits });
  await collector.visitor.ask("PUT", `${PATH}/post`, { pointId: point.id });
});

async function declared(changes: Readonly<Record<string, unknown>>): Promise<Resident> {
  const resident = await aResident("尹小满", COMMUNITY);
  await resident.visitor.declare(resident.self, changes);
  return resident;
}

async function registered(digits: string, id: string = crypto.randomUUID()) {
  const body = { passes: [{ id, code: digits }] };
  const { results } = await collector.visitor.ask<PassesResponse>("POST", `${PATH}/passes`, body);
  const [result] = results;
  if (result?.state !== "registered") throw new Error(`not registered: ${JSON.stringify(result)}`);
  return result;
}

async function signsOf({ visitor, self }: Resident): Promise<boolean | null> {
  return (await registered((await visitor.show(self)).digits)).signs;
}

/** Runs a statement that changes declarations in all shards of persons. */
async function inShards(change: string, ...bindings: readonly SqlStorageValue[]): Promise<void> {
  for (let shard = 0; shard < 16; shard += 1)
    await runInDurableObject(env.PEOPLE.getByName(`4201/people/${shard}`), (_, { storage }) => {
      storage.sql.exec(change, ...bindings);
    });
}

test.each<readonly [string, Readonly<Record<string, unknown>>, boolean]>([
  ["38.2 °C", { temperatureCelsius: 38.2 }, true],
  ["a symptom", { symptoms: ["cough"] }, true],
  ["a contact with a case", { contact: "confirmed" }, true],
  ["nothing", {}, false],
])("a gate learns whether a declaration with %s has signs, and nothing else of it", async (_, changes, signs) => {
  const resident = await declared(changes);
  const result = await registered((await resident.visitor.show(resident.self)).digits);
  expect(result.signs).toBe(signs);
  expect(Object.keys(result).toSorted()).toEqual([
    "at",
    "colour",
    "declaredAt",
    "flags",
    "id",
    "maskedName",
    "passage",
    "pointId",
    "signs",
    "state",
  ]);
});

test("the newest declaration counts", async () => {
  const resident = await declared({ temperatureCelsius: 38.2 });
  await resident.visitor.declare(resident.self, {});
  expect(await signsOf(resident)).toBe(false);
});

test("a repeat of the same pass gets the same signs", async () => {
  const resident = await declared({ symptoms: ["fever"] });
  const { digits } = await resident.visitor.show(resident.self);
  const id = crypto.randomUUID();
  expect([(await registered(digits, id)).signs, (await registered(digits, id)).signs]).toEqual([true, true]);
});

test("a declaration of an earlier release, whose row has no signs, is opened and answers too", async () => {
  const resident = await declared({ temperatureCelsius: 38.2 });
  await inShards("UPDATE declarations SET signs = NULL");
  expect(await signsOf(resident)).toBe(true);
});

test("a declaration that cannot be opened stops nobody: its signs are unknown", async () => {
  const resident = await declared({ temperatureCelsius: 38.2 });
  const { digits } = await resident.visitor.show(resident.self);
  await inShards("UPDATE declarations SET signs = NULL, sealed = 'AAAA' WHERE at = (SELECT MAX(at) FROM declarations)");
  expect((await registered(digits)).signs).toBeNull();
});

test("signs of a declaration older than 14 days are unknown", async () => {
  const resident = await declared({ temperatureCelsius: 38.2 });
  const code = await resident.visitor.show(resident.self);
  await inShards("UPDATE declarations SET at = at - ?", 15 * DAY);
  expect((await registered(code.digits)).signs).toBeNull();
});

test("the records of the community name the mark and can be filtered by it", async () => {
  const page = (query: string) => office.ask<PassPage>("GET", `${PATH}/passes${query}`);
  const marked = (await page("?mark=signs")).passes;
  const all = (await page("")).passes;
  expect(marked.length).toBeGreaterThan(0);
  expect(marked.map(({ marks }) => marks)).toEqual(marked.map(() => ["signs"]));
  expect(all.filter(({ marks }) => marks.length > 0)).toEqual(marked);
  expect(marked.length).toBeLessThan(all.length);
  const csv = await (await office.send("GET", `${PATH}/passes.csv?purpose=核查&mark=signs`)).text();
  expect(csv.split("申报有发热、症状或接触")).toHaveLength(marked.length + 1);
  expect((await office.send("GET", `${PATH}/passes?mark=other`)).status).toBe(400);
});

test("signs are neither in a code, nor in a verification, nor in a track", async () => {
  const resident = await declared({ temperatureCelsius: 38.2 });
  const { digits } = await resident.visitor.show(resident.self);
  const verified = await collector.visitor.ask("POST", "/api/v1/verify", { code: digits });
  await registered(digits);
  await deliver(COMMUNITY);
  const { number } = resident;
  const look = { person: { document: { type: "10", number } }, purpose: { kind: "contact_tracing" } };
  const track = await office.ask<Track>("POST", `/api/v1/divisions/${COMMUNITY}/tracks`, look);
  expect(track.passes).toHaveLength(1);
  expect(JSON.stringify([verified, track])).not.toMatch(/signs|mark/);
});
