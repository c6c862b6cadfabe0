/** The history of passes over HTTP: filters, pages and refusals. Source: product.md §4. */
import { beforeAll, expect, test } from "vitest";
import type { PassPage } from "../../../src/contract/pass.ts";
import { aPhone, COMMUNITY } from "../builders.ts";
import { COLLECTORS, communityNamed, passId, POINTS, writePassages } from "../passages.ts";
import { Visitor } from "../visitor.ts";

const COUNT = 12_000;
const OTHER = "420107001001";
const ago = (seconds: number) => new Date(newest - seconds * 1000).toISOString();

const colourOf = (index: number) => (index % 2000 === 7 ? "red" : index % 5900 === 1 ? "green" : "none");

let office: Visitor;
let newest: number;

const pathOf = (filters: Readonly<Record<string, string>>, division = COMMUNITY) =>
  `/api/v1/communities/${division}/passes?${new URLSearchParams(filters).toString()}`;
const pageOf = (filters: Readonly<Record<string, string>>) => office.ask<PassPage>("GET", pathOf(filters));

/** Reads all pages of passes with these filters; returns the ids of the passes and the number of pages. */
async function allOf(filters: Readonly<Record<string, string>>): Promise<{ readonly ids: string[]; readonly pages: number }> {
  const ids: string[] = [];
  let pages = 0;
  for (let page: string | null = ""; page !== null; pages += 1) {
    const answer: PassPage = await pageOf(page === "" ? filters : { ...filters, page });
    ids.push(...answer.passes.map(({ id }) => id));
    page = answer.nextPage;
  }
  return { ids, pages };
}

const idsOf = (count: number, chosen: (index: number) => boolean) =>
  Array.from({ length: count }, (_, index) => index)
    .filter(chosen)
    .map(passId);

beforeAll(async () => {
  const phone = aPhone();
  office = await new Visitor().logIn(phone);
  await office.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  await office.ask("POST", "/local/administrators", { division: OTHER, phone });
  newest = Date.now() - 1000;
  await writePassages(communityNamed(COMMUNITY), { count: COUNT, newest, colour: colourOf });
});

