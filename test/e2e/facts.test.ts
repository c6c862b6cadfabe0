/** The officers' story of a list: one with faults is read, corrected, proposed, refused once, proposed again, checked, approved, one row and then all of it taken back; the records and the person's reasons tell it. Source: docs/facts.md. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { me } from "../../src/contract/people.ts";
import { RESIDENT } from "../../tools/demo-cast.ts";
import { declare, enrol } from "../../tools/demo.ts";
import type { Visitor } from "../../tools/visitor.ts";
import type { Phone } from "../support/browser.ts";
import { faultsAtWidths } from "../support/desk.ts";
import { HUBEI } from "../support/hubei.ts";
import { choose, decide, HEADING, inGbk, openFile, proposeFile, sheet } from "../support/lists.ts";
import { type Officers, openOfficers } from "../support/officers.ts";
import { PATIENT } from "../support/patience.ts";
import { Screens } from "../support/screens.ts";

const PAGE = "/admin/42/facts";
const screens = new Screens();
const [SELF, CHILD] = RESIDENT.people;

let office: Officers;
let first: Phone;
let second: Phone;
let resident: Visitor;

const line = (number: string, kind: string, reference: string) => `${number},${kind},2026/11/01,,420107,${reference}`;
const GOOD = [line(SELF.number, "密切接触者", "7-31"), line(CHILD?.number ?? "", "确诊病例", "7-32")];
const WRONG = ["420107198001011234,确诊病例,2026/11/01,,420107,1", line(SELF.number, "债务人", "2")];

beforeAll(async () => {
  office = await openOfficers({ host: "office.hubei.localhost", region: "42" }, async ({ port }) => {
    resident = await enrol(port, HUBEI, RESIDENT);
    for (const { id } of (await resident.ask("GET", "/api/v1/me", me)).people.slice(0, 2))
      await declare(resident, { id }, RESIDENT.phone, "420107001002");
  });
  ({ first, second } = office);
});
afterAll(() => office.close());

/** The colour with its row, of each of the first two persons. */
async function rows(): Promise<readonly string[]> {
  const { people } = await resident.ask("GET", "/api/v1/me", me);
  const colour = z.looseObject({ row: z.string() });
  return Promise.all(
    people.slice(0, 2).map(async ({ id }) => (await resident.ask("GET", `/api/v1/people/${id}/colour`, colour)).row),
  );
}

const fileRow = (name: string, state: string) =>
  first.page.getByRole("table", { name: "文件" }).getByRole("row", { name: new RegExp(`${name}.*${state}`) });

test("choosing a file reads it and changes nothing; the wrong lines come back whole with their reasons", async () => {
  const { page } = first;
  await page.goto(PAGE);
  await page.getByText("选择一份名单文件，先读取，不会直接录入").waitFor();
  await screens.see(page, "pc-facts-empty");
  await choose(page, sheet("接触者.csv", [HEADING, ...GOOD, ...WRONG]));
  await page.getByText("约 2 人转红码。").waitFor();
  await page.getByRole("row", { name: /尹\*\* 42\*+2X 密切接触者 · 2026-11-01 起 · .*绿码 → .*红码/ }).waitFor();
  await expect.poll(() => page.getByRole("table", { name: "有误的行" }).getByRole("row").count()).toBe(3);
  await screens.see(page, "pc-facts-read");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "下载有误的行（带原因）" }).click(),
  ]);
  const text = readFileSync(await download.path(), "utf8").replaceAll('"', "");
  expect(text.split("\r\n")[1]).toMatch(/^420107198001011234,确诊病例,2026\/11\/01,,420107,1,4: /);
  expect(await rows()).toEqual(["nothing_found", "nothing_found"]);
});

test("a file that is no text is refused in words, without the figures of the other one", async () => {
  const { page } = first;
  const workbook = { ...sheet("名单.xlsx", []), buffer: Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 1]) };
  await page.getByLabel("选择文件").setInputFiles(workbook);
  await page.getByRole("alert").getByText("Excel 表格请另存为 CSV").waitFor();
  expect(await page.locator(".tile").count()).toBe(0);
});

