/** Two officers of Hubei adopt new rules on the PC: proposed from a file, compared row by row, approved, and withdrawn before they begin. */
import { afterAll, beforeAll, expect, test } from "vitest";
import hubeiAugust from "../../src/domain/colour/rule-sets/hubei-2021-08.json" with { type: "json" };
import { addDays, dateOf } from "../../src/domain/china-time.ts";
import type { Phone } from "../support/browser.ts";
import { faultsAtWidths } from "../support/desk.ts";
import { type Officers, openOfficers } from "../support/officers.ts";
import { Screens } from "../support/screens.ts";

const HOST = "hubei.localhost";
const PAGE = "/admin/42/rules";
/** The first day of the proposed rules: late enough that a midnight during the test does not matter. */
const FIRST_DAY = addDays(dateOf(Date.now()), 3);
const screens = new Screens();

let office: Officers;
let first: Phone;
let second: Phone;
/** The address of the page of the proposed rules. */
let proposed: string;

beforeAll(async () => {
  office = await openOfficers({ host: HOST, region: "42" });
  ({ first, second } = office);
});
afterAll(() => office.close());

/** Hubei's rule set of August 2021 with another id and title, and another reason in the row for a fever, valid from FIRST_DAY on. */
function rules(changes: object = {}): object {
  const rows = hubeiAugust.rows.map((row) =>
    row.name === "measured_fever" ? { ...row, reason: { zh: "体温 37.3℃ 及以上", en: "37.3 °C or more" } } : row,
  );
  const title = { zh: "湖北新规则", en: "Hubei, new rules" };
  return { ...hubeiAugust, id: "hubei-new", title, validFrom: FIRST_DAY, rows, ...changes };
}

function fileOf(content: object) {
  return { name: "rules.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(content)) };
}

test("the rule set in force stands first, with its rows, among all past and future ones", async () => {
  const { page } = first;
  await page.goto(PAGE);
  await page.getByRole("row", { name: /湖北 2021 年 8 月 18 日起.*执行中/ }).waitFor();
  await expect
    .poll(() => page.getByRole("heading", { level: 2 }).allTextContents())
    .toEqual(["执行时间", hubeiAugust.title.zh, "码色含义（给外地看）"]);
  await screens.see(page, "pc-rules");
  await page.getByRole("link", { name: "湖北 2020 年 2 月底" }).click();
  await page.getByRole("heading", { name: "湖北 2020 年 2 月底" }).waitFor();
  await page.getByRole("row", { name: /列入临床诊断病例名单/ }).waitFor();
});

test("a file with a fault is refused with its place, and the dialog stays open", async () => {
  const { page } = first;
  await page.getByRole("button", { name: "提议新规则" }).click();
  const dialog = page.getByRole("dialog");
  const [row, ...others] = hubeiAugust.rows;
  const english = { ...row, reason: { zh: "列入名单", en: "" } };
  await dialog.getByLabel("选择规则文件").setInputFiles(fileOf(rules({ rows: [english, ...others] })));
  await dialog.getByText("执行统一的防疫标准").click();
  await dialog.getByLabel("证据").fill("省指挥部通告第 9 号");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await dialog.getByText("位置：第 1 行，/rows/0/reason/en").waitFor();
  await screens.see(page, "pc-rules-refused");
});

test("a correct file waits for another officer, with each row that differs", async () => {
  const { page } = first;
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("换一个文件").setInputFiles(fileOf(rules()));
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "湖北新规则" }).waitFor();
  await page.getByRole("button", { name: "撤回我的提议" }).waitFor();
  await expect.poll(() => page.getByRole("button", { name: "批准" }).count()).toBe(0);
  proposed = page.url();
});

test("the other officer opens it, sees the differences and approves it", async () => {
  const { page } = second;
  await page.goto(PAGE);
  await page.getByRole("link", { name: "查看并审批" }).click();
  const table = page.getByRole("table", { name: "与现行规则的差异" });
  await table.getByRole("row", { name: /体温 37\.3℃ 及以上 原因/ }).waitFor();
  await expect.poll(() => table.getByRole("row").count()).toBe(2);
  await screens.see(page, "pc-rules-proposed");
  await expect.poll(() => page.getByRole("button", { name: "批准" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "开始试运行" }).click();
  await page.getByText("先看试运行结果，再批准").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "批准" }).click();
  await page
    .getByRole("dialog")
    .getByText(/^试运行（.*）：.* 人中 .* 人变色/)
    .waitFor();
  await page.getByRole("dialog").getByLabel("核对说明").fill("已逐行核对");
  await page.getByRole("dialog").getByRole("button", { name: "批准", exact: true }).click();
  await page.getByText(`已批准，${FIRST_DAY} 零点起执行。`).waitFor();
  await page.getByRole("link", { name: "全部规则" }).click();
  await page.getByRole("row", { name: new RegExp(`湖北新规则.*${FIRST_DAY}.*待执行`) }).waitFor();
  await page.getByRole("row", { name: new RegExp(`湖北 2021 年 8 月 18 日起.*${FIRST_DAY}.*执行中`) }).waitFor();
});

test("both officers take it back before it begins, and the earlier rules continue", async () => {
  const { page } = second;
  await page.getByRole("button", { name: "提议撤回" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("防疫数据有误").click();
  await dialog.getByLabel("证据").fill("通告作废");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await page.getByText("已提议撤回，等另一位负责人在“码色管理”批准。").waitFor();
  await page.getByRole("row", { name: /湖北新规则.*撤回待批/ }).waitFor();
  await screens.see(page, "pc-rules-withdrawal");
  await first.page.goto("/admin/42/proposals");
  await first.page
    .getByRole("row", { name: /撤回：.*湖北新规则/ })
    .getByRole("button", { name: "批准" })
    .click();
  await first.page.getByRole("dialog").getByLabel("核对说明").fill("已核对");
  await first.page.getByRole("dialog").getByRole("button", { name: "批准", exact: true }).click();
  await first.page.getByText("已批准，这套规则不再执行。").waitFor();
  await first.page.goto(PAGE);
  await first.page.getByRole("row", { name: /湖北 2021 年 8 月 18 日起.*另行通知.*执行中/ }).waitFor();
  await expect.poll(() => first.page.getByRole("row", { name: /湖北新规则/ }).count()).toBe(0);
});

test("axe finds nothing on these screens, no screen is too wide, and no page reported an error", async () => {
  expect(await faultsAtWidths(first.page, [PAGE, proposed, "/admin/42/proposals"])).toEqual([]);
  expect(screens.findings()).toEqual([]);
  expect([...first.errors, ...second.errors]).toEqual([]);
});
