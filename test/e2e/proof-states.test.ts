/** 实名核验 in each state that a person can have: what is proved, what is missing and what to do, in both languages, with large letters, on a small phone. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { me, type Person } from "../../src/contract/people.ts";
import { HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { enrol } from "../../tools/demo.ts";
import { violations } from "../support/accessibility.ts";
import { logIn } from "../support/acts.ts";
import { openBrowser, openPhone, type Phone } from "../support/browser.ts";
import { ContactSheet, dress, LANGUAGES_AND_SIZES } from "../support/contact-sheet.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const SMALL = { width: 360, height: 640 };
const AT = "2026-11-28T04:04:00.000Z";
const LATER = "2026-12-12T04:04:00.000Z";

interface State {
  readonly name: string;
  /** A word of the state, of what is missing, and of what to do. */
  readonly words: readonly string[];
  readonly proof: Partial<Person["proof"]>;
  readonly rest?: Partial<Person>;
  /** Whether the person of the state is the child. */
  readonly isChild?: true;
  /** Whether the phone can ask the authority again. */
  readonly asks?: true;
}

const answered = { at: AT, source: "国家人口库", reference: "20261128-004711" };
const OTHER: Person["managers"][number] = {
  id: "manager-of-others",
  maskedPhone: "138*****009",
  relation: "child",
  since: AT,
  ending: null,
  endsAt: null,
};

const STATES: readonly State[] = [
  { name: "holder", words: ["已核验本人", "核对一致", "可以担任"], proof: { ...answered, level: "holder", answer: "match" } },
  { name: "in-person", words: ["当面核验", "当面看过证件"], proof: { ...answered, level: "in_person", source: "康苑社区" } },
  {
    name: "other-phone",
    words: ["已核验姓名和证件", "手机号与登记的不一致", "到运营商", "当面核验", "核验本人后可以担任"],
    proof: { ...answered, level: "document", answer: "no_match", differs: "phone" },
    asks: true,
  },
  {
    name: "child",
    words: ["已核验姓名和证件", "采集点会核对证件"],
    proof: { ...answered, level: "document", answer: "match" },
    isChild: true,
  },
  { name: "earlier", words: ["以前登记，待核验", "照常使用"], proof: { level: "earlier", at: null, answer: null }, asks: true },
  {
    name: "earlier-ends",
    words: ["以前登记，待核验", "查无此人", "12月12日 12:04 前没有核验通过"],
    proof: { ...answered, level: "earlier", answer: "unknown", endsAt: LATER },
    asks: true,
  },
  { name: "busy", words: ["未核验", "暂时没有应答", "自动再试"], proof: { level: "none", at: null, answer: "busy" }, asks: true },
  {
    name: "unknown",
    words: ["未核验", "查无此人", "带证件到社区当面核验"],
    proof: { ...answered, level: "none", answer: "unknown" },
    asks: true,
  },
  {
    name: "no-match",
    words: ["未核验", "登记的是另一个姓名", "移除", "没有写错"],
    proof: { ...answered, level: "none", answer: "no_match", differs: "name" },
    asks: true,
  },
  { name: "frozen", words: ["未核验", "两部手机都说是本人", "由社区核实"], proof: { ...answered, level: "none", frozen: true } },
  {
    name: "without-authority",
    words: ["未核验", "没有接入身份核验机构", "带证件到社区当面核验"],
    proof: { level: "none", at: null, answer: null, asked: false },
  },
  {
    name: "being-asked",
    words: ["本人已核验，正在等本人同意", "12月12日 12:04"],
    proof: { ...answered, level: "document", answer: "match" },
    rest: { ending: { at: LATER, why: "asked" } },
    isChild: true,
  },
  {
    name: "rests-own",
    words: ["手机号与登记的不一致", "到运营商"],
    proof: { ...answered, level: "document", answer: "no_match", differs: "phone" },
    rest: { rests: true },
    asks: true,
  },
  {
    name: "rests-child",
    words: ["这个手机号换了机主，此人在这部手机上暂停使用", "已核验姓名和证件"],
    proof: { level: "document", at: null, source: "", reference: "", answer: null },
    rest: { rests: true, declaration: null },
    isChild: true,
  },
  {
    name: "managers",
    words: ["还有谁在管理", "自称父母", "您原来的手机。还能用到 12月12日 12:04"],
    proof: { ...answered, level: "holder", answer: "match" },
    rest: { managers: [OTHER, { ...OTHER, id: "old-phone", relation: "self", ending: "replaced", endsAt: LATER }] },
  },
];