test("the corrected file, saved as Chinese Windows does, is proposed with a reason and evidence", async () => {
  const { page } = first;
  await choose(page, inGbk(sheet("接触者更正.csv", [HEADING, ...GOOD])));
  await page.getByRole("button", { name: "提议录入" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("约 2 人转红码。").waitFor();
  await dialog.getByLabel("证据").fill("流调报告第 31 号");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await dialog.getByText("请选择事由。").waitFor();
  await screens.see(page, "pc-facts-propose");
  await dialog.getByRole("button", { name: "取消" }).click();
  await proposeFile(page, "诊断结论变更", "流调报告第 31 号");
  await page.getByText("等另一位负责人批准。").first().waitFor();
  await fileRow("接触者更正.csv", "待批").waitFor();
});

test("another officer opens it, sees the figures and the persons, and refuses it; nothing of it is left", async () => {
  const { page } = second;
  await openFile(page, "42", "接触者更正.csv");
  await page.getByText("事由：诊断结论变更。证据：流调报告第 31 号。").waitFor();
  await page.getByRole("row", { name: /尹\*\* .*确诊病例/ }).waitFor();
  await decide(page, "拒绝", "缺报告附件");
  await page.goto(PAGE);
  await page.getByRole("row", { name: /接触者更正\.csv.*已拒绝/ }).waitFor();
  expect(await rows()).toEqual(["nothing_found", "nothing_found"]);
});

test("proposed again, it is checked and approved; the persons turn red, and both officers see who decided", async () => {
  await first.page.goto(PAGE);
  await choose(first.page, sheet("接触者更正.csv", [HEADING, ...GOOD]));
  await proposeFile(first.page, "诊断结论变更", "流调报告第 31 号，附件 2");
  const { page } = second;
  await openFile(page, "42", "接触者更正.csv");
  await page.getByRole("button", { name: "批准", exact: true }).click();
  await page.getByRole("dialog").getByText("约 2 人转红码。").waitFor();
  await screens.see(page, "pc-facts-approve");
  await page.keyboard.press("Escape");
  await decide(page, "批准", "已与报告逐条核对");
  await page.getByText("已录入").first().waitFor();
  await expect.poll(rows, PATIENT).toEqual(["close_contact", "confirmed"]);
  await first.page.goto(PAGE);
  await fileRow("接触者更正.csv", "已录入").waitFor();
  await first.page.getByText("录入 2，已有 0，有误 0").waitFor();
  await screens.see(first.page, "pc-facts");
});

test("one row is taken back by itself, and then the whole file", async () => {
  const { page } = second;
  await page.goto("/admin/42/proposals");
  await page.getByRole("button", { name: "提议撤回记录" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("身份证号码").fill(SELF.number);
  await dialog.getByLabel("名单").selectOption({ label: "密切接触者" });
  await dialog.getByRole("button", { name: /^湖北省/ }).click();
  await dialog.getByRole("button", { name: /^武汉市/ }).click();
  await dialog.getByRole("button", { name: /^青山区/ }).click();
  await dialog.getByRole("button", { name: "只选到青山区" }).click();
  await dialog.getByLabel("编号").fill("7-31");
  await dialog.getByLabel("证据").fill("复核记录第 8 号");
  await dialog.getByText("防疫数据有误").click();
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await first.page.goto("/admin/42/proposals");
  await first.page.getByRole("button", { name: "批准" }).click();
  await first.page
    .getByRole("dialog")
    .getByText(/此人提议时是红码，批准后变为/)
    .waitFor();
  await first.page.keyboard.press("Escape");
  await decide(first.page, "批准", "已复核");
  await expect.poll(async () => (await rows())[0], PATIENT).not.toBe("close_contact");
  await page.goto(PAGE);
  await page.getByRole("button", { name: "整份撤回" }).click();
  await dialog.getByText("这份文件录入了 2 条。").waitFor();
  await dialog.getByLabel("证据").fill("复核记录第 9 号");
  await dialog.getByText("防疫数据有误").click();
  await screens.see(page, "pc-facts-take-back");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await page.getByText("已提议，等另一位负责人核对后批准。").waitFor();
  await first.page.goto("/admin/42/proposals");
  await decide(first.page, "批准", "整份有误");
  await expect.poll(async () => (await rows())[1], PATIENT).not.toBe("confirmed");
  await first.page.goto(PAGE);
  await fileRow("接触者更正.csv", "已整份撤回").waitFor();
});

test("axe finds nothing in English and on a phone's width", async () => {
  const { page } = first;
  await choose(page, sheet("again.csv", [HEADING, ...GOOD, ...WRONG]));
  const addresses = [PAGE, page.url()];
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  expect(await faultsAtWidths(page, addresses)).toEqual([]);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto(addresses[1] ?? PAGE);
  await page.getByText(/About 1 to red/).waitFor();
  await screens.see(page, "pc-facts-english");
  await page.setViewportSize({ width: 360, height: 640 });
  await screens.see(page, "phone-facts-english");
  expect(screens.findings()).toEqual([]);
  expect([...first.errors, ...second.errors]).toEqual([]);
});
