/** A case was at a gate of Wuhan: two officers enter everybody who passed there in those hours. A resident of Hubei who showed its code there hears it from Hubei, by Hubei's rules, and no name has been sent. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import * as z from "zod";
import { passesResponse } from "../../src/contract/pass.ts";
import { ADMINISTRATOR, COMMUNITY, HOSTS, POINTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo, liveCodeOf } from "../../tools/demo.ts";
import { logIn } from "../support/acts.ts";
import { openPhone, type Phone } from "../support/browser.ts";
import { faultsAtWidths } from "../support/desk.ts";
import { bind, declareStaying, HUBEI } from "../support/hubei.ts";
import { decide } from "../support/lists.ts";
import { aTestNation, NATION, recognise, type TestNation } from "../support/nation.ts";
import { type Officers, openOfficers } from "../support/officers.ts";
import { PATIENT } from "../support/patience.ts";
import { Screens } from "../support/screens.ts";

const PATH = `/api/v1/communities/${COMMUNITY.division}`;
const PROPOSALS = "/admin/4201/proposals";
const [, WEST] = POINTS;
const OF_HUBEI = {
  phone: "13800000022",
  people: [{ relation: "self", name: "江北行", number: "420106198503030032" }],
} as const;
const screens = new Screens();

let nation: TestNation;
let office: Officers;
let phone: Phone;

beforeAll(async () => {
  nation = await aTestNation();
  office = await openOfficers(undefined, ({ port }) => fillDemo(port), nation.bindings);
  const { browser, running } = office;
  await recognise(running, nation, [
    ["0", NATION],
    ["4201", HOSTS.resident],
    ["42", HUBEI],
  ]);
  const west = running.visitor(HOSTS.administrator);
  await west.logIn(ADMINISTRATOR.phone);
  await west.ask("POST", `${PATH}/collectors`, z.unknown(), { code: await liveCodeOf(west) });
  await west.ask("PUT", `${PATH}/post`, z.unknown(), { pointId: WEST.id });
  const ofHubei = await bind(running, OF_HUBEI);
  await declareStaying(ofHubei, OF_HUBEI.phone);
  const resident = running.visitor(HOSTS.resident);
  await resident.logIn(RESIDENT.phone);
  for (const visitor of [resident, ofHubei.visitor])
    await vi.waitFor(async () => {
      const passes = [{ id: crypto.randomUUID(), code: await liveCodeOf(visitor) }];
      const { results } = await west.ask("POST", `${PATH}/passes`, passesResponse, { passes });
      expect(results).toMatchObject([{ state: "registered" }]);
    }, PATIENT);
  phone = await openPhone(browser, `http://${HUBEI}:${running.port}`, { width: 360, height: 640 });
  await logIn(phone.page, running, OF_HUBEI.phone);
});
afterAll(async () => {
  await office.close();
  nation.remove();
});

/** A moment for a field, so many hours from now. */
function minute(hours: number): string {
  const words = new Date(Date.now() + hours * 3_600_000).toLocaleString("sv", { timeZone: "Asia/Shanghai" });
  return words.slice(0, 16).replace(" ", "T");
}

test("an officer names place, hours and list, and reads how many persons were registered there", async () => {
  const { page } = office.first;
  await page.goto(PROPOSALS);
  await page.getByRole("button", { name: "提议录入到过某处的人" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("searchbox").fill("康苑社区");
  await dialog
    .getByRole("button", { name: /康苑社区/ })
    .first()
    .click();
  await dialog.getByLabel("采集点").selectOption({ label: WEST.name });
  await dialog.getByLabel("开始时间").fill(minute(-1));
  await dialog.getByLabel("结束时间").fill(minute(1));
  await dialog.getByRole("button", { name: "本级名单：武汉市" }).click();
  await dialog.getByLabel("编号").fill("市场 7");
  await dialog.getByText("疫情发生或加重").click();
  await dialog.getByLabel("证据").fill("流调报告第 40 号");
  await screens.see(page, "pc-propose-exposure");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await page.getByRole("row", { name: /到过康苑社区 .*西门的人：密切接触者.*14 天（已登记 2 人，其中外地 1 人）/ }).waitFor();
  await screens.see(page, "pc-exposure-waiting");
});

test("after another officer has approved it, the phone in Hubei turns red and names the list", async () => {
  const { second } = office;
  await second.page.goto(PROPOSALS);
  await decide(second.page, "批准", "已核对报告");
  const { page } = phone;
  await page.getByRole("button", { name: /红码/ }).waitFor(PATIENT);
  await page.goto("/decisions");
  await page.getByText("密切接触者（武汉市）").first().waitFor();
  await page.goto("/");
  await expect
    .poll(async () => {
      await second.page.goto(PROPOSALS);
      await second.page.getByRole("row", { name: /到过康苑社区/ }).waitFor();
      return second.page.getByText("湖北省 1 人：对方已收").count();
    }, PATIENT)
    .toBe(1);
  await screens.see(second.page, "pc-exposure-taken");
});

test("two officers withdraw it, and the phone is no longer red", async () => {
  const { first, second } = office;
  await first.page.goto(PROPOSALS);
  await first.page.getByRole("button", { name: "提议撤回", exact: true }).click();
  const dialog = first.page.getByRole("dialog");
  await dialog.getByText("防疫数据有误").click();
  await dialog.getByLabel("证据").fill("复核记录第 9 号");
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await first.page.getByRole("row", { name: /撤回 .*到过康苑社区/ }).waitFor();
  await second.page.goto(PROPOSALS);
  await decide(second.page, "批准", "已核对");
  await phone.page.getByRole("button", { name: /红码/ }).waitFor({ state: "detached", ...PATIENT });
});

test("axe finds nothing in the form, and nothing is too wide in English and on a phone's width", async () => {
  const { page } = office.first;
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  expect(await faultsAtWidths(page, [PROPOSALS])).toEqual([]);
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(PROPOSALS);
  await page.getByRole("button", { name: "Propose to enter who was at a place" }).click();
  await page.getByRole("dialog").getByLabel("Days").waitFor();
  await screens.see(page, "pc-propose-exposure-360");
  expect(screens.findings()).toEqual([]);
  expect([...office.first.errors, ...office.second.errors, ...phone.errors]).toEqual([]);
});
