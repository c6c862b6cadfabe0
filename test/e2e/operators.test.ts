/** Officers on the PC decide what an operator has proposed: a fact, and an administrator of their own region. Source: decision 57. */
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { dateOf } from "../../src/domain/china-time.ts";
import { HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { enrol } from "../../tools/demo.ts";
import { faultsAtWidths } from "../support/desk.ts";
import { signedAct, WHY } from "../support/operators.ts";
import { type Officers, openOfficers } from "../support/officers.ts";
import { Screens } from "../support/screens.ts";

const [PROPOSALS, ADMINISTRATORS] = ["/admin/4201/proposals", "/admin/4201/administrators"];
const screens = new Screens();

let office: Officers;

beforeAll(async () => {
  office = await openOfficers();
  const { running } = office;
  await enrol(running.port, HOSTS.resident, RESIDENT);
  const [{ name, number }] = RESIDENT.people;
  const entry = { kind: "close_contact", from: dateOf(Date.now()), until: null, source: "420107", reference: "7-31" };
  const acts = {
    facts: { act: "fact", document: { type: "10", number }, ...entry, ...WHY },
    administrators: { act: "appoint", division: "4201", name, phone: RESIDENT.phone, reason: "看过身份证" },
  };
  for (const [path, act] of Object.entries(acts))
    await running.visitor().ask("POST", `/api/v1/operator/${path}`, z.unknown(), await signedAct("4201", act));
});
afterAll(() => office.close());

test("an officer sees which operator has proposed a fact, and approves it", async () => {
  const { page } = office.first;
  await page.goto(PROPOSALS);
  const row = page.getByRole("row", { name: /运维 operator-1/ });
  await row.waitFor();
  await screens.see(page, "pc-operator-proposal");
  await row.getByRole("button", { name: "批准" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("提议人：运维 operator-1").waitFor();
  await dialog.getByLabel("核对说明").fill("已核对报告");
  await screens.see(page, "pc-operator-approve");
  await dialog.getByRole("button", { name: "批准", exact: true }).click();
  await page.getByText("已批准，立即生效。").waitFor();
});

test("an officer of the region approves the administrator whom an operator has proposed there, also in English", async () => {
  const { page } = office.second;
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.goto(ADMINISTRATORS);
  await page.getByRole("row", { name: /operator operator-1.*Waiting/ }).waitFor();
  await screens.see(page, "pc-operator-appointment-english");
  expect(await faultsAtWidths(page, [PROPOSALS, ADMINISTRATORS])).toEqual([]);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByRole("button", { name: /^Approve the appointment of/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Proposed by operator operator-1.").waitFor();
  await dialog.getByLabel("What you checked").fill("called him");
  await dialog.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByText(/is now an administrator of/).waitFor();
  await page.getByRole("row", { name: /appointment proposed.*Operators/ }).waitFor();
});

test("no screen breaks a rule of accessibility", () => {
  expect(screens.findings()).toEqual([]);
});
