/** Officers of Wuhan tell Hubei of a close contact who lives there: the resident's phone turns by the rules of Hubei, says whose list it is, and turns back. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS } from "../../tools/demo-cast.ts";
import { logIn } from "../support/acts.ts";
import { openPhone, type Phone } from "../support/browser.ts";
import { faultsAtWidths } from "../support/desk.ts";
import { bind, declareStaying, HUBEI } from "../support/hubei.ts";
import { decide } from "../support/lists.ts";
import { aTestNation, NATION, recognise, type TestNation } from "../support/nation.ts";
import { type Officers, openOfficers } from "../support/officers.ts";
import { PATIENT } from "../support/patience.ts";
import { Screens } from "../support/screens.ts";

const PROPOSALS = "/admin/4201/proposals";
const NUMBER = "420106198503030024";
const RESIDENT = { phone: "13800000021", people: [{ relation: "self", name: "江北望", number: NUMBER }] } as const;
const screens = new Screens();

let nation: TestNation;
let office: Officers;
let resident: Phone;

beforeAll(async () => {
  nation = await aTestNation();
  office = await openOfficers(
    undefined,
    async (running) => {
      await declareStaying(await bind(running, RESIDENT), RESIDENT.phone);
    },
    nation.bindings,
  );
  const { browser, running } = office;
  resident = await openPhone(browser, `http://${HUBEI}:${running.port}`, { width: 360, height: 640 });
  await logIn(resident.page, running, RESIDENT.phone);
});
afterAll(async () => {
  await office.close();
  nation.remove();
});

test("as long as no other region is recognised, the form says that nobody can be told", async () => {
  const { page } = office.first;
  await page.goto(PROPOSALS);
  await page.getByRole("button", { name: "提议通报外地" }).click();
  await page.getByRole("dialog").getByText("现在没有别的地区可以通报").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
});

test("an officer proposes to tell Hubei of a contact, and another one approves", async () => {
  const { first, second, running } = office;
  await recognise(running, nation, [
    ["0", NATION],
    ["4201", HOSTS.resident],
    ["42", HUBEI],
  ]);
  const { page } = first;
  const dialog = page.getByRole("dialog");
  await expect
    .poll(async () => {
      await page.goto(PROPOSALS);
      await page.getByRole("button", { name: "提议通报外地" }).click();
      await dialog.getByText(/现在没有别的地区可以通报|居住地区/).waitFor();
      return dialog.getByLabel("居住地区").count();
    })
    .toBe(1);
  await dialog.getByLabel("居住地区").selectOption({ label: "湖北省" });
  await dialog.getByLabel("身份证号码").fill(NUMBER);
  await dialog.getByLabel("名单").selectOption({ label: "密切接触者" });
  await dialog
    .getByLabel("开始日期")
    .fill(await page.evaluate(() => new Date().toLocaleDateString("sv", { timeZone: "Asia/Shanghai" })));
  await dialog.getByRole("button", { name: "本级名单：武汉市" }).click();
  await dialog.getByLabel("编号").fill("流调 7-31");
  await dialog.getByLabel("证据").fill("流调报告第 31 号");
  await dialog.getByText("疫情发生或加重").click();
  await screens.see(page, "pc-propose-notice");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await page.getByRole("row", { name: /通报湖北省 42\*+24：密切接触者.*等另一位负责人/ }).waitFor();
  await second.page.goto(PROPOSALS);
  await decide(second.page, "批准", "已核对报告");
});

test("the phone in Hubei turns red by itself and names the list, and the officers see that Hubei has taken it", async () => {
  const { page } = resident;
  await page.getByRole("button", { name: /红码/ }).waitFor(PATIENT);
  await screens.see(page, "code-red-notice");
  await page.goto("/decisions");
  await page.getByText("密切接触者（武汉市）").first().waitFor();
  await screens.see(page, "decisions-notice");
  await page.goto("/");
  const desk = office.first.page;
  await expect
    .poll(async () => {
      await desk.goto(PROPOSALS);
      await desk.getByRole("row", { name: /通报湖北省/ }).waitFor();
      return desk.getByText("对方已收").count();
    })
    .toBe(1);
  await screens.see(desk, "pc-notice-taken");
});

test("the notice is withdrawn by two officers, and the phone is no longer red", async () => {
  const { first, second } = office;
  const { page } = first;
  await page.getByRole("button", { name: "提议撤回通报" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("证据").fill("复核记录第 8 号");
  await dialog.getByText("防疫数据有误").click();
  await screens.see(page, "pc-propose-notice-withdrawal");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await page.getByRole("row", { name: /撤回通报湖北省 42\*+24/ }).waitFor();
  await second.page.goto(PROPOSALS);
  await decide(second.page, "批准", "已核对");
  await resident.page.getByRole("button", { name: /红码/ }).waitFor({ state: "detached", ...PATIENT });
});

test("axe finds nothing, and nothing is too wide in English and on a phone's width", async () => {
  const { page } = office.first;
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  expect(await faultsAtWidths(page, [PROPOSALS])).toEqual([]);
  expect(screens.findings()).toEqual([]);
  expect([...office.first.errors, ...office.second.errors, ...resident.errors]).toEqual([]);
});
