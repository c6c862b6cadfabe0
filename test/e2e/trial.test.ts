/** A trial run of proposed rules on the PC: one officer starts it, the other sees how many colours would change, down to a community. Source: product.md §5, point 4. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { proposal } from "../../src/contract/proposal/proposal.ts";
import type { Trial } from "../../src/contract/rules/trial.ts";
import { addDays, dateOf } from "../../src/domain/china-time.ts";
import { ADMINISTRATOR, COLLECTOR, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { enrol } from "../../tools/demo.ts";
import type { Phone } from "../support/browser.ts";
import { faultsAtWidths } from "../support/desk.ts";
import { type Officers, openOfficers } from "../support/officers.ts";
import { Screens } from "../support/screens.ts";

const screens = new Screens();

let office: Officers;
let first: Phone;
let second: Phone;
let address: string;

const outcome = (name: string, colour: string, zh: string, en: string) => ({
  name,
  colour,
  cause: null,
  reason: { zh, en },
  lasts: null,
  ends: { zh: "每日健康打卡", en: "Checking in daily" },
  ask: { zh: "所在社区", en: "Your community" },
});

/** Rules that make staying persons without symptoms yellow, which are all seven persons of this test. */
const RULES = {
  id: "wuhan-strict",
  issuer: "4201",
  version: 1,
  title: { zh: "武汉市从严规则", en: "Wuhan, strict" },
  validFrom: addDays(dateOf(Date.now()), 30),
  validUntil: null,
  rows: [
    { ...outcome("unwell", "red", "申报发热或症状", "Declared a fever or a symptom"), when: { var: "health.unwell" } },
    {
      ...outcome("stayed", "yellow", "一直在汉，未满打卡天数", "Has stayed in Wuhan, too few daily check-ins"),
      when: { "===": [{ var: "declaration.category" }, "staying"] },
    },
  ],
  otherwise: outcome("nothing_found", "green", "未发现异常", "Nothing was found"),
};

beforeAll(async () => {
  office = await openOfficers(undefined, async ({ port }, officer) => {
    for (const [host, account] of [
      [HOSTS.resident, RESIDENT],
      [HOSTS.collector, COLLECTOR],
      [HOSTS.resident, ADMINISTRATOR],
    ] as const)
      await enrol(port, host, account);
    const body = { ruleSet: RULES, reason: "unified_standard", evidence: "指挥部通告第 9 号" };
    const { id } = await officer.ask("POST", "/api/v1/rule-sets", proposal, body);
    address = `/admin/4201/rules?proposal=${id}`;
  });
  ({ first, second } = office);
});
afterAll(() => office.close());

test("before a run the page explains it, and states that it changes nobody", async () => {
  const { page } = first;
  await page.goto(address);
  await page.getByText("还没有试运行").waitFor();
  await page.getByText("不改变任何人的码色，也看不到任何人").waitFor();
  await page.getByRole("heading", { name: "试运行", exact: true }).scrollIntoViewIfNeeded();
  await screens.see(page, "pc-trial-none");
});

test("an officer starts it, and sees the number of changes by colour and by reason", async () => {
  const { page } = first;
  await page.getByRole("button", { name: "开始试运行" }).click();
  await page.getByRole("row", { name: "绿码 7" }).waitFor();
  await page.getByRole("row", { name: /2 黄码 一直在汉，未满打卡天数 7 7/ }).waitFor();
  await page.getByText("占 100.0%").waitFor();
});

test("the other officer opens the link, sees the same, and goes down to the community and back", async () => {
  const { page } = second;
  await page.goto(address);
  await page.getByRole("link", { name: "青山区" }).click();
  await page.getByRole("row", { name: /康苑社区 7 7/ }).waitFor();
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  await screens.see(page, "pc-trial-county");
  await page.getByRole("link", { name: "全部县区" }).click();
  await page.getByRole("row", { name: /青山区 7 7 7/ }).waitFor();
});

/** The counts of a large city, with which the test replaces the server's answer. */
const CITY: Trial = {
  state: "done",
  begunAt: "2020-03-09T12:15:00.000Z",
  finishedAt: "2020-03-09T12:19:00.000Z",
  by: "138*****011",
  shards: { counted: 4096, all: 4096 },
  result: {
    colours: [
      { from: "green", to: "green", persons: 9_204_118 },
      { from: "green", to: "yellow", persons: 41_207 },
      { from: "green", to: "red", persons: 18 },
      { from: "yellow", to: "yellow", persons: 61_020 },
      { from: "yellow", to: "green", persons: 122_934 },
      { from: "red", to: "red", persons: 7003 },
      { from: "red", to: "yellow", persons: 2160 },
    ],
    rows: [
      { row: "unwell", persons: 7021, changed: 18 },
      { row: "stayed", persons: 104_387, changed: 43_367 },
      { row: "nothing_found", persons: 9_327_052, changed: 122_934 },
    ],
    moves: [102, 103, 104, 105, 106, 107, 111, 112, 113, 114, 115, 116, 117].flatMap((county, index) => [
      { division: `420${county}`, from: "green", to: "green", persons: 708_000 + index * 991 },
      { division: `420${county}`, from: "green", to: "yellow", persons: 3120 + index * 17 },
      { division: `420${county}`, from: "yellow", to: "green", persons: 9456 - index * 31 },
    ]),
  },
};

async function answered(phone: Phone, trial: Trial): Promise<void> {
  await phone.page.route("**/trial*", (route) => route.fulfill({ json: trial }));
  await phone.page.goto(address);
}

test("the counts of a city fit the screen, with the words of each colour", async () => {
  await answered(second, CITY);
  await second.page.getByText("9,438,460").waitFor();
  await second.page.getByRole("heading", { name: "在哪些地方" }).scrollIntoViewIfNeeded();
  await screens.see(second.page, "pc-trial");
});

test("a running trial shows its progress; a trial without declarations says so", async () => {
  await second.page.unroute("**/trial*");
  await answered(second, { ...CITY, state: "running", finishedAt: null, shards: { counted: 1204, all: 4096 }, result: null });
  await second.page.getByText("已统计 1,204 / 4,096 个分片").waitFor();
  await second.page.getByText("已统计 1,204 / 4,096 个分片").scrollIntoViewIfNeeded();
  await screens.see(second.page, "pc-trial-running");
  await second.page.unroute("**/trial*");
  await answered(second, { ...CITY, result: { colours: [], rows: [], moves: [] } });
  await second.page.getByText("还没有人申报").waitFor();
  await second.page.unroute("**/trial*");
});

test("axe finds nothing, nothing is too wide, and no page reported an error", async () => {
  expect(await faultsAtWidths(first.page, [address, `${address}&county=420107`])).toEqual([]);
  expect(screens.findings()).toEqual([]);
  expect([...first.errors, ...second.errors]).toEqual([]);
});
