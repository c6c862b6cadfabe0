/** Two officers of Wuhan decide about its colours on the PC: one proposes, the other approves, and the approved change holds. Source: product.md §5. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { me } from "../../src/contract/people.ts";
import { HOSTS } from "../../tools/demo-cast.ts";
import { enrol } from "../../tools/demo.ts";
import type { Phone } from "../support/browser.ts";
import { faultsAtWidths, OFFICE } from "../support/desk.ts";
import { type Officers, openOfficers, stillCounting } from "../support/officers.ts";
import { Screens } from "../support/screens.ts";

const PAGE = "/admin/4201/proposals";
const screens = new Screens();

let office: Officers;
let first: Phone;
let second: Phone;

beforeAll(async () => {
  office = await openOfficers();
  ({ first, second } = office);
});
afterAll(() => office.close());

test("nothing waits at first, and no colours are shown", async () => {
  const { page } = first;
  await page.goto(PAGE);
  await page.getByText("暂不显示码色，健康码只显示“已申报”。").waitFor();
  await page.getByText("没有待批的提议").waitFor();
  await screens.see(page, "pc-officers-empty");
});

test("an officer proposes closed management of a district, with a reason and evidence, and cannot approve it", async () => {
  const { page } = first;
  await page.getByRole("button", { name: "提议封闭管理" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "整个武汉市" }).click();
  await dialog.getByRole("button", { name: "重新选择" }).click();
  await dialog.getByRole("button", { name: /^青山区/ }).click();
  await dialog.getByRole("button", { name: "只选到青山区" }).click();
  await dialog.getByLabel("开始时间").fill("2020-02-11T00:00");
  await dialog.getByLabel("证据").fill("指挥部令第 12 号");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await dialog.getByText("请选择事由。").waitFor();
  await dialog.getByText("疫情发生或加重").click();
  await screens.see(page, "pc-propose-closure");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await page.getByRole("row", { name: /【开始】青山区封闭管理：2020-02-11 00:00 起.*等另一位负责人/ }).waitFor();
  await expect.poll(() => page.getByRole("button", { name: "批准" }).count()).toBe(0);
});

test("another officer approves it, and the closure holds", async () => {
  const { page } = second;
  const finish = await stillCounting(page);
  await page.goto(PAGE);
  await page.getByRole("button", { name: "批准" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("【开始】青山区封闭管理：2020-02-11 00:00 起").waitFor();
  await dialog.getByText("正在统计变色人数：25%。情况紧急时可以先批准，统计会继续。").waitFor();
  await dialog.getByText(/青山区近 30 天有 \d+ 份健康申报。/).waitFor();
  await screens.see(page, "pc-closure-counting");
  await finish();
  await dialog.getByText("没有人变色。").waitFor();
  await dialog.getByLabel("核对说明").fill("已核对文件");
  await screens.see(page, "pc-approve-closure");
  await dialog.getByRole("button", { name: "批准", exact: true }).click();
  await page.getByText("已批准，立即生效。").waitFor();
  await page.getByRole("button", { name: "提议结束" }).waitFor();
  await page.getByRole("row", { name: /已批准 · .* · 已核对文件/ }).waitFor();
});

test("the second officer proposes its end and the switch to colours, and the first one refuses both", async () => {
  const { page } = second;
  await page.getByRole("button", { name: "提议结束" }).click();
  await propose("疫情缓解或结束", "指挥部令第 34 号");
  await page.getByRole("button", { name: "提议显示码色" }).click();
  const proposing = page.getByRole("dialog");
  await proposing.getByLabel("请输入“武汉市”确认").fill("武汉");
  await proposing.getByText("执行统一的防疫标准").click();
  await proposing.getByLabel("证据").fill("省标准第 1 号");
  await proposing.getByRole("button", { name: "提议", exact: true }).click();
  await proposing.getByRole("alert").getByText("请输入“武汉市”确认。").waitFor();
  await screens.see(page, "pc-propose-switch");
  await proposing.getByLabel("请输入“武汉市”确认").fill("武汉市");
  await propose("执行统一的防疫标准", "省标准第 1 号");
  await first.page.goto(PAGE);
  await first.page.getByRole("row", { name: /【结束】青山区.* 没有人变色/ }).waitFor();
  await first.page.getByRole("row", { name: /起显示码色.* 2 人变色：已申报 → 灰码 2 人/ }).waitFor();
  await screens.see(first.page, "pc-officers-counted");
  await first.page
    .getByRole("row", { name: /起显示码色/ })
    .getByRole("button", { name: "拒绝" })
    .click();
  const dialog = first.page.getByRole("dialog");
  await dialog.getByLabel("核对说明").fill("标准尚未发布");
  await dialog.getByRole("button", { name: "拒绝", exact: true }).click();
  await first.page.getByRole("row", { name: /已拒绝 · .* · 标准尚未发布/ }).waitFor();
  await first.page.getByText("暂不显示码色，健康码只显示“已申报”。").waitFor();
  await screens.see(first.page, "pc-officers");
});

test("an officer withdraws what they proposed", async () => {
  const { page } = second;
  await page.goto(PAGE);
  await page.getByRole("button", { name: "提议显示码色" }).click();
  await page.getByRole("dialog").getByLabel("请输入“武汉市”确认").fill("武汉市");
  await propose("执行统一的防疫标准", "省标准第 2 号");
  await page
    .getByRole("row", { name: /省标准第 2 号/ })
    .getByRole("button", { name: "撤回我的提议" })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("撤回原因").fill("编号填错");
  await screens.see(page, "pc-withdraw-proposal");
  await dialog.getByRole("button", { name: "撤回", exact: true }).click();
  await page.getByRole("row", { name: /已撤回 · .* · 编号填错/ }).waitFor();
});

test("one officer proposes an administrator of a district, the other approves, and only then the district's workbench opens", async () => {
  const county = "/admin/420107/administrators";
  const candidate = await enrol(office.running.port, HOSTS.administrator, OFFICE);
  const { page } = first;
  await page.goto(county);
  await page.getByRole("button", { name: "任命管理员" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("姓名").fill(OFFICE.people[0].name);
  await dialog.getByLabel("手机号").fill(OFFICE.phone);
  await dialog.getByLabel("事由").fill("区里到任");
  await dialog.getByText("另一位负责人批准后生效").waitFor();
  await screens.see(page, "pc-propose-appointment");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await page.getByText("已提议，等另一位负责人批准。").waitFor();
  await page.getByRole("row", { name: /区里到任.*待批.*等另一位负责人/ }).waitFor();
  expect((await candidate.ask("GET", "/api/v1/me", me)).grants).toEqual([]);
  await second.page.goto(county);
  await second.page.getByRole("button", { name: /^批准任命/ }).click();
  await second.page.getByLabel("核对说明").fill("已电话核实");
  await screens.see(second.page, "pc-approve-appointment");
  await second.page.getByRole("dialog").getByRole("button", { name: "批准", exact: true }).click();
  await second.page.getByText(/^已任命 .* 管理青山区/).waitFor();
  await screens.see(second.page, "pc-appointments");
  expect((await candidate.ask("GET", "/api/v1/me", me)).grants).toEqual([expect.objectContaining({ division: "420107" })]);
});

test("the rules have their own page, which names the rule set in force", async () => {
  const { page } = first;
  await page.goto(PAGE);
  await page.getByRole("link", { name: "赋码规则" }).click();
  await page.getByRole("row", { name: /湖北省.*执行中/ }).waitFor();
});

test("the whole menu of an officer fits on the screen of an office PC", async () => {
  const menu = first.page.getByRole("navigation", { name: "社区工作台" });
  const [whole, seen] = await menu.evaluate(({ scrollHeight, clientHeight }) => [scrollHeight, clientHeight]);
  expect(whole).toBe(seen);
});

test("the figures are there in English and on a phone's width", async () => {
  const { page } = first;
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.goto(PAGE);
  await page.getByRole("row", { name: /END of the closed management .* Nobody changes colour/ }).waitFor();
  await screens.see(page, "pc-officers-counted-english");
  await page.setViewportSize({ width: 360, height: 640 });
  await page.getByText("Nobody changes colour").first().scrollIntoViewIfNeeded();
  await screens.see(page, "pc-officers-counted-narrow");
  await page.getByRole("button", { name: "Approve" }).click();
  await page.getByRole("dialog").getByText("Nobody changes colour.").waitFor();
  await screens.see(page, "pc-closure-approve-english");
  await page.keyboard.press("Escape");
  await page.evaluate(() => localStorage.setItem("yima-language", "zh"));
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(PAGE);
});

test("axe finds nothing on these screens, no screen is too wide, and no page reported an error", async () => {
  expect(await faultsAtWidths(first.page, [PAGE, "/admin/4201/rules", "/admin/420107/administrators"])).toEqual([]);
  expect(screens.findings()).toEqual([]);
  expect([...first.errors, ...second.errors]).toEqual([]);
});

async function propose(reason: string, evidence: string): Promise<void> {
  const dialog = second.page.getByRole("dialog");
  await dialog.getByText(reason).click();
  await dialog.getByLabel("证据").fill(evidence);
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}
