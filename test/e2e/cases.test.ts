/** Cases about who manages a person, as residents and two administrators of a community see them: a stranger was quicker, somebody has no phone, two phones contradict each other. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { me, person as personShape } from "../../src/contract/people.ts";
import { COMMUNITY, HOSTS, type Someone } from "../../tools/demo-cast.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { fillPerson, logIn, sendPerson } from "../support/acts.ts";
import { openPhone, type Phone } from "../support/browser.ts";
import { faultsAtWidths } from "../support/desk.ts";
import { type Officers, openOfficers } from "../support/officers.ts";
import { settleStorage } from "../support/phone-storage.ts";
import { Screens } from "../support/screens.ts";

const PAGE = `/admin/${COMMUNITY.division}/cases`;
const SMALL = { width: 360, height: 640 };
const NEXT = "下一步：核对";
const SEND = "没有错，开个案";

const YIN: Someone = { relation: "self", name: "尹长青", number: "420107198001010011" };
const QIN: Someone = { relation: "parent", name: "秦月华", number: "420107193502020020" };
const XU: Someone = { relation: "self", name: "徐怀远", number: "420107197703030039" };
const screens = new Screens();
const phones: Phone[] = [];

let office: Officers;
let first: Page;
let second: Page;

beforeAll(async () => {
  office = await openOfficers({ host: HOSTS.administrator, region: COMMUNITY.division });
  [first, second] = [office.first.page, office.second.page];
});
afterAll(() => office.close());

/** A resident's phone that has logged in. */
async function aPhone(number: string): Promise<Page> {
  const phone = await openPhone(office.browser, `http://${HOSTS.resident}:${office.running.port}`, SMALL);
  phones.push(phone);
  await logIn(phone.page, office.running, number);
  return phone.page;
}

/** A login without a screen. */
async function aLogin(phone: string): Promise<Visitor> {
  const visitor = office.running.visitor(HOSTS.resident);
  await visitor.logIn(phone);
  return visitor;
}

function bind(visitor: Visitor, { relation, name, number }: Someone) {
  return visitor.ask("POST", "/api/v1/people", personShape, { relation, name, document: { type: "10", number } });
}

/** Fills the form of a person on a phone and sends it. */
async function addOn(page: Page, someone: Someone): Promise<void> {
  await page.goto(someone.relation === "self" ? "/family/add?relation=self" : "/family/add");
  await fillPerson(page, someone);
  await sendPerson(page);
}

/** Chooses what the register of this machine answers about a number. */
async function register(number: string, change: { readonly choice?: string; readonly phone?: string }): Promise<void> {
  const visitor = office.running.visitor(HOSTS.resident);
  const body = new URLSearchParams({ number, choice: "register", name: "", phone: "", ...change }).toString();
  const origin = `http://${HOSTS.resident}:${office.running.port}`;
  const headers = { "content-type": "application/x-www-form-urlencoded", origin };
  expect((await visitor.send("POST", "/local/authority", Buffer.from(body), headers)).status).toBe(303);
}

/** The first administrator fills the form and sends it. */
async function openCase(kind: RegExp, { name, number }: Someone, phone: string, relation: string): Promise<void> {
  await first.goto(`${PAGE}?open`);
  await fillCase(kind, { name, number }, phone, relation);
  await first.getByRole("button", { name: NEXT }).click();
  await first.getByRole("button", { name: SEND }).click();
  await first.getByText("等另一位管理员核对后生效。").waitFor();
}

async function fillCase(
  kind: RegExp,
  { name, number }: Pick<Someone, "name" | "number">,
  phone: string,
  relation: string,
): Promise<void> {
  await first.getByRole("radio", { name: kind }).check();
  await first.getByLabel("姓名").fill(name);
  await first.getByLabel("证件号码").fill(number);
  await first.getByLabel("手机号").fill(phone);
  await first.getByRole("radio", { name: relation, exact: true }).check();
  await first.getByLabel("事由").fill("本人到场，看了身份证原件");
}

/** The second administrator agrees to the waiting case about the person. */
async function agree(maskedName: string): Promise<void> {
  await second.goto(PAGE);
  await second.getByRole("button", { name: `同意 ${maskedName} 的个案`, exact: true }).click();
  const dialog = second.getByRole("dialog");
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("button", { name: "同意", exact: true }).click();
  await second.getByText(`已同意：${maskedName}`).waitFor();
}

