/** Wuhan tells Hubei of a contact who lives there: the resident appeals on the phone, sees where the appeal lies, Wuhan's officers grant it at their desk, and the phone is green. */
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

const [PROPOSALS, QUEUE] = ["/admin/4201/proposals", "/admin/4201/appeals"] as const;
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
      await recognise(running, nation, [
        ["0", NATION],
        ["4201", HOSTS.resident],
        ["42", HUBEI],
      ]);
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

test("two officers of Wuhan tell Hubei of the contact, and the phone turns yellow", async () => {
  const { first, second } = office;
  const { page } = first;
  const dialog = page.getByRole("dialog");
  await expect
    .poll(async () => {
      await page.goto(PROPOSALS);
      await page.getByRole("button", { name: "提议通报外地" }).click();
      await dialog.getByText(/现在没有别的地区可以通报|居住地区/).waitFor();
      return dialog.getByLabel("居住地区").count();
    }, PATIENT)
    .toBe(1);
  await dialog.getByLabel("居住地区").selectOption({ label: "湖北省" });
  await dialog.getByLabel("身份证号码").fill(NUMBER);
  await dialog.getByLabel("名单").selectOption({ label: "一般接触者" });
  const today = await page.evaluate(() => new Date().toLocaleDateString("sv", { timeZone: "Asia/Shanghai" }));
  await dialog.getByLabel("开始日期").fill(today);
  await dialog.getByRole("button", { name: "本级名单：武汉市" }).click();
  await dialog.getByLabel("编号").fill("流调 7-31");
  await dialog.getByLabel("证据").fill("流调报告第 31 号");
  await dialog.getByText("疫情发生或加重").click();
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await page.getByRole("row", { name: /通报湖北省/ }).waitFor();
  await second.page.goto(PROPOSALS);
  await decide(second.page, "批准", "已核对报告");
  await resident.page.getByRole("button", { name: /黄码/ }).waitFor(PATIENT);
});

test("the resident appeals, and sees that Wuhan answers, whether it has the appeal, and by when", async () => {
  const { page } = resident;
  await page.getByRole("link", { name: "申诉" }).click();
  await page.getByLabel("您认为哪里不对？").fill("那天我不在武汉");
  await page.getByRole("button", { name: "提交申诉" }).click();
  await page.getByText("来源 武汉市，由武汉市答复").waitFor();
  await page.getByText(/最迟 .* 答复/).waitFor();
  await expect
    .poll(async () => {
      await page.reload();
      await page.getByText("等待答复").waitFor();
      return page.getByText(/武汉市已于 .* 收到/).count();
    }, PATIENT)
    .toBe(1);
  await screens.see(page, "appeal-sent");
});

test("two officers of Wuhan read whose appeal it is and grant it", async () => {
  const { first, second } = office;
  for (const { page } of [first, second]) {
    await page.goto(QUEUE);
    await page.getByRole("row", { name: /江\*\*.*来自湖北省/ }).waitFor();
    if (page === first.page) await screens.see(page, "pc-appeal-from-elsewhere");
    await page.getByRole("button", { name: "答复 江**" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("申诉人的健康码由湖北省发放，您的答复会送到当地。").waitFor();
    await dialog.getByText("录入有误").click();
    await dialog.getByLabel("答复内容").fill("名单录错了人");
    if (page === first.page) await screens.see(page, "pc-answer-from-elsewhere");
    await dialog.getByRole("button", { name: "答复", exact: true }).click();
    await page.getByText(page === first.page ? "已记下您的同意" : "已同意申诉").waitFor();
  }
});

test("the phone names who has answered, and is green", async () => {
  const { page } = resident;
  await expect
    .poll(async () => {
      await page.goto("/appeals");
      await page.getByText(/等待答复|已同意/).waitFor();
      return page.getByText("已同意").count();
    }, PATIENT)
    .toBe(1);
  await page.getByText("武汉市已答复").waitFor();
  await page.getByText("名单录错了人").waitFor();
  await screens.see(page, "appeal-answered-elsewhere");
  await page.goto("/");
  await page.getByRole("button", { name: /绿码/ }).waitFor(PATIENT);
});

test("axe finds nothing, and nothing is too wide in English and on a phone's width", async () => {
  for (const [{ page }, path] of [
    [resident, "/appeals"],
    [office.first, QUEUE],
  ] as const) {
    await page.evaluate(() => localStorage.setItem("yima-language", "en"));
    expect(await faultsAtWidths(page, [path])).toEqual([]);
  }
  expect(screens.findings()).toEqual([]);
  expect([...office.first.errors, ...office.second.errors, ...resident.errors]).toEqual([]);
});
