/** Communities that the division table lacks, added below a street while the system runs, over HTTP. Source: product.md §4, §8. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test, vi } from "vitest";
import type { Administrators } from "../../../src/contract/administrator.ts";
import type { ApplicationDecisionResult, ApplicationResults, Applications } from "../../../src/contract/application.ts";
import type { AddedDivision, AddedDivisions, DivisionMatch } from "../../../src/contract/division.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { publishedDivisions } from "../../../src/storage/added-divisions.ts";
import { PATIENT } from "../../support/patience.ts";
import { aDeclaration, aPhone, aPoint, aResidentNumber } from "../builders.ts";
import { ringAlarm } from "../objects/ring-alarm.ts";
import { Visitor } from "../visitor.ts";

const DISTRICT = "420107";
const STREET = "420107001";
const COMMUNITY = "420107001002";
const communities = `/api/v1/divisions/${STREET}/communities`;
const aliases = `/api/v1/divisions/${COMMUNITY}/aliases`;
const applications = `/api/v1/divisions/${STREET}/applications`;

let street: Visitor;

async function bound(name: string): Promise<{ readonly visitor: Visitor; readonly phone: string }> {
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  await visitor.bind(name, aResidentNumber());
  return { visitor, phone };
}

const match = (text: string) =>
  new Visitor().ask<DivisionMatch>("GET", `/api/v1/divisions/match?text=${encodeURIComponent(text)}`);
const codesOf = async (text: string) => (await match(text)).matches.map(({ code }) => code);

/** Sends a list of one line to the street; returns the id of the application, which must wait for review. */
async function waiting(list: string): Promise<string> {
  const { results } = await street.ask<ApplicationResults>("POST", applications, { list, reason: "社区申报" });
  const [result] = results;
  if (result?.state !== "waiting") throw new Error(`${list} does not wait: ${JSON.stringify(result)}`);
  return result.id;
}

beforeAll(async () => {
  const phone = aPhone();
  street = await new Visitor().logIn(phone);
  await street.ask("POST", "/local/administrators", { division: STREET, phone });
});

test("an added community gets a code that no edition uses, and texts, names and gates find it at once by each of its names", async () => {
  const body = { name: "钢花新村社区", aliases: ["钢花新村小区"], reason: "区划表里没有" };
  const added = await street.ask<AddedDivision>("POST", communities, body);
  expect(added).toMatchObject({ code: "420107001900", name: "钢花新村社区", aliases: ["钢花新村小区"] });
  expect(await codesOf("青山区红卫路街道钢花新村社区")).toEqual(["420107001900"]);
  expect(await codesOf("钢花新村小区")).toEqual(["420107001900"]);
  expect((await match("钢花新村居委会")).matches[0]?.path).toEqual(["湖北省", "武汉市", "青山区", "红卫路街道", "钢花新村社区"]);
  expect((await street.send("POST", "/api/v1/communities/420107001900/points", aPoint("东门"))).status).toBe(201);
  const listed = await new Visitor().ask<AddedDivisions>("GET", `/api/v1/divisions/added?below=${DISTRICT}`);
  expect(listed.divisions).toContainEqual(added);
});

test("a resident lives in an added community, and nobody in a code that was not added", async () => {
  const { code } = await street.ask<AddedDivision>("POST", communities, { name: "居住社区", aliases: [], reason: "新建" });
  const { visitor } = await bound("新住民");
  const [self] = (await visitor.me()).people;
  if (self === undefined) throw new Error("nobody is bound");
  await visitor.declare(self, { addressHere: { division: code, detail: "1 栋" } });
  const path = `/api/v1/people/${self.id}/declarations`;
  const body = { ...aDeclaration(), addressHere: { division: "420107001999", detail: "1 栋" } };
  expect(await visitor.refusal("POST", path, body)).toBe("422 division_unknown /addressHere/division");
});