const screens = new Screens();
const sheet = new ContactSheet(LANGUAGES_AND_SIZES);

let running: Running;
let browser: Browser;
let phone: Phone;
let page: Page;
let state: State | null = null;

beforeAll(async () => {
  running = await startRunning();
  const resident = await enrol(running.port, HOSTS.resident, RESIDENT);
  browser = await openBrowser();
  phone = await openPhone(browser, `http://${HOSTS.resident}:${running.port}`, SMALL);
  ({ page } = phone);
  await logIn(page, running, RESIDENT.phone);
  const account = await resident.ask("GET", "/api/v1/me", me);
  await page.route("**/api/v1/me", async (route) => {
    const index = state?.isChild === true ? 1 : 0;
    const people = account.people.map((person, at) =>
      at === index ? { ...person, ...state?.rest, proof: { ...person.proof, ...state?.proof } } : person,
    );
    await route.fulfill({ json: { ...account, people } });
  });
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

/** Opens 实名核验 of the resident, or of the child, from the list of the family. */
async function openProof(isChild: boolean): Promise<void> {
  await dress(page, "/family", "zh", false);
  const person = page.getByRole("listitem").nth(isChild ? 1 : 0);
  await person.getByRole("link", { name: /实名核验/ }).click();
  await page.getByRole("heading", { name: "实名核验" }).waitFor();
}

test.each(STATES)("the state $name says what is proved, what is missing and what to do", async (one) => {
  state = one;
  const { name, words, isChild = false, asks = false } = one;
  await openProof(isChild);
  for (const word of words) await page.getByText(word).first().waitFor();
  expect(await page.getByRole("button", { name: "再次核验" }).count()).toBe(asks ? 1 : 0);
  await screens.see(page, `proof-${name}`);
  await sheet.addDressed(name, page);
  // The largest words that anybody has.
  await dress(page, "/proof", "en", true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SMALL.width);
  expect(await violations(page)).toEqual([]);
});

test("a person who rests has no code and no form on this phone, and each screen says why", async () => {
  state = STATES.find(({ name }) => name === "rests-child") ?? null;
  await openProof(true);
  const why = page.getByText("这个手机号换了机主，此人在这部手机上暂停使用").first();
  for (const address of ["/", "/declare", "/history", "/looks", "/family"]) {
    await dress(page, address, "zh", false);
    await why.waitFor();
    await screens.see(page, `rests-${address.slice(1) || "code"}`);
    await sheet.addDressed(`rests ${address}`, page);
  }
  const cards = page.getByRole("listitem");
  const showing = await cards.getByRole("link", { name: "出示健康码" }).count();
  expect([await cards.count(), showing]).toEqual([3, 2]);
  await dress(page, "/declare", "zh", false);
  await page.getByRole("link", { name: "查看家人" }).click();
  await page
    .getByRole("button", { name: /移除.*尹/ })
    .first()
    .waitFor();
});

test("the list of the family has the state of each person", async () => {
  state = null;
  await dress(page, "/proof", "zh", false);
  await page.getByRole("button", { name: /切换家人/ }).click();
  const dialog = page.getByRole("dialog", { name: "切换家人" });
  await dialog.getByRole("button", { name: /本人.*已核验本人/ }).waitFor();
  await dialog.getByRole("button", { name: /子女.*已核验姓名和证件/ }).waitFor();
  await screens.see(page, "proof-switch");
  await page.keyboard.press("Escape");
});

test("axe finds nothing in any state, and the page threw no error", async () => {
  await sheet.write(browser, "proof-states");
  expect(screens.findings()).toEqual([]);
  expect(phone.errors).toEqual([]);
});
