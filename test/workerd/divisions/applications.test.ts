/** A list of applications, over HTTP: a valid line appoints at once if its division is clear, otherwise it waits for review. Source: product.md §4. */
import { beforeAll, expect, test } from "vitest";
import type { Administrators } from "../../../src/contract/administrator.ts";
import type { ApplicationResults, Applications, ApplicationsWaiting } from "../../../src/contract/application.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const STREET = "420107001";
const COMMUNITY = "420107001002";
const path = `/api/v1/divisions/${STREET}/applications`;

let street: Visitor;

async function bound(name: string): Promise<{ readonly visitor: Visitor; readonly phone: string }> {
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  await visitor.bind(name, aResidentNumber());
  return { visitor, phone };
}

function send(list: string): Promise<ApplicationResults> {
  return street.ask("POST", path, { list, reason: "社区申报" });
}

beforeAll(async () => {
  const phone = aPhone();
  street = await new Visitor().logIn(phone);
  await street.ask("POST", "/local/administrators", { division: STREET, phone });
});

test("a line in the right format makes a community's administrator at once", async () => {
  const { visitor, phone } = await bound("尹静姝");
  const { results } = await send(`尹静姝+红卫路街道康苑社区+${phone}`);
  expect(results).toMatchObject([{ line: 1, state: "appointed", division: COMMUNITY, maskedName: "尹**" }]);
  expect((await visitor.me()).grants).toMatchObject([{ division: COMMUNITY, role: "administrator" }]);
});

test("a place outside the edition waits with its readable parts, and a reviewer assigns it", async () => {
  const { visitor, phone } = await bound("钢都人");
  const { results } = await send(`钢都人+红卫路街道钢都社区+${phone}`);
  expect(results).toMatchObject([{ line: 1, state: "waiting", code: "division_unknown" }]);
  const { applications } = await street.ask<Applications>("GET", path);
  const mine = applications.find(({ name }) => name === "钢都人");
  expect(mine).toMatchObject({ division: "红卫路街道钢都社区", unmatched: "钢都社区", suggestions: [{ code: STREET }] });
  await street.ask("POST", `${path}/${mine?.id}`, { decision: "appoint", division: COMMUNITY, reason: "即康苑社区" });
  expect((await visitor.me()).grants).toMatchObject([{ division: COMMUNITY }]);
  expect((await street.ask<Applications>("GET", path)).applications.map(({ name }) => name)).not.toContain("钢都人");
});

test("good lines are accepted, wrong ones come back with number and reason, and repeats are skipped", async () => {
  const { phone } = await bound("李雷");
  const list = `尹静姝+没有手机\n李雷+康苑社区+${phone}\n李雷+康苑社区+${phone}\n韩梅梅+康苑社区+13700000009`;
  const once = await send(list);
  expect(once.results.map((one) => [one.line, one.state, "code" in one ? one.code : ""])).toEqual([
    [1, "wrong", "line_parts"],
    [2, "appointed", ""],
    [3, "wrong", "line_repeated"],
    [4, "waiting", "phone_not_registered"],
  ]);
  const again = once.results.map((one) => (one.state === "appointed" ? { ...one, already: true } : one));
  expect(await send(list)).toEqual({ results: again });
  const { applications } = await street.ask<Applications>("GET", path);
  expect(applications.filter(({ name }) => name === "韩梅梅")).toHaveLength(1);
  const { administrators } = await street.ask<Administrators>("GET", `/api/v1/divisions/${COMMUNITY}/administrators`);
  expect(administrators.filter(({ maskedName }) => maskedName === "李**")).toHaveLength(1);
});

test("an appointment by list names its administrator for the removal, and the waiting applications are counted", async () => {
  const { visitor, phone } = await bound("误任人");
  const before = await street.ask<ApplicationsWaiting>("GET", `${path}/waiting`);
  const { results } = await send(`误任人+康苑社区+${phone}\n候审人+无此社区+13700000011`);
  const [first] = results;
  const id = first?.state === "appointed" ? first.id : "";
  await street.ask("POST", `/api/v1/divisions/${COMMUNITY}/administrators/${id}/removal`, { reason: "撤销" });
  expect((await visitor.me()).grants).toEqual([]);
  expect(await street.ask<ApplicationsWaiting>("GET", `${path}/waiting`)).toEqual({ waiting: before.waiting + 1 });
});

test("a street cannot assign the place of another street", async () => {
  const { phone } = await bound("外街人");
  const { results } = await send(`外街人+洪山区狮子山街道+${phone}`);
  expect(results).toMatchObject([{ state: "waiting", code: "division_unknown" }]);
});

test("a refused application leaves the queue with its reason on record", async () => {
  await send("婉拒人+康苑社区+13700000010");
  const { applications } = await street.ask<Applications>("GET", path);
  const mine = applications.find(({ name }) => name === "婉拒人");
  await street.ask("POST", `${path}/${mine?.id}`, { decision: "refuse", reason: "查无此人" });
  const { appointments } = await street.ask<Administrators>("GET", `/api/v1/divisions/${STREET}/administrators`);
  expect(appointments[0]).toMatchObject({ act: "refused", maskedName: "婉**", reason: "查无此人" });
  expect(await street.refusal("POST", `${path}/${mine?.id}`, { decision: "refuse", reason: "再拒" })).toBe(
    "404 application_not_found",
  );
});

test.each([
  ["no list", { reason: "x" }, "400 bad_request /list"],
  ["an empty list", { list: "", reason: "x" }, "400 bad_request /list"],
  ["no reason", { list: "x" }, "400 bad_request /reason"],
  ["a list of a megabyte", { list: "x".repeat(1_000_000), reason: "x" }, "413 body_too_large"],
])("%s is refused", async (_, body, refusal) => {
  expect(await street.refusal("POST", path, body)).toBe(refusal);
});

test("only the street's administrators send and see its applications", async () => {
  const { visitor } = await bound("路人甲");
  expect(await visitor.refusal("GET", path)).toBe("403 not_administrator");
  expect(await visitor.refusal("POST", path, { list: "x", reason: "x" })).toBe("403 not_administrator");
});
