/** Administrators appoint and remove those of divisions below their own, over HTTP. Source: product.md §4. */
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import type { Administrator, Administrators } from "../../../src/contract/administrator.ts";
import { aPhone, aPoint, aResidentNumber } from "../builders.ts";
import { following, read } from "../objects/chains.ts";
import { Visitor } from "../visitor.ts";

const DISTRICT = "420107";
const STREET = "420107001";
const COMMUNITY = "420107001002";
const path = (division: string) => `/api/v1/divisions/${division}/administrators`;
const points = `/api/v1/communities/${COMMUNITY}/points`;

interface Official {
  readonly visitor: Visitor;
  readonly phone: string;
  readonly name: string;
}

let district: Official;
let street: Official;
let community: Official & { readonly id: string };

async function official(name: string): Promise<Official> {
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  await visitor.bind(name, aResidentNumber());
  return { visitor, phone, name };
}

function appoint(by: Official, division: string, whom: Official, reason = "岗位任命"): Promise<Administrator> {
  return by.visitor.ask("POST", path(division), { name: whom.name, phone: whom.phone, reason });
}

beforeAll(async () => {
  district = await official("区长青");
  street = await official("街道红");
  await district.visitor.ask("POST", "/local/administrators", { division: DISTRICT, phone: district.phone });
  await appoint(district, STREET, street);
  const someone = await official("社区康");
  community = { ...someone, id: (await appoint(street, COMMUNITY, someone)).id };
});

test("a district appoints a street's administrator, the street a community's, and each sees its colleagues with the reason", async () => {
  const answer = await community.visitor.ask<Administrators>("GET", path(COMMUNITY));
  expect(answer.administrators).toMatchObject([{ id: community.id, phone: `+86${community.phone}`, maskedName: "社**" }]);
  expect(answer.appointments).toMatchObject([{ act: "appointed", maskedName: "社**", office: STREET, reason: "岗位任命" }]);
});

test("an administrator's right holds at once, also from each level above on the community below", async () => {
  expect((await community.visitor.me()).grants).toEqual([{ division: COMMUNITY, role: "administrator", name: "康苑社区" }]);
  for (const [one, name] of [
    [community, "南门"],
    [street, "北门"],
    [district, "东门"],
  ] as const)
    expect((await one.visitor.send("POST", points, aPoint(name))).status).toBe(201);
});

test("nobody appoints beside or above themselves, nor in another district", async () => {
  const body = { name: street.name, phone: street.phone, reason: "自荐" };
  expect(await street.visitor.refusal("POST", path(STREET), body)).toBe("403 not_administrator");
  expect(await street.visitor.refusal("POST", path(DISTRICT), body)).toBe("403 not_administrator");
  expect(await street.visitor.refusal("POST", path("420106001"), body)).toBe("403 not_administrator");
  expect(await community.visitor.refusal("POST", path("420107001001"), body)).toBe("403 not_administrator");
  expect(await new Visitor().refusal("POST", path(COMMUNITY), body)).toBe("401 not_logged_in");
});

test.each([
  ["a phone that never logged in", async () => ({ name: "王芳", phone: aPhone(), reason: "任命" }), "409 phone_not_registered"],
  [
    "a name that is not the holder's",
    async () => ({ name: "别人", phone: community.phone, reason: "任命" }),
    "409 name_does_not_match",
  ],
  ["no reason", async () => ({ name: "王芳", phone: aPhone() }), "400 bad_request /reason"],
  ["a text that is no phone number", async () => ({ name: "王芳", phone: "12345", reason: "任命" }), "422 phone_length /phone"],
])("an appointment with %s is refused", async (_, make, refusal) => {
  expect(await street.visitor.refusal("POST", path(COMMUNITY), await make())).toBe(refusal);
});

test("a repeated appointment is one appointment", async () => {
  const again = await appoint(street, COMMUNITY, community);
  expect(again.id).toBe(community.id);
  expect((await street.visitor.ask<Administrators>("GET", path(COMMUNITY))).appointments).toHaveLength(1);
});

test("a removed administrator is refused at the next request, and the right is gone", async () => {
  const leaving = await official("离任人");
  const { id } = await appoint(street, COMMUNITY, leaving);
  await street.visitor.ask("POST", `${path(COMMUNITY)}/${id}/removal`, { reason: "轮岗" });
  expect(await leaving.visitor.refusal("POST", points, aPoint("西门"))).toBe("403 not_administrator");
  expect((await leaving.visitor.me()).grants).toEqual([]);
  const answer = await street.visitor.ask<Administrators>("GET", path(COMMUNITY));
  expect(answer.appointments[0]).toMatchObject({ act: "removed", maskedName: "离**", reason: "轮岗" });
});

test("an administrator removes neither themselves nor a colleague", async () => {
  const removal = `${path(COMMUNITY)}/${community.id}/removal`;
  expect(await community.visitor.refusal("POST", removal, { reason: "辞职" })).toBe("403 not_administrator");
});

test("a login that changes its person keeps no office; an appointment of the new person gives one", async () => {
  const before = await official("前任兰");
  await appoint(street, COMMUNITY, before);
  const [self] = (await before.visitor.me()).people;
  await before.visitor.ask("DELETE", `/api/v1/people/${self?.id}`);
  await before.visitor.bind("后任梅", aResidentNumber());
  expect(await before.visitor.refusal("GET", path(COMMUNITY))).toBe("403 not_administrator");
  await appoint(street, COMMUNITY, { ...before, name: "后任梅" });
  const answer = await before.visitor.ask<Administrators>("GET", path(COMMUNITY));
  const ofThisLogin = answer.administrators.filter(({ phone }) => phone === `+86${before.phone}`);
  expect(ofThisLogin.map(({ maskedName }) => maskedName)).toEqual(["后**"]);
});

test("an administrator is removed only once", async () => {
  const leaving = await official("再离人");
  const { id } = await appoint(street, COMMUNITY, leaving);
  const removal = `${path(COMMUNITY)}/${id}/removal`;
  const answers = await Promise.all([1, 2].map(() => street.visitor.send("POST", removal, { reason: "轮岗" })));
  expect(answers.map(({ status }) => status)).toContain(204);
  expect(await street.visitor.refusal("POST", removal, { reason: "轮岗" })).toBe("404 administrator_not_found");
});

test("the chain of appointments follows the formula of its document", async () => {
  const numbers = await following(env.DIVISION.getByName(`4201/division/${COMMUNITY}`), "appointments");
  const rows = await read(env.DIVISION.getByName(`4201/division/${COMMUNITY}`), "SELECT seq FROM appointments");
  expect(numbers.length).toBeGreaterThan(2);
  expect(numbers).toHaveLength(rows.length);
});

test.each(["420107999", "abc", "4403", "00", "42010700"])("the division %j is unknown here", async (division) => {
  expect(await district.visitor.refusal("GET", path(division))).toBe("422 division_unknown");
});