test("a reviewer adds the community of an application and its applicant becomes administrator at once; the next application for it is matched", async () => {
  const { visitor, phone } = await bound("钢都人");
  const id = await waiting(`钢都人+红卫路街道钢都社区+${phone}`);
  const body = { decision: "add", street: STREET, name: "钢都社区", aliases: ["钢都花园"], reason: "确有此社区" };
  const decided = await street.ask<ApplicationDecisionResult>("POST", `${applications}/${id}`, body);
  expect(decided).toMatchObject({ state: "appointed", maskedName: "钢**" });
  const code = decided.state === "appointed" ? decided.division : "";
  expect((await visitor.me()).grants).toEqual([{ division: code, role: "administrator", name: "钢都社区" }]);
  const second = await bound("又一人");
  const { results } = await street.ask<ApplicationResults>("POST", applications, {
    list: `又一人+红卫路街钢都花园+${second.phone}`,
    reason: "社区申报",
  });
  expect(results).toMatchObject([{ state: "appointed", division: code }]);
});

test("an application of a phone without a login leaves no community behind", async () => {
  const id = await waiting("未登录+红卫路街道空中社区+13700000021");
  const body = { decision: "add", street: STREET, name: "空中社区", aliases: [], reason: "x" };
  expect(await street.refusal("POST", `${applications}/${id}`, body)).toBe("409 phone_not_registered");
  expect((await match("红卫路街道空中社区")).unmatched).toBe("空中社区");
});

test("a reviewer states once that a text means a community of the table", async () => {
  const { visitor, phone } = await bound("别名人");
  const id = await waiting(`别名人+红卫路街道康园大院+${phone}`);
  const body = { decision: "appoint", division: COMMUNITY, alias: "康园大院", reason: "俗称" };
  await street.ask("POST", `${applications}/${id}`, body);
  expect((await visitor.me()).grants).toMatchObject([{ division: COMMUNITY, name: "康苑社区" }]);
  expect(await codesOf("红卫路街道康园大院")).toEqual([COMMUNITY]);
  expect(await codesOf("红卫路街道康苑社区")).toEqual([COMMUNITY]);
});

test.each([
  ["a name of the table", communities, { name: "康苑社区", aliases: [] }, "409 division_name_taken /name"],
  ["a name of the table in another word", communities, { name: "康苑居委会", aliases: [] }, "409 division_name_taken /name"],
  ["an alias that is a name", communities, { name: "某某社区", aliases: ["和平社区"] }, "409 division_alias_taken /alias"],
  [
    "an alias that is its own name",
    communities,
    { name: "某某社区", aliases: ["某某居委会"] },
    "409 division_alias_taken /alias",
  ],
  ["a name of one character", communities, { name: "钢", aliases: [] }, "422 division_name_form /name"],
  ["a name with a plus", communities, { name: "钢+都", aliases: [] }, "422 division_name_form /name"],
  ["a name of 31 characters", communities, { name: "社".repeat(31), aliases: [] }, "400 bad_request /name"],
  [
    "six aliases",
    communities,
    { name: "某某社区", aliases: ["甲乙", "丙丁", "戊己", "庚辛", "壬癸", "子丑"] },
    "400 bad_request /aliases",
  ],
  [
    "a community below a community",
    `/api/v1/divisions/${COMMUNITY}/communities`,
    { name: "某某社区", aliases: [] },
    "422 not_a_street",
  ],
  [
    "a community below another street",
    "/api/v1/divisions/420107002/communities",
    { name: "某某社区", aliases: [] },
    "403 not_administrator",
  ],
  ["an alias of a street", `/api/v1/divisions/${STREET}/aliases`, { alias: "红卫路大街" }, "403 not_administrator"],
  ["an alias that another community has", aliases, { alias: "和平社区" }, "409 division_alias_taken /alias"],
])("%s is refused", async (_, path, body, refusal) => {
  expect(await street.refusal("POST", path, { ...body, reason: "试" })).toBe(refusal);
});

test("an administrator above the street may not add its aliases either", async () => {
  const phone = aPhone();
  const district = await new Visitor().logIn(phone);
  await district.ask("POST", "/local/administrators", { division: DISTRICT, phone });
  const body = { alias: "红卫路大街", reason: "试" };
  expect(await district.refusal("POST", `/api/v1/divisions/${STREET}/aliases`, body)).toBe("422 not_a_street");
});

const add = (place: string) => ({ decision: "add", street: place, name: "天上社区", aliases: [], reason: "试" });

