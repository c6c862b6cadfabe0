/** Requests with the id of another person's or division's thing, and with other spellings of a division's code, are refused: a right over one thing is none over another. */
import { beforeAll, expect, test } from "vitest";
import type { Administrators } from "../../../src/contract/administrator.ts";
import type { ApplicationResults } from "../../../src/contract/application.ts";
import type { Collector } from "../../../src/contract/collector.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { Visitor } from "../visitor.ts";
import type { Role } from "./table.ts";
import { appoint, codeOf, makeWorld, type World } from "./world.ts";

const BESIDE = "420107001001";
const STREET = "420107001";
const at = (division: string) => `/api/v1/communities/${division}`;
const under = (division: string) => `/api/v1/divisions/${division}`;

let world: World;
let community: Visitor;
let street: Visitor;

const isUnknown = (answer: string) => answer === "422 division_unknown" || answer === "404 not_found";
const visitorOf = (role: Role) => world.members.get(role)?.visitor ?? new Visitor();

beforeAll(async () => {
  world = await makeWorld();
  community = visitorOf("community");
  street = visitorOf("street");
});

const SPELT = [
  "420107001000",
  "420107001002000",
  "42010700100",
  "420107001002%20",
  "%20420107001002",
  "420107001002%00",
  "420107001002%0A",
  "%EF%BC%94%EF%BC%92%EF%BC%90%EF%BC%91%EF%BC%90%EF%BC%97%EF%BC%90%EF%BC%90%EF%BC%91",
  "420107001002%2F..%2F420107001001",
  "420107001,420107001001",
  "4.20107001002e11",
  "0x61CFC8",
  "-420107001002",
  "*",
  "420107%25",
];

test.each(SPELT)("a street's administrator reaches %s neither as a community nor as a division", async (spelt) => {
  const answers = [
    await street.refusal("GET", `${at(spelt)}/passes`),
    await street.refusal("POST", `${at(spelt)}/points`, aPoint("假门")),
    await street.refusal("GET", `${under(spelt)}/administrators`),
    await street.refusal("GET", `${under(spelt)}/applications`),
  ];
  expect(answers.filter((answer) => !isUnknown(answer))).toEqual([]);
});

test("a path that climbs out of a community reaches only the community at its end", async () => {
  expect(await community.refusal("GET", `${at(COMMUNITY)}/../${BESIDE}/passes`)).toBe("403 not_administrator");
  expect(await community.refusal("GET", `${at(COMMUNITY)}/%2e%2e/${BESIDE}/passes`)).toBe("403 not_administrator");
});

test("a method in a header is ignored", async () => {
  const point = aPoint("侧门");
  await community.ask("POST", `${at(COMMUNITY)}/points`, point);
  const headers = { "x-http-method-override": "DELETE", "x-http-method": "DELETE", "x-method-override": "DELETE" };
  await community.send("POST", `${at(COMMUNITY)}/points/${point.id}`, {}, headers);
  const { points } = await community.ask<{ points: { id: string }[] }>("GET", `${at(COMMUNITY)}/points`);
  expect(points.map(({ id }) => id)).toContain(point.id);
});

test("a point of a neighbouring community is not changed, removed, restored or used as a post from here", async () => {
  const id = world.points.get(BESIDE) ?? "";
  expect(await community.refusal("PATCH", `${at(COMMUNITY)}/points/${id}`, { name: "他门" })).toBe("404 point_not_found");
  expect(await community.refusal("DELETE", `${at(COMMUNITY)}/points/${id}`)).toBe("404 point_not_found");
  expect(await community.refusal("POST", `${at(COMMUNITY)}/points/${id}/restoration`)).toBe("404 point_not_found");
  expect(await visitorOf("collector").refusal("PUT", `${at(COMMUNITY)}/post`, { pointId: id })).toBe("404 point_not_found");
});

