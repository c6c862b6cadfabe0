/** A person with a green code from an area of high risk passes only inside that county. The person's shard knows the area; a verifier with the code alone only asks. */
import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { PassesResponse } from "../../../src/contract/pass.ts";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import type { VerifyResponse } from "../../../src/contract/verify.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import { aPhone, anArea, aPoint, aResidentNumber } from "../builders.ts";
import { anOfficer } from "../officer.ts";
import { approve, proposalOf } from "../officers/lists.ts";
import { Visitor } from "../visitor.ts";
import type { HolderQuery } from "../../../src/objects/people/credential/rpc.ts";

const HUBEI = "hubei.localhost";
/** A street of Yichang, where the province's passage policy holds. */
const GATE = "420502001";
const TODAY = dateOf(Date.now());

type Row = HolderQuery & Record<string, SqlStorageValue>;

let officer: Visitor;
let second: Visitor;
let collector: Visitor;

async function aResident(division: string) {
  const visitor = await new Visitor(HUBEI).logIn(aPhone());
  const person = await visitor.bind("尹小满", aResidentNumber());
  await visitor.declare(person, { category: "arriving", presentPlace: { division }, plannedArrival: addDays(TODAY, 3) });
  return { visitor, person };
}

beforeAll(async () => {
  ({ visitor: officer } = await anOfficer(HUBEI, "42"));
  ({ visitor: second } = await anOfficer(HUBEI, "42"));
  const phone = aPhone();
  collector = await new Visitor(HUBEI).logIn(phone);
  const self = await collector.bind("陈守诚", aResidentNumber());
  await collector.declare(self);
  await collector.ask("POST", "/local/administrators", { division: GATE, phone });
  const point = aPoint("东门");
  const path = `/api/v1/communities/${GATE}`;
  await collector.ask("POST", `${path}/points`, point);
  await collector.ask("POST", `${path}/collectors`, { code: (await collector.show(self)).digits });
  await collector.ask("PUT", `${path}/post`, { pointId: point.id });
});

/** The row of the passage policy and its answer for a resident's code: at a gate of the issuer, and at a verifier that has the code alone. */
async function rowsFor({ visitor, person }: Awaited<ReturnType<typeof aResident>>): Promise<readonly (string | undefined)[]> {
  const { digits } = await visitor.show(person);
  const passes = [{ id: crypto.randomUUID(), code: digits }];
  const { results } = await collector.ask<PassesResponse>("POST", `/api/v1/communities/${GATE}/passes`, { passes });
  const verified = await collector.ask<VerifyResponse>("POST", "/api/v1/verify", { code: digits, gate: GATE });
  const [result] = results;
  return [
    result?.state === "registered" ? `${result.passage.row} ${result.passage.answer}` : result?.refusal.code,
    verified.valid ? `${verified.passage.row} ${verified.passage.answer}` : verified.refusal.code,
  ];
}

test("without a county of high risk, green passes in the whole province, at the home issuer's gate and for a verifier with the code alone", async () => {
  expect(await rowsFor(await aResident("110101"))).toEqual(["green_in_province passes", "green_in_province passes"]);
});

test("with a county of high risk, the home issuer's gate stops its residents and passes others, and a verifier with the code alone asks", async () => {
  const resident = await aResident("110101");
  const change = { kind: "area_entry", entry: anArea({ division: "110101" }) };
  await approve(second, await officer.ask<Proposal>("POST", "/api/v1/proposals", proposalOf(change)));
  const issuer = env.ISSUER.getByName("42/issuer");
  const waiting = () =>
    runInDurableObject(issuer, (_object, { storage }) => storage.sql.exec("SELECT 1 FROM shard_news").toArray().length);
  while ((await waiting()) > 0) await runDurableObjectAlarm(issuer);
  for (let shard = 0; shard < 16; shard += 1)
    for (let ring = 0; ring < 4; ring += 1) await runDurableObjectAlarm(env.PEOPLE.getByName(`42/people/${shard}`));
  expect(await rowsFor(resident)).toEqual(["green_outside_county does_not_pass", "green_origin_unsure ask"]);
  expect(await rowsFor(await aResident("110102"))).toEqual(["green_in_province passes", "green_origin_unsure ask"]);
  const issuerSays = await new Visitor(HUBEI).ask<{ originRisks: string[] }>("GET", "/.well-known/yima-issuer");
  expect(issuerSays.originRisks).toEqual(["unknown", "high"]);
});

/** The category (staying, arriving and so on) that the shards tell a gate about each holder of a credential. */
async function holderCategories(): Promise<readonly unknown[]> {
  const categories: unknown[] = [];
  for (let shard = 0; shard < 16; shard += 1) {
    const holders = await runInDurableObject(env.PEOPLE.getByName(`42/people/${shard}`), (people, { storage }) =>
      people.holders(storage.sql.exec<Row>("SELECT person, handle FROM credentials").toArray(), Date.now()),
    );
    categories.push(...holders.map((holder) => holder.ok && holder.value.category));
  }
  return categories;
}

test("a shard gives a gate the category of the holder's last declaration", async () => {
  const { visitor, person } = await aResident("110102");
  await visitor.show(person);
  expect(await holderCategories()).not.toContain("returning");
  const changes = { category: "returning", presentPlace: { division: "110102" }, plannedArrival: addDays(TODAY, 3) };
  await visitor.declare(person, changes);
  expect(await holderCategories()).toContain("returning");
});