test("a reviewer adds nothing below the street of others, nor below an unknown one", async () => {
  const { phone } = await bound("外街人");
  const id = await waiting(`外街人+天上社区+${phone}`);
  expect(await street.refusal("POST", `${applications}/${id}`, add("420107002"))).toBe("422 street_elsewhere /street");
  expect(await street.refusal("POST", `${applications}/${id}`, add("420107777"))).toBe("422 division_unknown /street");
  expect(await street.refusal("POST", `${applications}/${id}`, add(COMMUNITY))).toBe("422 not_a_street");
});

test("additions at the same moment get different codes, and one of two with the same name is refused", async () => {
  const names = ["同时甲社区", "同时乙社区", "同时丙社区", "同时甲社区"];
  const answers = await Promise.all(
    names.map(async (name) => street.send("POST", communities, { name, aliases: [], reason: "同时" })),
  );
  const bodies = await Promise.all(answers.map((answer) => answer.json<{ code: string }>()));
  expect(new Set(bodies.map(({ code }) => code)).size).toBe(4);
  expect(bodies.map(({ code }) => code)).toContain("division_name_taken");
});

test("the record names the added community, the office and the reason", async () => {
  await street.ask("POST", communities, { name: "存档社区", aliases: ["档案社区"], reason: "新建小区" });
  const { appointments } = await street.ask<Administrators>("GET", `/api/v1/divisions/${STREET}/administrators`);
  expect(appointments[0]).toMatchObject({ act: "added", maskedName: "存档社区、档案社区", office: STREET, reason: "新建小区" });
});

const rowsInKv = async ({ code }: AddedDivision) => (await publishedDivisions(env.PUBLISHED, "4201" as IssuerCode, code)).length;

test("the alarm publishes a community that KV refused twice within seconds, and delays no other", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const refused = new Set<string>();
  const tried: string[] = [];
  const original = env.PUBLISHED.put.bind(env.PUBLISHED);
  const put = vi
    .spyOn(env.PUBLISHED, "put")
    .mockImplementation(async (key: string, value: unknown, options?: KVNamespacePutOptions) => {
      tried.push(key);
      if (refused.size === 0) refused.add(key);
      if (refused.has(key) && tried.filter((one) => one === key).length < 3) throw new Error("KV PUT failed: 429");
      return original(key, value as string, options);
    });
  const late = await street.ask<AddedDivision>("POST", communities, { name: "迟到社区", aliases: [], reason: "x" });
  const prompt = await street.ask<AddedDivision>("POST", communities, { name: "准时社区", aliases: [], reason: "x" });
  expect([await rowsInKv(late), await rowsInKv(prompt)]).toEqual([0, 1]);
  await vi.waitFor(async () => expect(await rowsInKv(late)).toBe(1), PATIENT);
  for (const spy of [put, log]) spy.mockRestore();
});

test("a refusal by mistake is taken back once, with its reason on record, and leaves by itself after a day", async () => {
  const id = await waiting("误拒人+无此社区+13700000022");
  const decide = (decision: string) => street.refusal("POST", `${applications}/${id}`, { decision, reason: "核对" });
  expect(await decide("refuse")).toBe("200");
  const before = await street.ask<Applications>("GET", applications);
  expect(before.refused).toMatchObject([{ id, name: "误拒人", division: "无此社区" }]);
  expect(await decide("refuse")).toBe("404 application_not_found");
  expect(await decide("reopen")).toBe("200");
  expect(await decide("reopen")).toBe("404 application_not_found");
  const after = await street.ask<Applications>("GET", applications);
  expect([after.refused, after.applications.some((one) => one.id === id)]).toEqual([[], true]);
  await decide("refuse");
  await runInDurableObject(env.DIVISION.getByName(`4201/division/${STREET}`), async (instance, { storage }) => {
    storage.sql.exec("UPDATE applications SET refused_at = refused_at - 86400000 WHERE id = ?", id);
    await ringAlarm(instance);
  });
  expect(await decide("reopen")).toBe("404 application_not_found");
  const { appointments } = await street.ask<Administrators>("GET", `/api/v1/divisions/${STREET}/administrators`);
  expect(appointments.slice(0, 3).map(({ act }) => act)).toEqual(["refused", "reopened", "refused"]);
});
