/** Proposals on the real runtime: a manual change of colours needs two officers, a reason of health and evidence, and holds at once. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { PersonColour } from "../../../src/contract/colour.ts";
import type { PassesResponse } from "../../../src/contract/pass.ts";
import type { Proposal, Proposals } from "../../../src/contract/proposal/proposal.ts";
import type { Person } from "../../../src/contract/people.ts";
import { dateOf } from "../../../src/domain/china-time.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { agreed, anOfficer, aProposal } from "../officer.ts";
import { following, read } from "../objects/chains.ts";
import { manualChanges } from "../manual-changes.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const PATH = "/api/v1/proposals";
const DAY_MS = 86_400_000;
const at = (ms: number) => new Date(ms).toISOString();

let first: Awaited<ReturnType<typeof anOfficer>>;
let second: Awaited<ReturnType<typeof anOfficer>>;

beforeAll(async () => {
  first = await anOfficer(HUBEI, "42");
  second = await anOfficer(HUBEI, "42");
});

async function aResident(host: string) {
  const phone = aPhone();
  const visitor = await new Visitor(host).logIn(phone);
  const person = await visitor.bind("尹小满", aResidentNumber());
  await visitor.declare(person);
  return { visitor, person, phone };
}

async function colourOf(visitor: Visitor, { id }: Person): Promise<string> {
  const { colour, row } = await visitor.ask<PersonColour>("GET", `/api/v1/people/${id}/colour`);
  return `${colour} ${row}`;
}

async function proposed(changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
  return (await first.visitor.ask<Proposal>("POST", PATH, aProposal(changes))).id;
}

test("closed management turns a declared person grey, and its end brings the colour back by itself", async () => {
  const { visitor, person } = await aResident(HUBEI);
  expect(await colourOf(visitor, person)).toBe("green nothing_found");
  const from = at(Date.now() - 1000);
  const change = { kind: "closed_management", division: COMMUNITY, from, until: null };
  const id = await proposed({ change });
  expect(await colourOf(visitor, person)).toBe("green nothing_found");
  await second.visitor.ask("POST", `${PATH}/${id}/approvals`, { note: "已核对" });
  expect(await colourOf(visitor, person)).toBe("grey closed_management");
  const { digits } = await visitor.show(person);
  expect(await visitor.ask("POST", "/api/v1/verify", { code: digits })).toMatchObject({ valid: true, colour: "grey" });
  const { closures } = await first.visitor.ask<Proposals>("GET", PATH);
  expect(closures).toEqual([{ division: COMMUNITY, from, until: null }]);
  await agreed(second.visitor, first.visitor, { change: { ...change, until: at(Date.now()) }, reason: "outbreak_over" });
  expect(await colourOf(visitor, person)).toBe("green nothing_found");
});

test("a gate registers a code that was green at its issue as grey when its holder's address is closed", async () => {
  const { visitor, person } = await aResident(HUBEI);
  const { digits } = await visitor.show(person);
  const collector = await aCollector();
  const change = { kind: "closed_management", division: COMMUNITY.slice(0, 9), from: at(Date.now() - 1000), until: null };
  await agreed(first.visitor, second.visitor, { change });
  const { results } = await collector.ask<PassesResponse>("POST", collector.community("/passes"), {
    passes: [{ id: crypto.randomUUID(), code: digits }],
  });
  expect(results).toMatchObject([{ state: "registered", colour: "grey" }]);
  await agreed(second.visitor, first.visitor, { change: { ...change, until: at(Date.now()) }, reason: "outbreak_over" });
});

async function aCollector(): Promise<Visitor> {
  const { visitor: collector, person: self, phone } = await aResident(HUBEI);
  await collector.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  const point = aPoint("东门");
  await collector.ask("POST", collector.community("/points"), point);
  await collector.ask("POST", collector.community("/collectors"), { code: (await collector.show(self)).digits });
  await collector.ask("PUT", collector.community("/post"), { pointId: point.id });
  return collector;
}

test("Wuhan shows no colours until two officers switch them on, and asks for no new declaration", async () => {
  const { visitor, person } = await aResident("wuhan.localhost");
  const [one, other] = [await anOfficer(), await anOfficer()];
  expect(await colourOf(visitor, person)).toBe("none colourless");
  const ahead = { kind: "colours_switch", from: at(Date.now() + DAY_MS) };
  await agreed(one.visitor, other.visitor, { change: ahead, reason: "unified_standard" });
  expect(await colourOf(visitor, person)).toBe("none colourless");
  await agreed(one.visitor, other.visitor, { change: { ...ahead, from: at(Date.now() - 1) }, reason: "unified_standard" });
  expect(await colourOf(visitor, person)).toBe("green nothing_found");
  // A code issued after the switch to colours contains the colour, so a change of the colour revokes it.
  await visitor.show(person);
  await visitor.declare(person, { temperatureCelsius: 39.1 });
  expect((await visitor.me()).people[0]?.revokedAt).toEqual(expect.any(String));
});

test("the settings of one issuer's officers do not hold at another issuer", async () => {
  const change = { kind: "closed_management", division: COMMUNITY, from: at(Date.now() - 1000), until: null };
  await agreed(first.visitor, second.visitor, { change });
  const elsewhere = await anOfficer();
  expect((await elsewhere.visitor.ask<Proposals>("GET", PATH)).closures).toEqual([]);
  await agreed(first.visitor, second.visitor, { change: { ...change, until: at(Date.now()) } });
});

test("a refused proposal changes nothing, and both officers see the refusing officer and the reason", async () => {
  const before = await first.visitor.ask<Proposals>("GET", PATH);
  const id = await proposed();
  await second.visitor.ask("POST", `${PATH}/${id}/refusals`, { note: "证据不足" });
  const after = await first.visitor.ask<Proposals>("GET", PATH);
  expect(after.closures).toEqual(before.closures);
  expect(after.proposals.find((each) => each.id === id)).toMatchObject({
    state: "refused",
    mine: true,
    decision: { by: (await second.visitor.me()).maskedPhone, note: "证据不足" },
  });
});

test("the proposing officer does not decide", async () => {
  const id = await proposed();
  const note = { note: "已核对" };
  expect(await first.visitor.refusal("POST", `${PATH}/${id}/approvals`, note)).toBe("409 same_officer");
  expect(await first.visitor.refusal("POST", `${PATH}/${id}/refusals`, note)).toBe("409 same_officer");
  expect((await first.visitor.ask<Proposals>("GET", PATH)).proposals.find((each) => each.id === id)?.state).toBe("waiting");
});

test("an administrator without a registered name is no officer", async () => {
  const phone = aPhone();
  const unbound = await new Visitor(HUBEI).logIn(phone);
  await unbound.ask("POST", "/local/administrators", { division: "42", phone });
  expect(await unbound.refusal("POST", PATH, aProposal())).toBe("403 officer_not_bound");
});

test("a proposal is decided once", async () => {
  const id = await proposed();
  const decide = (act: string) => second.visitor.refusal("POST", `${PATH}/${id}/${act}`, { note: "已核对" });
  expect([await decide("refusals"), await decide("refusals"), await decide("approvals")]).toEqual([
    "200",
    "409 proposal_decided",
    "409 proposal_decided",
  ]);
});

test("of two officers who decide at the same time, one learns that it is already decided", async () => {
  const third = await anOfficer(HUBEI, "42");
  const id = await proposed();
  const answers = await Promise.all(
    [second, third].map(({ visitor }) => visitor.refusal("POST", `${PATH}/${id}/refusals`, { note: "已核对" })),
  );
  expect(answers.toSorted()).toEqual(["200", "409 proposal_decided"]);
});

test("a proposal expires after seven days", async () => {
  const id = await proposed();
  await runInDurableObject(env.ISSUER.getByName("42/issuer"), (_, { storage }) => {
    storage.sql.exec("UPDATE proposals SET body = json_set(body, '$.at', ?) WHERE id = ?", Date.now() - 7 * DAY_MS, id);
  });
  expect(await second.visitor.refusal("POST", `${PATH}/${id}/approvals`, { note: "已核对" })).toBe("409 proposal_expired");
});

test.each([
  ["a reason outside the list", { reason: "petition" }, "422 reason_not_health /reason"],
  ["no evidence", { evidence: " " }, "400 bad_request /evidence"],
  [
    "an end before the beginning",
    { change: { ...closure(), until: "2020-02-10T00:00:00.000Z" } },
    "422 period_reversed /change/until",
  ],
  ["an unknown division", { change: { ...closure(), division: "420199" } }, "422 division_unknown /change/division"],
  ["a division elsewhere", { change: { ...closure(), division: "4301" } }, "422 division_unknown /change/division"],
  ["an unknown kind", { change: { ...closure(), kind: "colour" } }, "400 bad_request /change/kind"],
  [
    "a day before the epidemic",
    { change: { ...closure(), from: "2019-11-30T00:00:00.000Z" } },
    "422 change_date_range /change/from",
  ],
  ["a day in years", { change: { ...closure(), from: at(Date.now() + 367 * DAY_MS) } }, "422 change_date_range /change/from"],
  ["an end in years", { change: { ...closure(), until: at(Date.now() + 367 * DAY_MS) } }, "422 change_date_range /change/until"],
  ["a switch in 1970", { change: { kind: "colours_switch", from: at(0) } }, "422 change_date_range /change/from"],
  ["a day that does not exist", { change: { ...closure(), from: "2020-02-30T00:00:00.000Z" } }, "400 bad_request /change/from"],
])("%s is refused", async (_, changes, refusal) => {
  expect(await first.visitor.refusal("POST", PATH, aProposal(changes))).toBe(refusal);
});

function closure() {
  return { kind: "closed_management", division: "420106", from: "2020-02-11T00:00:00.000Z", until: null };
}

test("a decision about an unknown proposal is refused", async () => {
  expect(await second.visitor.refusal("POST", `${PATH}/AAAAAAAAAAAA/approvals`, { note: "x" })).toBe("404 proposal_not_found");
});

test("everybody sees the number of manual changes per month and reason, without names", async () => {
  const mine = { month: dateOf(Date.now()).slice(0, 7), kind: "closed_management", reason: "wrong_data" };
  expect((await manualChanges()).find(({ reason }) => reason === "wrong_data")).toBeUndefined();
  const change = { ...closure(), until: "2020-02-12T00:00:00.000Z" };
  await agreed(first.visitor, second.visitor, { change, reason: "wrong_data" });
  await agreed(first.visitor, second.visitor, { change, reason: "wrong_data" });
  expect(await manualChanges()).toContainEqual({ ...mine, source: "420106", changes: 2, entries: 2 });
});

test("acts of officers are a chain that the database protects against any change", async () => {
  await proposed();
  const issuer = env.ISSUER.getByName("42/issuer");
  const acts = await read(issuer, "SELECT seq FROM officer_acts");
  expect(acts.length).toBeGreaterThan(0);
  expect(await following(issuer, "officer_acts")).toHaveLength(acts.length);
  for (const statement of ["UPDATE officer_acts SET body = ''", "DELETE FROM officer_acts"])
    await expect(read(issuer, statement)).rejects.toThrow("append-only");
});