test("a page has the newest fifty passes, each with its gate, its colour and its person", async () => {
  const { passes, nextPage } = await pageOf({});
  expect(passes.map(({ id }) => id)).toEqual(idsOf(50, () => true));
  expect(passes[1]).toEqual({
    id: passId(1),
    at: ago(1),
    pointId: POINTS[1],
    pointName: "=北门,侧",
    person: expect.stringMatching(/^[A-Za-z0-9_-]{54}$/),
    maskedName: "尹**",
    colour: "green",
    marks: [],
    answer: null,
    policy: null,
    collectorId: COLLECTORS[0],
    collectorPhone: "130*****678",
  });
  expect(nextPage).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

test("pages follow each other without a gap or a repeat, and the last one has no next", async () => {
  const hour = { from: ago(599), to: ago(99.999) };
  expect(await allOf(hour)).toEqual({ ids: idsOf(600, (index) => index >= 100), pages: 10 });
});

test.each([
  ["point", () => ({ point: POINTS[1] ?? "" }), (index: number) => index % 2 === 1],
  ["collector", () => ({ collector: COLLECTORS[1] ?? "" }), (index: number) => index % 4 > 1],
  ["both", () => ({ point: POINTS[0] ?? "", collector: COLLECTORS[1] ?? "" }), (index: number) => index % 4 === 2],
])("a filter by %s gives its passes and no others", async (_, filter, chosen) => {
  const hour = { from: ago(599) };
  expect((await allOf({ ...hour, ...filter() })).ids).toEqual(idsOf(600, chosen));
});

test("the rare passes of a colour of concern come in one page, and those of another colour by bounded pages", async () => {
  expect(await allOf({ colour: "red" })).toEqual({ ids: idsOf(COUNT, (index) => index % 2000 === 7), pages: 1 });
  // A page reads at most 5,000 of the 12,000 passes.
  expect(await allOf({ colour: "green" })).toEqual({ ids: idsOf(COUNT, (index) => index % 5900 === 1), pages: 3 });
});

test("a filter by a person of a row gives that person's passes and no others", async () => {
  const { passes } = await pageOf({});
  const [often, seldom] = [passes[0]?.person ?? "", passes[3]?.person ?? ""];
  expect(passes.map((pass) => pass.person)).toEqual(passes.map((_, index) => (index === 3 ? seldom : often)));
  expect(await allOf({ person: seldom })).toEqual({ ids: idsOf(COUNT, (index) => index % 1500 === 3), pages: 1 });
  expect((await allOf({ person: seldom, point: POINTS[0] ?? "" })).ids).toEqual([]);
});

test("a person's reference is refused in another division, and with any letter changed", async () => {
  const person = (await pageOf({})).passes[0]?.person ?? "";
  expect(await office.refusal("GET", pathOf({ person }, OTHER))).toBe("400 bad_request /person");
  const csv = `/api/v1/communities/${COMMUNITY}/passes.csv?purpose=x&person=`;
  for (let at = 0; at < person.length; at += 1) {
    const forged = `${person.slice(0, at)}${person[at] === "A" ? "B" : "A"}${person.slice(at + 1)}`;
    expect(await office.refusal("GET", pathOf({ person: forged }))).toBe("400 bad_request /person");
    if (at === 0) expect(await office.refusal("GET", csv + forged)).toBe("400 bad_request /person");
  }
});

test("a page token serves the filters and the community for which it was made", async () => {
  const { nextPage } = await pageOf({ colour: "none" });
  const page = nextPage ?? "";
  expect((await pageOf({ colour: "none", page })).passes).toHaveLength(50);
  for (const path of [
    pathOf({ page }),
    pathOf({ colour: "none", person: (await pageOf({})).passes[0]?.person ?? "", page }),
    pathOf({ colour: "red", page }),
    pathOf({ colour: "none", point: POINTS[0] ?? "", page }),
    pathOf({ colour: "none", page }, OTHER),
  ])
    expect(await office.refusal("GET", path)).toBe("400 bad_request /page");
});

test("a token with any letter changed is refused", async () => {
  const page = (await pageOf({})).nextPage ?? "";
  for (let at = 0; at < page.length; at += 1) {
    const forged = `${page.slice(0, at)}${page[at] === "A" ? "B" : "A"}${page.slice(at + 1)}`;
    expect(await office.refusal("GET", pathOf({ page: forged }))).toBe("400 bad_request /page");
  }
});

test.each([
  [() => ({ from: ago(-3600) }), "422 period_in_future /from"],
  [() => ({ to: ago(-3600) }), "422 period_in_future /to"],
  [() => ({ from: ago(10), to: ago(20) }), "422 period_reversed /to"],
  [() => ({ from: ago(32 * 86_400) }), "422 period_too_long /from"],
  [() => ({ from: "0001-01-01T00:00:00Z" }), "422 period_too_long /from"],
  [() => ({ from: "2020-02-30T00:00:00Z" }), "400 bad_request /from"],
  [() => ({ from: "2020-02-29" }), "400 bad_request /from"],
  [() => ({ point: "018e0000-0000-7000-8000-00000000000f" }), "404 point_not_found /point"],
  [() => ({ point: "南门" }), "400 bad_request /point"],
  [() => ({ collector: "person-nobody" }), "404 collector_not_found /collector"],
  [() => ({ colour: "blue" }), "400 bad_request /colour"],
  [() => ({ page: "" }), "400 bad_request /page"],
  [() => ({ page: "A".repeat(65) }), "400 bad_request /page"],
  [() => ({ offset: "50" }), "400 bad_request /offset"],
])("the request for a history by %s is refused", async (filters, refusal) => {
  expect(await office.refusal("GET", pathOf(filters()))).toBe(refusal);
});

test("the point of another community is unknown here", async () => {
  expect(await office.refusal("GET", pathOf({ point: POINTS[0] ?? "" }, OTHER))).toBe("404 point_not_found /point");
});

test("passes past their retention are not shown, also before their removal", async () => {
  const late = communityNamed("420107001003");
  const phone = aPhone();
  const visitor = await new Visitor().logIn(phone);
  await visitor.ask("POST", "/local/administrators", { division: "420107001003", phone });
  await writePassages(late, { count: 20, newest: Date.now() - 30 * 86_400_000 + 9500 });
  const { passes } = await visitor.ask<PassPage>("GET", pathOf({}, "420107001003"));
  expect(passes.length).toBeLessThanOrEqual(10);
});