const hasFocus = (page: Page, label: string) =>
  page.getByLabel(label).evaluate((field) => field === document.activeElement && field.ariaInvalid === "true");

test("without a case the page says when to open one", async () => {
  await first.goto(PAGE);
  await first.getByText("没有待核对的个案").waitFor();
  await screens.see(first, "pc-cases-empty");
});

test("the form shows each fault at its field, and a page that is loaded again loses nothing that was typed", async () => {
  await first.goto(PAGE);
  await first.getByRole("link", { name: "开个案" }).first().click();
  await first.getByRole("button", { name: NEXT }).click();
  await first.getByText("请选择是哪种情况。").waitFor();
  await fillCase(/^两方各执一词/, { ...YIN, number: `${YIN.number.slice(0, -1)}9` }, "13955500009", "本人");
  await first.getByRole("button", { name: NEXT }).click();
  await expect.poll(() => hasFocus(first, "证件号码")).toBe(true);
  await settleStorage(first);
  await first.reload();
  await first.getByText("已恢复上次没填完的内容。").waitFor();
  expect(await first.getByLabel("事由").inputValue()).toBe("本人到场，看了身份证原件");
  await first.getByLabel("证件号码").fill(YIN.number);
  await first.getByRole("button", { name: NEXT }).click();
  await first.getByRole("button", { name: SEND }).click();
  await first.getByText("这个手机号还没有登录过一码，请对方先用它登录一次。").waitFor();
  await expect.poll(() => hasFocus(first, "手机号")).toBe(true);
  await first.getByRole("button", { name: "重新填" }).click();
  expect(await first.getByLabel("姓名").inputValue()).toBe("");
});

test("a passport has its own fields, as on the phone", async () => {
  await first.goto(`${PAGE}?open`);
  await first.getByLabel("证件类型").selectOption("护照");
  await first.getByLabel("国籍").fill("韩");
  await first.getByText("韩国", { exact: true }).click();
  await first.getByLabel("出生日期").waitFor();
  await first.getByLabel("证件类型").selectOption("居民身份证");
});

test("a stranger was quicker: the case gives the person back to themselves, and the stranger loses them", async () => {
  await register(YIN.number, { choice: "unknown" });
  const stranger = await aPhone("13955500001");
  await addOn(stranger, { ...YIN, relation: "parent" });
  const own = await aPhone("13955500002");
  await addOn(own, YIN);
  await own.goto("/");
  await own.getByRole("heading", { name: "等待对方同意" }).waitFor();
  await own.getByText("带证件到社区").waitFor();
  await screens.see(own, "claim-waits");

  await first.goto(`${PAGE}?open`);
  await fillCase(/^两方各执一词/, YIN, "139 5550 0002", "本人");
  await screens.see(first, "pc-cases-open");
  await first.getByRole("button", { name: NEXT }).click();
  await first.getByText("420107 19800101 0011").waitFor();
  await screens.see(first, "pc-cases-check");
  await first.getByRole("button", { name: SEND }).click();
  await first.getByText("已为 尹** 开立个案，等另一位管理员核对后生效。").waitFor();
  const opened = first.getByRole("row", { name: /尹\*\*.*您已开立，等另一位管理员/ });
  await expect.poll(() => opened.getByRole("button").allTextContents()).toEqual(["撤回"]);

  await second.goto(`/admin/${COMMUNITY.division}/board`);
  await second.getByRole("link", { name: /身份个案.*1.*件待核对/ }).click();
  const row = second.getByRole("row", { name: /尹\*\*.*未核验.*139\*{5}001（此人是其父母）.*将失去.*139\*{5}002（本人）/ });
  await row.waitFor();
  await screens.see(second, "pc-cases");
  await row.getByRole("button", { name: "同意 尹** 的个案", exact: true }).press("Enter");
  const dialog = second.getByRole("dialog");
  await dialog.getByText("139*****001（此人是其父母）不再管理").waitFor();
  await dialog.getByRole("button", { name: "同意", exact: true }).press("Enter");
  await dialog.getByText("请先核对，再勾选。").waitFor();
  await screens.see(second, "pc-cases-agree");
  await dialog.getByRole("checkbox").press("Space");
  await dialog.getByRole("button", { name: "同意", exact: true }).press("Enter");
  await second.getByText("已同意：尹** 由 139*****002 管理").waitFor();
  await second.getByRole("row", { name: /尹\*\*.*已同意/ }).waitFor();
  await expect.poll(() => second.getByRole("link", { name: /身份个案.*件待核对/ }).count()).toBe(0);

  await own.reload();
  await own.getByRole("heading", { name: "还没有申报" }).waitFor();
  await stranger.goto("/family");
  await expect.poll(() => stranger.getByText("尹**").count()).toBe(0);
  await stranger.goto("/");
  await stranger.getByRole("heading", { name: "先登记您自己" }).waitFor();
});