test("a collector of a neighbouring community is not shown or removed from here, nor accepted as a filter here", async () => {
  const { id } = await world.city.ask<Collector>("POST", `${at(BESIDE)}/collectors`, { code: await codeOf(world) });
  expect(await community.refusal("GET", `${at(COMMUNITY)}/collectors/${id}`)).toBe("404 collector_not_found");
  expect(await community.refusal("DELETE", `${at(COMMUNITY)}/collectors/${id}`)).toBe("404 collector_not_found");
  expect(await community.refusal("GET", `${at(COMMUNITY)}/passes?collector=${id}`)).toBe("404 collector_not_found /collector");
  const beside = await world.city.ask<{ collectors: { id: string }[] }>("GET", `${at(BESIDE)}/collectors`);
  expect(beside.collectors.map((one) => one.id)).toEqual([id]);
});

test("an administrator of one community is not removed or replaced by their id at another, and no application is decided there", async () => {
  const { id } = await appoint(world.city, BESIDE, world.candidate);
  const reason = "误";
  expect(await street.refusal("POST", `${under(COMMUNITY)}/administrators/${id}/removal`, { reason })).toBe(
    "404 administrator_not_found",
  );
  const { name, phone } = world.candidate;
  expect(await street.refusal("POST", `${under(COMMUNITY)}/administrators/${id}/replacement`, { name, phone, reason })).toBe(
    "404 administrator_not_found",
  );
  const { administrators } = await street.ask<Administrators>("GET", `${under(BESIDE)}/administrators`);
  expect(administrators.map((one) => one.id)).toEqual([id]);

  const list = `查无此+钢都社区+${aPhone()}`;
  const { results } = await street.ask<ApplicationResults>("POST", `${under(STREET)}/applications`, { list, reason });
  const [waiting] = results;
  const application = waiting?.state === "waiting" ? waiting.id : "";
  expect(await street.refusal("POST", `${under(COMMUNITY)}/applications/${application}`, { decision: "refuse", reason })).toBe(
    "404 application_not_found",
  );
});

test("a review appoints nobody beside, above or at the division itself, and adds no place to the neighbouring street", async () => {
  const { name, phone } = world.candidate;
  const list = `${name}+钢都社区+${phone}`;
  const { results } = await street.ask<ApplicationResults>("POST", `${under(STREET)}/applications`, { list, reason: "申报" });
  const [waiting] = results;
  const path = `${under(STREET)}/applications/${waiting?.state === "waiting" ? waiting.id : ""}`;
  const answers = [];
  for (const division of ["420107002001", "420107", "4201", STREET])
    answers.push(await street.refusal("POST", path, { decision: "appoint", division, reason: "审核" }));
  expect(answers).toEqual(["403 not_above", "403 two_appoint", "403 two_appoint", "403 not_above"]);
  const place = { decision: "add", street: "420107002", name: "钢都社区", aliases: [], reason: "审核" };
  expect(await street.refusal("POST", path, place)).toBe("422 street_elsewhere /street");
});

test("an office in the body is ignored: the login signs an act", async () => {
  const { name, phone } = world.candidate;
  const body = { name, phone, reason: "任命", office: "4201" };
  expect(await street.refusal("POST", `${under(COMMUNITY)}/administrators`, body)).toBe("400 bad_request /office");
});

test("nobody answers a claim on one person in the name of another", async () => {
  const manager = visitorOf("manager");
  const other = await manager.bind("尹小溪", aResidentNumber(), "child");
  const { people } = await manager.me();
  const claim = people.find(({ id }) => id === world.ward.id)?.claims[0]?.id;
  expect(claim).toBeDefined();
  expect(await manager.refusal("POST", `/api/v1/people/${other.id}/claims/${claim}`, { decision: "allow" })).toBe(
    "404 claim_not_found",
  );
});

test("the dependants of an administrator stay theirs alone: an office reaches no person", async () => {
  const district = visitorOf("district");
  for (const path of ["declarations", "declarations/1"])
    expect(await district.refusal("GET", `/api/v1/people/${world.candidate.self.id}/${path}`)).toBe("404 person_not_found");
});
