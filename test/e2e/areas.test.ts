/** The PC pages of risk levels (proposed one by one and by file) and of a manual fact of one person, by two officers. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { enrol } from "../../tools/demo.ts";
import type { Phone } from "../support/browser.ts";
import { faultsAtWidths } from "../support/desk.ts";
import { choose, decide, openFile, proposeFile, sheet } from "../support/lists.ts";
import { type Officers, openOfficers, stillCounting } from "../support/officers.ts";
import { Screens } from "../support/screens.ts";

const PAGE = "/admin/4201/areas";
const PROPOSALS = "/admin/4201/proposals";
const screens = new Screens();

let office: Officers;
let first: Phone;
let second: Phone;

beforeAll(async () => {
  office = await openOfficers(undefined, async ({ port }) => {
    await enrol(port, HOSTS.resident, RESIDENT);
  });
  ({ first, second } = office);
});
afterAll(() => office.close());

test("an officer proposes the level of one county, and it holds after another one has approved it", async () => {
  const { page } = first;
  await page.goto(PAGE);
  await page.getByText("还没有录入风险等级").waitFor();
  await screens.see(page, "pc-areas-empty");
  await page.getByRole("button", { name: "提议风险等级" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "提议", exact: true }).waitFor();
  await dialog.getByRole("button", { name: /^湖北省/ }).click();
  await dialog.getByRole("button", { name: /^武汉市/ }).click();
  await dialog.getByRole("button", { name: /^青山区/ }).click();
  await dialog.getByRole("button", { name: "只选到青山区" }).click();
  await dialog.getByLabel("开始日期").fill("2020-01-23");
  await dialog.getByRole("button", { name: "本级名单：武汉市" }).click();
  await dialog.getByLabel("编号").fill("鄂防指 12");
  await dialog.getByLabel("证据").fill("鄂防指 12 号通告");
  await dialog.getByText("疫情发生或加重").click();
  expect(await dialog.getByLabel("风险等级").inputValue()).toBe("");
  await dialog.getByLabel("风险等级").selectOption({ label: "高风险" });
  await screens.see(page, "pc-propose-area");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await page.getByText("已提议，等另一位负责人在“码色管理”中批准。").waitFor();
  const finish = await stillCounting(second.page);
  await second.page.goto(PROPOSALS);
  const waiting = second.page.getByRole("row", { name: /正在统计变色人数：25%.*统计完成后可批准/ });
  await waiting.getByRole("button", { name: "拒绝" }).waitFor();
  expect(await waiting.getByRole("button", { name: "批准" }).count()).toBe(0);
  await screens.see(second.page, "pc-level-counting");
  await finish();
  await page.goto(PROPOSALS);
  for (const officer of [first, second]) {
    await officer.page.getByRole("row", { name: /风险等级 青山区：高风险，2020-01-23 起.* 没有人变色/ }).waitFor();
  }
  await decide(second.page, "批准", "已核对通告");
  await page.goto(PAGE);
  await page.getByRole("row", { name: /青山区 420107 高风险 今天执行 2020-01-23/ }).waitFor();
});

test("a level is ended on its row, by two officers", async () => {
  const { page } = second;
  await page.goto(PAGE);
  await page.getByRole("button", { name: "结束", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("结束日期").fill("2020-05-01");
  await dialog.getByLabel("证据").fill("鄂防指 30 号通告");
  await dialog.getByText("疫情缓解或结束").click();
  await screens.see(page, "pc-end-area");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await page.getByText("已提议，等另一位负责人在“码色管理”中批准。").waitFor();
  await first.page.goto(PROPOSALS);
  await decide(first.page, "拒绝", "尚未解除");
});

test("a file of levels is read, proposed, checked and approved, except for the wrong line", async () => {
  const { page } = first;
  await page.goto(PAGE);
  const lines = [
    "区划代码,风险等级,开始日期,来源地区,编号",
    "420106,中,2020-02-01,4201,2",
    "420102,低,2020-02-01,4201,3",
    "420199,高,2020-02-01,4201,4",
  ];
  await choose(page, sheet("等级.csv", lines));
  await page.getByRole("row", { name: /4 区划代码 行政区划表里没有这个地方/ }).waitFor();
  await screens.see(page, "pc-areas-read");
  await proposeFile(page, "疫情发生或加重", "鄂防指 13 号通告");
  await page.getByRole("status").getByText("没有人变色。").waitFor();
  await openFile(second.page, "4201", "等级.csv");
  await second.page.getByRole("status").getByText("没有人变色。").waitFor();
  await screens.see(second.page, "pc-areas-counted");
  await decide(second.page, "批准", "已核对");
  await second.page.getByRole("row", { name: /武昌区 420106 中风险/ }).waitFor();
  await screens.see(second.page, "pc-areas");
});

test("an officer proposes a fact of one person, and sees only the permitted data of that person", async () => {
  const { page } = first;
  await page.goto(PROPOSALS);
  await page.getByRole("button", { name: "提议录入记录" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("身份证号码").fill(RESIDENT.people[0].number);
  await dialog.getByLabel("名单").selectOption({ label: "密切接触者" });
  await dialog.getByLabel("开始日期").fill("2020-03-01");
  await dialog.getByRole("button", { name: "本级名单：武汉市" }).click();
  await dialog.getByLabel("编号").fill("流调 7-31");
  await dialog.getByLabel("证据").fill("流调报告第 31 号");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await dialog.getByText("请选择事由。").waitFor();
  await dialog.getByText("诊断结论变更").click();
  await screens.see(page, "pc-propose-fact");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await page.getByRole("row", { name: /录入 尹\*\* 42\*+\d.：密切接触者.*等另一位负责人/ }).waitFor();
});

test("another officer approves it; its withdrawal is proposed, and refused for an unknown entry", async () => {
  const { page } = second;
  await page.goto(PROPOSALS);
  await page.getByRole("button", { name: "批准" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("密切接触者").waitFor();
  await dialog.getByLabel("核对说明").fill("已核对报告");
  await screens.see(page, "pc-approve-fact");
  await dialog.getByRole("button", { name: "批准", exact: true }).click();
  await page.getByText("已批准，立即生效。").waitFor();
  await page.getByRole("button", { name: "提议撤回记录" }).click();
  await dialog.getByLabel("身份证号码").fill(RESIDENT.people[0].number);
  await dialog.getByLabel("名单").selectOption({ label: "密切接触者" });
  await dialog.getByRole("button", { name: /^湖北省/ }).click();
  await dialog.getByRole("button", { name: /^武汉市/ }).click();
  await dialog.getByRole("button", { name: "只选到武汉市" }).click();
  await dialog.getByLabel("编号").fill("流调 7-32");
  await dialog.getByLabel("证据").fill("复核记录第 8 号");
  await dialog.getByText("防疫数据有误").click();
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await dialog.getByText("此人没有这条记录，请核对名单、来源和编号。").waitFor();
  await dialog.getByLabel("编号").fill("流调 7-31");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await page.getByRole("row", { name: /撤回 尹\*\*/ }).waitFor();
});

test("axe finds nothing in English and on a phone's width", async () => {
  const { page } = first;
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  expect(await faultsAtWidths(page, [PAGE, PROPOSALS])).toEqual([]);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(PAGE);
  await page.getByRole("row", { name: /High In force today/ }).waitFor();
  await screens.see(page, "pc-areas-english");
  await page.getByRole("button", { name: "Propose a level" }).click();
  await page.getByRole("dialog").getByLabel("Reference").waitFor();
  await screens.see(page, "pc-propose-area-english");
  expect(screens.findings()).toEqual([]);
  expect([...first.errors, ...second.errors]).toEqual([]);
});
