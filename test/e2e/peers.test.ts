/** Sichuan, played with the library jose, tells Wuhan of more contacts than a day allows: two officers of Wuhan read what waits, let it in, and take everything back again. */
import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS } from "../../tools/demo-cast.ts";
import { faultsAtWidths } from "../support/desk.ts";
import { LetterPeer, postLetter } from "../support/letter-peer.ts";
import { decide } from "../support/lists.ts";
import { aTestNation, NATION, nextOf, recognise, type TestNation } from "../support/nation.ts";
import { type Officers, openOfficers } from "../support/officers.ts";
import { PATIENT } from "../support/patience.ts";
import { Screens } from "../support/screens.ts";

const PAGE = "/admin/4201/peers";
const PROPOSALS = "/admin/4201/proposals";
const SHARE = 200;
const screens = new Screens();

let nation: TestNation;
let office: Officers;
let sichuan: LetterPeer;

beforeAll(async () => {
  nation = await aTestNation();
  office = await openOfficers(undefined, undefined, nation.bindings);
  sichuan = await LetterPeer.start("51");
  await recognise(office.running, nation, [
    ["0", NATION],
    ["4201", HOSTS.resident],
  ]);
});
afterAll(async () => {
  await sichuan.close();
  await office.close();
  nation.remove();
});

const today = () => new Date().toLocaleDateString("sv", { timeZone: "Asia/Shanghai" });
const aFact = (changes: Readonly<Record<string, unknown>> = {}) => ({
  id: randomUUID(),
  handle: randomBytes(16).toString("base64url"),
  kind: "close_contact",
  source: "510104",
  reference: "成都 31",
  basis: "outbreak",
  from: today(),
  until: null,
  ...changes,
});

/** The status of Wuhan's answer to a letter of Sichuan. */
async function tell(items: readonly unknown[]): Promise<number> {
  const letter = await sichuan.letter("fact", [], { aud: "urn:yima:issuer:4201", items });
  return (await postLetter(office.running.port, letter, { host: HOSTS.resident })).status;
}

/** An officer proposes what the dialog says, and the other one approves it. */
async function agree(why: string): Promise<void> {
  const { first, second } = office;
  const dialog = first.page.getByRole("dialog");
  await dialog.getByText("防疫数据有误").click();
  await dialog.getByLabel("证据").fill(why);
  await screens.see(first.page, `pc-told-${why === "成都来电核实" ? "entry" : "withdrawal"}`);
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await first.page.getByText("已提议，等另一位负责人批准。").waitFor();
  await second.page.goto(PROPOSALS);
  await second.page
    .getByRole("row", { name: /四川省/ })
    .first()
    .waitFor();
  await screens.see(second.page, `pc-told-${why === "成都来电核实" ? "entry" : "withdrawal"}-second`);
  await decide(second.page, "批准", "已电话核对");
}

test("before anybody has told anything the page says so", async () => {
  const { page } = office.first;
  await page.goto(PAGE);
  await page.getByText("最近 31 天没有外地通报").waitFor();
  await screens.see(page, "pc-peers-empty");
});

test("what is too much for a day stands on the page with its lists and sources, and so does what was refused", async () => {
  await nextOf(office.running, nation, (members, seq) => [...members, sichuan.entry(seq)]);
  await postLetter(office.running.port, await sichuan.letter("statement", [await sichuan.statement()]), { host: NATION });
  await expect.poll(() => tell([aFact({ source: "420106" })]), PATIENT).toBe(200);
  expect(await tell(Array.from({ length: SHARE }, () => aFact()))).toBe(200);
  expect(await tell([...Array.from({ length: 12 }, () => aFact({ source: "510107" })), aFact({ kind: "confirmed" })])).toBe(200);
  expect(await tell(Array.from({ length: 120 }, () => aFact({ source: "420106" })))).toBe(200);
  const { page } = office.first;
  await page.goto(PAGE);
  await page
    .getByText(
      /四川省一天通报过多，还有 13 条没有录入：密切接触者 12、确诊病例 1；来源 四川省成都市武侯区 12、四川省成都市锦江区 1/,
    )
    .waitFor();
  await page.getByRole("row", { name: /四川省.*200.*不是对方地区的 121/ }).waitFor();
  await screens.see(page, "pc-peers");
});

test("two officers let in what waits", async () => {
  const { page } = office.first;
  await page.getByRole("button", { name: "提议录入" }).click();
  await agree("成都来电核实");
  await expect
    .poll(async () => {
      await page.goto(PAGE);
      await page.getByRole("row", { name: /四川省/ }).waitFor();
      return [await page.getByText(/一天通报过多/).count(), await page.getByRole("row", { name: /213/ }).count()];
    }, PATIENT)
    .toEqual([0, 1]);
});

test("two officers take everything back from a day on", async () => {
  const { page } = office.first;
  await page.getByRole("button", { name: "从这天起撤回" }).click();
  await agree("成都的密钥被盗");
  await office.second.page.getByText(/撤回四川省 .* 以来通报的 213 条/).waitFor();
  await page.goto("/record");
  await page.getByText("撤回外地通报的防疫数据").waitFor();
});

test("axe finds nothing, and nothing is too wide in English and on a phone's width", async () => {
  const { page } = office.first;
  await page.goto(PAGE);
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  expect(await faultsAtWidths(page, [PAGE])).toEqual([]);
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(PAGE);
  await page.getByRole("row", { name: /Sichuan/ }).waitFor();
  await screens.see(page, "pc-peers-360");
  expect(screens.findings()).toEqual([]);
  expect([...office.first.errors, ...office.second.errors]).toEqual([]);
});