test("the person sees on the phone that an office decided who manages them", async () => {
  const own = phones.at(-1)?.page ?? first;
  await own.goto("/looks");
  await own.getByText("办理身份个案").first().waitFor();
  await screens.see(own, "looks-case");
});

test("a grandmother without a phone is on her grandson's phone", async () => {
  const grandson = await aPhone("13955500003");
  await first.goto(`${PAGE}?open`);
  await first.getByRole("radio", { name: /^没有手机/ }).check();
  expect(await first.getByRole("radio", { name: "本人", exact: true }).count()).toBe(0);
  await openCase(/^没有手机/, QIN, "13955500003", "父母");
  await agree("秦**");
  await grandson.goto("/family");
  await grandson.getByText("秦** 父母").waitFor();
});

test("two phones that contradict each other: the case ends it", async () => {
  const before = await aPhone("13955500004");
  await addOn(before, XU);
  const thief = await aLogin("13955500005");
  await register(XU.number, { phone: "13955500005" });
  await bind(thief, XU);
  const own = await aLogin("13955500004");
  const ownProof = async () => (await own.ask("GET", "/api/v1/me", me)).people.map(({ proof }) => [proof.level, proof.frozen]);
  const [person] = (await own.ask("GET", "/api/v1/me", me)).people;
  await own.ask("POST", `/api/v1/people/${person?.id}/phone-change`, z.unknown(), { decision: "deny" });
  expect(await ownProof()).toEqual([["none", true]]);
  await openCase(/^两方各执一词/, XU, "13955500004", "本人");
  await second.goto(PAGE);
  await second.getByRole("row", { name: /徐\*\*.*两部手机都说是本人/ }).waitFor();
  await before.goto("/proof");
  await before.getByText("由社区核实后认定").waitFor();
  await screens.see(second, "pc-cases-frozen");
  await agree("徐**");
  expect(await ownProof()).toEqual([["in_person", false]]);
  await before.goto("/proof");
  await before.getByRole("heading", { name: "当面核验" }).waitFor();
});

test("the first administrator withdraws a case, and the decided ones stay in the list", async () => {
  await openCase(/^换号/, XU, "13955500004", "本人");
  await first.getByRole("button", { name: "撤回 徐** 的个案" }).click();
  await first.getByRole("dialog").getByRole("button", { name: "撤回" }).click();
  await first.getByText("已撤回 徐** 的个案。").waitFor();
  await first.getByRole("row", { name: /徐\*\*.*换号.*已撤回/ }).waitFor();
  await screens.see(first, "pc-cases-decided");
});

test("everything has English words", async () => {
  await openCase(/^没有手机/, QIN, "13955500004", "其他家人");
  await second.evaluate(() => localStorage.setItem("yima-language", "en"));
  await second.goto(`${PAGE}?open`);
  await second.getByRole("heading", { name: "Open a case" }).waitFor();
  await screens.see(second, "pc-cases-open-en");
  await second.goto(PAGE);
  await second.getByRole("button", { name: "Agree to the case about 秦**" }).click();
  await screens.see(second, "pc-cases-agree-en");
  await second.keyboard.press("Escape");
  await expect.poll(() => second.getByRole("dialog").count()).toBe(0);
  await screens.see(second, "pc-cases-en");
});

test("axe finds nothing on these screens, no screen is too wide, and no page reported an error", async () => {
  expect(await faultsAtWidths(first, [PAGE, `${PAGE}?open`])).toEqual([]);
  expect(screens.findings()).toEqual([]);
  expect([office.first, office.second, ...phones].flatMap(({ errors }) => errors)).toEqual([]);
});
