/** 实名核验 from the first registration on: a name that differs, an authority that does not answer, one that does not know the person, and the proof that comes by itself. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { me } from "../../src/contract/people.ts";
import { HOSTS } from "../../tools/demo-cast.ts";
import { declare } from "../../tools/demo.ts";
import { sendPerson } from "../support/acts.ts";
import { chooseAnswer, openSmallPhone, type Owner, registerSelf } from "../support/authority.ts";
import { openBrowser, openPhone, type Phone } from "../support/browser.ts";
import { ContactSheet, LANGUAGES_AND_SIZES } from "../support/contact-sheet.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const TYPED: Owner = { phone: "13800000041", name: "周明远", number: "420107197903120012" };
const WAITING: Owner = { phone: "13800000042", name: "何静好", number: "420107197903120039" };
const UNKNOWN: Owner = { phone: "13800000043", name: "阿依古丽·买买提", number: "420107197903120055" };

const screens = new Screens();
const sheet = new ContactSheet(LANGUAGES_AND_SIZES);
const phones: Phone[] = [];

let running: Running;
let browser: Browser;

beforeAll(async () => {
  running = await startRunning({ bindings: { IDENTITY_AUTHORITY_SECONDS: "1" } });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

async function phoneOf({ phone }: Owner): Promise<Phone> {
  const opened = await openSmallPhone(browser, running, phone);
  phones.push(opened);
  return opened;
}

/** Declares for the owner of the phone in another browser of theirs, so that the phone shows a code. */
async function declareFor({ phone }: Owner): Promise<void> {
  const visitor = running.visitor(HOSTS.resident);
  await visitor.logIn(phone);
  const [self] = (await visitor.ask("GET", "/api/v1/me", me)).people;
  if (self === undefined) throw new Error("nobody is registered");
  await declare(visitor, self, phone);
}

test("a name that differs is said at the name, a number at the number, and nothing that is typed is lost", async () => {
  const phone = await phoneOf(TYPED);
  const { page } = phone;
  const [name, number] = [page.getByLabel("姓名"), page.getByLabel("证件号码")];
  await chooseAnswer(running, TYPED.number, { name: TYPED.name });
  await registerSelf(phone, { ...TYPED, name: "周命远" });
  await page.getByRole("alert").getByText("这个证件号码登记的是另一个姓名").waitFor();
  expect(await name.evaluate((field) => field === document.activeElement)).toBe(true);
  expect([await name.inputValue(), await number.inputValue()]).toEqual(["周命远", TYPED.number]);
  await screens.see(page, "proof-name-differs");
  await chooseAnswer(running, TYPED.number, { choice: "no_match" });
  await name.fill(TYPED.name);
  await sendPerson(page);
  await page.getByRole("alert").getByText("姓名与证件号码不一致").waitFor();
  expect(await number.evaluate((field) => field === document.activeElement)).toBe(true);
  await chooseAnswer(running, TYPED.number, {});
  await sendPerson(page);
  await page.getByRole("button", { name: "同意，开始填写" }).waitFor();
  await page.goto("/me");
  await page.getByRole("link", { name: "实名核验 已核验本人" }).click();
  await page.getByText("姓名、证件号码和手机号核对一致。").waitFor();
  expect(await page.getByRole("button", { name: "再次核验" }).count()).toBe(0);
});

test("while the authority is down, the phone is registered without a proof, its code says why the gate asks, and the proof comes by itself", async () => {
  // By the form of the page: the person who tries the system has nothing else.
  const register = (await openPhone(browser, `http://${HOSTS.resident}:${running.port}`)).page;
  await register.goto("/local/authority");
  await register.getByLabel("证件号码").fill(WAITING.number);
  await register.getByLabel("回答").selectOption("down");
  await register.getByRole("button", { name: "保存" }).click();
  await register.waitForLoadState();

  const phone = await phoneOf(WAITING);
  const { page } = phone;
  await registerSelf(phone, WAITING);
  await page.getByRole("button", { name: "同意，开始填写" }).waitFor();
  await declareFor(WAITING);
  await page.goto("/");
  await page.getByText("未核验，采集点会核对证件。").waitFor();
  await screens.see(page, "proof-code-flag");
  await sheet.addDressed("flag", page);
  await page.getByText("未核验，采集点会核对证件。").waitFor();
  await page.getByRole("link", { name: "去实名核验" }).click();
  await page.getByText("核验机构暂时没有应答。").waitFor();
  await page.getByRole("button", { name: "再次核验" }).click();
  await page.getByText("核验机构没有应答，稍后自动再试。").waitFor();

  await register.getByLabel("证件号码").fill(WAITING.number);
  await register.getByRole("button", { name: "保存" }).click();
  await page.getByRole("heading", { name: "已核验本人" }).waitFor();
  await page.goto("/");
  await page.getByRole("img", { name: "健康码二维码" }).waitFor();
  await expect.poll(() => page.getByText("采集点会核对证件").count()).toBe(0);
  await register.reload();
  expect(await register.getByRole("row", { name: /何静好.*match/ }).count()).toBeGreaterThan(0);
});

test("a person whom the authority does not know goes to the community; asking too often is refused in words", async () => {
  await chooseAnswer(running, UNKNOWN.number, { choice: "unknown" });
  const phone = await phoneOf(UNKNOWN);
  const { page } = phone;
  await registerSelf(phone, UNKNOWN);
  await page.getByRole("button", { name: "同意，开始填写" }).waitFor();
  await page.goto("/family");
  const state = page.getByRole("link", { name: /实名核验|Proof of identity/ });
  await state.waitFor();
  await screens.see(page, "proof-family");
  await sheet.addDressed("family", page, () => state.waitFor());
  await state.click();
  await page.getByText("核验机构查无此人。").waitFor();
  const again = page.getByRole("button", { name: "再次核验" });
  await again.click();
  await page.getByText("刚核验过，一小时后可以再次核验。").waitFor();
  await screens.see(page, "proof-asked-again");
  const refused = page.getByRole("alert").getByText("操作太频繁，请稍后再试。");
  for (let asked = 0; asked < 6; asked += 1) {
    await again.click();
    await expect.poll(() => again.getAttribute("aria-disabled")).toBe("false");
  }
  await refused.waitFor();
});

test("axe finds nothing on these screens, and no page threw an error", async () => {
  await sheet.write(browser, "proof-screens");
  expect(screens.findings()).toEqual([]);
  expect(phones.flatMap(({ errors }) => errors)).toEqual([]);
});
