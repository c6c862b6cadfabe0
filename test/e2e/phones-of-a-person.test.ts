/** Whose is a person: the holder decides about the phones that managed them before, and a change of phone is told to the old one, which can deny it. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { me, type Person } from "../../src/contract/people.ts";
import { HOSTS } from "../../tools/demo-cast.ts";
import { declare } from "../../tools/demo.ts";
import type { Visitor } from "../../tools/visitor.ts";
import * as z from "zod";
import { chooseAnswer, openSmallPhone, type Owner, registerSelf } from "../support/authority.ts";
import { ContactSheet, LANGUAGES_AND_SIZES } from "../support/contact-sheet.ts";
import { openBrowser, type Phone } from "../support/browser.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const HELD: Owner = { phone: "13800000051", name: "林知夏", number: "420107197903120071" };
const STRANGER = "13800000052";
const DAUGHTER = "13800000053";
const MOVED: Owner = { phone: "13800000054", name: "许望舒", number: "420107197903120098" };
const OTHER_PHONE = "13800000055";

const screens = new Screens();
const sheet = new ContactSheet(LANGUAGES_AND_SIZES);
const phones: Phone[] = [];

let running: Running;
let browser: Browser;
let holder: Page;
let daughter: Page;
let former: Page;
let present: Page;

beforeAll(async () => {
  running = await startRunning();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

async function open(phone: string): Promise<Phone> {
  const opened = await openSmallPhone(browser, running, phone);
  phones.push(opened);
  return opened;
}

async function visit(phone: string): Promise<Visitor> {
  const visitor = running.visitor(HOSTS.resident);
  await visitor.logIn(phone);
  return visitor;
}

async function firstPerson(visitor: Visitor): Promise<Person> {
  const [person] = (await visitor.ask("GET", "/api/v1/me", me)).people;
  if (person === undefined) throw new Error("nobody is registered");
  return person;
}

/** A stranger registers the person whom the authority does not know, declares, and lets another account manage too. */
async function strangerAndDaughter(): Promise<void> {
  const { name, number } = HELD;
  await chooseAnswer(running, number, { choice: "unknown", name });
  const body = (relation: Person["relation"]) => ({ relation, name, document: { type: "10", number } });
  const [stranger, child] = [await visit(STRANGER), await visit(DAUGHTER)];
  await stranger.ask("POST", "/api/v1/people", z.unknown(), body("self"));
  await declare(stranger, await firstPerson(stranger), STRANGER);
  await child.ask("POST", "/api/v1/people", z.unknown(), body("parent"));
  const person = await firstPerson(stranger);
  const path = `/api/v1/people/${person.id}/claims/${person.claims[0]?.id}`;
  await stranger.ask("POST", path, z.unknown(), { decision: "allow" });
}

test("a stranger was quicker: the holder manages at once, and the first screen asks about both phones of before", async () => {
  await strangerAndDaughter();
  await chooseAnswer(running, HELD.number, { phone: HELD.phone });
  const phone = await open(HELD.phone);
  holder = phone.page;
  await registerSelf(phone, HELD);
  await holder.getByRole("button", { name: "同意，开始填写" }).waitFor();
  await holder.goto("/");
  await holder.getByText("由代管人申报；情况不对，请重新上报。").waitFor();
  const card = holder.getByRole("region", { name: "有人在代管您的健康码" });
  await card.getByText("自称子女").waitFor();
  await card.getByText("自称本人").waitFor();
  await card.getByText(/^到 .* 不回答，代管自动结束。$/).waitFor();
  await card.scrollIntoViewIfNeeded();
  await screens.see(holder, "custody-asked");
  await sheet.addDressed("asked", holder, () => holder.locator(".custody-card").scrollIntoViewIfNeeded());
});

test("a manager who is not kept yet shows the code and cannot declare, which the form says before anything is typed", async () => {
  ({ page: daughter } = await open(DAUGHTER));
  await daughter.getByText("本人已核验，正在等本人同意。").waitFor();
  await daughter.goto("/declare");
  await daughter.getByRole("heading", { name: "须本人同意后才能代为申报" }).waitFor();
  await screens.see(daughter, "custody-not-kept");
  // Records are not hers to read: the same words, and no refusal.
  await daughter.goto("/looks");
  await daughter.getByText("本人已核验，正在等本人同意。").waitFor();
  await daughter.waitForLoadState("networkidle");
  expect(await daughter.getByRole("alert").count()).toBe(0);
  await daughter.goto("/declare");
  await sheet.addDressed("not kept", daughter);
});

test("the holder keeps one and ends the other after a question; the one who is kept declares again", async () => {
  const card = holder.getByRole("region", { name: "有人在代管您的健康码" });
  await card.getByRole("button", { name: "保留 138*****053" }).click();
  await holder.getByText("已保留 138*****053。").waitFor();
  await card.getByRole("button", { name: "结束 138*****052" }).click();
  const dialog = holder.getByRole("dialog", { name: "结束 138*****052 的代管？" });
  await screens.see(holder, "custody-end");
  await holder.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await card.getByRole("button", { name: "结束 138*****052" }).click();
  await dialog.getByRole("button", { name: "结束代管" }).click();
  await holder.getByText("已结束 138*****052 的代管。").waitFor();
  await card.waitFor({ state: "detached" });
  expect((await (await visit(STRANGER)).ask("GET", "/api/v1/me", me)).people).toEqual([]);
  await daughter.getByRole("button", { name: "同意，开始填写" }).waitFor();
  await holder.goto("/proof");
  await holder.getByRole("heading", { name: "还有谁在管理" }).waitFor();
  await holder.getByRole("button", { name: "结束 138*****053" }).waitFor();
});

test("another phone proves to be the same person's: the old one is told first of all, the new one until when both serve", async () => {
  const { phone, name, number } = MOVED;
  const first = await open(phone);
  former = first.page;
  await registerSelf(first, MOVED);
  await former.getByRole("button", { name: "同意，开始填写" }).waitFor();
  const visitor = await visit(phone);
  await declare(visitor, await firstPerson(visitor), phone);
  await former.goto("/");
  await former.getByRole("img", { name: "健康码二维码" }).waitFor();

  await chooseAnswer(running, number, { phone: OTHER_PHONE });
  const second = await open(OTHER_PHONE);
  present = second.page;
  await registerSelf(second, { name, number });
  await present.getByRole("button", { name: "同意，开始填写" }).waitFor();
  await present.goto("/proof");
  await present.getByText("您原来的手机。还能用到").waitFor();
  await screens.see(present, "custody-new-phone");

  await former.getByRole("heading", { name: "另一部手机说是您的" }).waitFor();
  await screens.see(former, "custody-replaced");
  await sheet.addDressed("replaced", former);
});

test("the old phone says that it was somebody else: both count as not checked until the community decides", async () => {
  await former.getByRole("button", { name: "不是我" }).click();
  const dialog = former.getByRole("dialog", { name: "那部手机不是您的？" });
  await dialog.getByText("采集员、管理员的工作暂停。").waitFor();
  await screens.see(former, "custody-deny");
  await dialog.getByRole("button", { name: "不是我，报告" }).click();
  await former.getByText("已报告。请尽快带证件到社区").waitFor();
  for (const page of [former, present]) {
    await page.goto("/proof");
    await page.getByText("两部手机都说是本人，暂时都不算核验。").waitFor();
  }
  await screens.see(present, "custody-frozen");
});

test("axe finds nothing on these screens, and no page threw an error", async () => {
  await sheet.write(browser, "custody-cards");
  expect(screens.findings()).toEqual([]);
  expect(phones.flatMap(({ errors }) => errors)).toEqual([]);
});
