/** Who was at a place becomes a contact: an issuer finds its own people in their tracks, for its own officers and for those of another region; nobody is named. On the real objects. docs/trust.md §10. */
import { runDurableObjectAlarm } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import type { Proposal } from "../../../src/contract/proposal/proposal.ts";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import type { PassId } from "../../../src/domain/community/community.ts";
import type { LetterItem } from "../../../src/domain/federation/letter.ts";
import { DAY_MS, HOUR_MS, instantOf } from "../../../src/domain/instant.ts";
import { COMMUNITY } from "../builders.ts";
import { aGate, aResident, deliver } from "../gate.ts";
import { agreed, anOfficer, aProposal } from "../officer.ts";
import { entries, mailboxFor, shardsOfWuhan, standing, told, WUHAN } from "../telling.ts";

const NOW = Date.now();
const TODAY = dateOf(NOW);
/** A community of Guangzhou. */
const THERE = "440106002001";
const seconds = (ms: number) => Math.floor(ms / 1000);

const anExposure = (reference: string, changes: Readonly<Record<string, unknown>> = {}): LetterItem => ({
  id: crypto.randomUUID(),
  place: { division: THERE, point: null },
  from: seconds(NOW - 2 * HOUR_MS),
  until: seconds(NOW - HOUR_MS),
  level: "close_contact",
  days: 14,
  source: "440106",
  reference,
  basis: "outbreak",
  ...changes,
});

/** A visit in the track of a person whom nobody has added. */
const aVisit = (index: number, at: number, pointName = "南门") => ({
  person: index.toString(16).padStart(24, "0") as PersonKey,
  at,
  id: crypto.randomUUID() as PassId & `${string}-${string}-${string}-${string}-${string}`,
  community: THERE,
  pointName,
  colour: "none" as const,
  latitude: null,
  longitude: null,
});

const because = (change: object) => ({ change, reason: "outbreak", evidence: "流调报告第 40 号" });

const waiting = async () => (await mailboxFor("44").told()).waiting;

/** Rings the alarm of the mailbox until `state` is so. */
function until(state: () => Promise<void>, from = "44"): Promise<void> {
  const attempt = async () => {
    await runDurableObjectAlarm(mailboxFor(from));
    await state();
  };
  return vi.waitFor(attempt, { timeout: 60_000, interval: 50 });
}

test("a peer's exposure reaches who was there in that time, with the day of the visit, and its withdrawal takes it back", async () => {
  const [shard] = shardsOfWuhan();
  const within = NOW - 1.5 * HOUR_MS;
  await shard?.record([
    aVisit(1, within),
    aVisit(2, NOW - 3 * HOUR_MS),
    aVisit(3, NOW),
    aVisit(4, within, "北门"),
    aVisit(1, within + 1),
  ]);
  const [everywhere, south] = [anExposure("31"), anExposure("32", { place: { division: THERE, point: "南门" } })];
  expect(await told("exposure", [everywhere, south])).toEqual(["taken", "taken"]);
  expect(await told("exposure", [everywhere])).toEqual(["known"]);
  await until(async () => expect([await standing("31"), await standing("32")]).toEqual([2, 1]));
  const day = dateOf(within);
  expect((await entries("32"))[0]).toMatchObject({
    kind: "close_contact",
    source: "440106",
    from_day: day,
    until_day: addDays(day, 14),
  });
  const withdrawal = { id: crypto.randomUUID(), exposure: everywhere.id, basis: "wrong_data" };
  expect(await told("exposure_withdrawal", [withdrawal])).toEqual(["taken"]);
  await until(async () => expect([await standing("31"), await standing("32")]).toEqual([0, 1]));
  expect(await told("exposure_withdrawal", [withdrawal, { ...withdrawal, id: crypto.randomUUID(), exposure: "x" }])).toEqual([
    "known",
    "known",
  ]);
  expect(await told("exposure", [everywhere])).toEqual(["known"]);
});

test("what the sender may not say, or what is no exposure, is refused by its name", async () => {
  const wrong: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
    [{ place: { division: COMMUNITY, point: null } }, "region_foreign"],
    [{ source: "420106" }, "region_foreign"],
    [{ place: { division: "440106", point: null } }, "item_malformed"],
    [{ place: { division: THERE, point: "a\nb" } }, "item_malformed"],
    [{ place: { division: THERE } }, "item_malformed"],
    [{ place: null }, "item_malformed"],
    [{ level: "confirmed" }, "item_malformed"],
    [{ basis: "anger" }, "item_malformed"],
    [{ from: "now" }, "item_malformed"],
    [{ from: -1 }, "item_malformed"],
    [{ reference: "" }, "item_malformed"],
    [{ days: "14" }, "item_malformed"],
    [{ days: 31 }, "exposure_days"],
    [{ days: 1.5 }, "exposure_days"],
    [{ until: seconds(NOW - 2 * HOUR_MS) }, "exposure_reversed"],
    [{ until: seconds(NOW + 3 * DAY_MS) }, "exposure_too_long"],
    [{ from: seconds(NOW - 31 * DAY_MS), until: seconds(NOW - 30 * DAY_MS) }, "exposure_too_old"],
    [{ from: seconds(NOW + DAY_MS), until: seconds(NOW + 2 * DAY_MS) }, "exposure_ahead"],
  ];
  const items = wrong.map(([changes]) => anExposure("wrong", changes));
  expect(await told("exposure", items)).toEqual(wrong.map(([, code]) => code));
  expect(await told("exposure_withdrawal", [{ id: crypto.randomUUID(), exposure: 7, basis: "outbreak" }])).toEqual([
    "item_malformed",
  ]);
});

test("more persons than a day allows wait for two officers, who let them in or take them back", async () => {
  const [shard] = shardsOfWuhan();
  const at = NOW - 5 * HOUR_MS;
  const times = { from: seconds(at - HOUR_MS), until: seconds(at + HOUR_MS) };
  await shard?.record(Array.from({ length: 2001 }, (_, index) => aVisit(1000 + index, at)));
  expect(await told("exposure", [anExposure("many", { ...times, level: "potential_contact" })], "44")).toEqual(["taken"]);
  await until(async () =>
    expect(await waiting()).toMatchObject({ lines: 2001, kinds: [{ name: "potential_contact", lines: 2001 }] }),
  );
  expect(await standing("many")).toBe(0);
  const [{ visitor: first }, { visitor: second }] = [await anOfficer(), await anOfficer()];
  const change = { kind: "told_facts_entry", peer: "44" };
  await agreed(first, second, { change, reason: "outbreak", evidence: "广州流调报告" });
  await until(async () => expect(await standing("many")).toBe(2001));
  expect(await waiting()).toBeNull();
  const since = { kind: "told_facts_withdrawal", peer: "44", since: TODAY };
  await agreed(first, second, { change: since, reason: "wrong_data", evidence: "广州来电" });
  await until(async () => expect(await standing("many")).toBe(0));
  expect(await told("exposure", [anExposure("later", times)])).toEqual(["taken"]);
});

test("two officers of the own region find their residents at a gate, a pass that comes later too, and take it back", async () => {
  const [resident, later] = [await aResident("尹到过", COMMUNITY), await aResident("尹后到", COMMUNITY)];
  const pass = await aGate(COMMUNITY);
  await pass(resident);
  await deliver(COMMUNITY);
  const [{ visitor: first }, { visitor: second }] = [await anOfficer(), await anOfficer()];
  const exposure = {
    kind: "exposure_entry",
    division: COMMUNITY,
    point: "南门",
    from: instantOf(NOW - HOUR_MS),
    until: instantOf(NOW + HOUR_MS),
    level: "close_contact",
    days: 14,
    source: "420107",
    reference: "市场 1",
  };
  const refusal = (change: object) => first.refusal("POST", "/api/v1/proposals", aProposal(because({ ...exposure, ...change })));
  expect(await refusal({ division: "420107" })).toBe("422 exposure_not_a_community /change/division");
  expect(await refusal({ division: THERE })).toBe("403 outside_scope /change/division");
  expect(await refusal({ source: "440106" })).toBe("403 outside_scope /change/source");
  expect(await refusal({ source: "420199" })).toBe("422 division_unknown /change/source");
  expect(await refusal({ until: exposure.from })).toBe("422 exposure_reversed /change/until");
  expect(await refusal({ days: 0 })).toBe("422 exposure_days /change/days");

  const proposed = await agreed(first, second, because(exposure));
  expect(proposed.change).toMatchObject({ kind: "exposure_entry", visitors: [{ issuer: WUHAN, persons: 1, answer: null }] });
  const ringing = (state: () => Promise<void>) => until(state, WUHAN);
  await ringing(async () => expect(await standing("市场 1")).toBe(1));
  // The gate had no network: its pass reaches the track after the search.
  await pass(later);
  await deliver(COMMUNITY);
  vi.setSystemTime(Date.now() + HOUR_MS);
  await ringing(async () => expect(await standing("市场 1")).toBe(2));
  vi.useRealTimers();

  const taken = await agreed(first, second, because({ kind: "exposure_withdrawal", told: proposed.id }));
  expect(taken.change).toMatchObject({ kind: "exposure_withdrawal", told: proposed.id });
  await ringing(async () => expect(await standing("市场 1")).toBe(0));
  const again = because({ kind: "exposure_withdrawal", told: proposed.id });
  expect(await first.refusal("POST", "/api/v1/proposals", aProposal(again))).toBe("409 notice_withdrawn");
  const unknown = because({ kind: "exposure_withdrawal", told: (taken satisfies Proposal).id });
  expect(await first.refusal("POST", "/api/v1/proposals", aProposal(unknown))).toBe("404 notice_not_found /change/told");
});
