/** Passkeys with Chromium's virtual authenticator: set-up, use, a confirmation above a form within five minutes and after, another name, a removal that another one confirms, and a loss with two people who permit a new one. */
import type { CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS } from "../../tools/demo-cast.ts";
import { logIn } from "../support/acts.ts";
import { openPhone, type Phone } from "../support/browser.ts";
import { faultsAtWidths, OFFICE } from "../support/desk.ts";
import { inCharge, type Officers, officersAhead, openOfficers } from "../support/officers.ts";
import { Screens } from "../support/screens.ts";

const SMALL = { width: 360, height: 640 };
const CONFIRM = { name: "请确认是您本人" };
const SIX_MINUTES_MS = 6 * 60_000;

const screens = new Screens();
let office: Officers;
let first: Page;
let second: Page;
let lost: Phone;
/** The authenticator of the first officer's PC. */
let pc: Key;

interface Key {
  readonly session: CDPSession;
  readonly id: string;
}

/** Gives the page's browser an authenticator that confirms its user at once. */
async function giveKey(page: Page): Promise<Key> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  return addKey(session, "internal");
}

async function addKey(session: CDPSession, transport: "internal" | "usb"): Promise<Key> {
  const options = { protocol: "ctap2", transport, hasResidentKey: true, hasUserVerification: true } as const;
  const { authenticatorId: id } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return { session, id };
}

/** Whether somebody is there who touches the authenticator. */
async function touch({ session, id }: Key, enabled: boolean): Promise<void> {
  await session.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId: id, enabled });
}

async function add(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "添加通行密钥" }).click();
  await page.getByLabel("名称").fill(name);
  await page.getByRole("button", { name: "下一步" }).click();
}

/** Answers the dialog above the form. */
async function confirm(page: Page): Promise<void> {
  await page.getByRole("dialog", CONFIRM).getByRole("button", { name: "用通行密钥确认" }).click();
  await page.getByRole("dialog", CONFIRM).waitFor({ state: "detached" });
}

/** Waits for the result of an act, and confirms on the way if five minutes are over since the last confirmation. */
async function settle(page: Page, words: string): Promise<void> {
  const dialog = page.getByRole("dialog", CONFIRM);
  const done = page.getByText(words);
  await done.or(dialog).first().waitFor();
  if (await dialog.isVisible()) await confirm(page);
  await done.waitFor();
}

beforeAll(async () => {
  office = await openOfficers(undefined, undefined, { YIMA_PASSKEYS: "required" });
  [first, second] = [office.first.page, office.second.page];
  await inCharge(office.running.port, HOSTS.administrator, OFFICE, "420107");
});
afterAll(() => office.close());

test("an officer is told until when a passkey is needed, and makes one on the page", async () => {
  pc = await giveKey(first);
  await first.goto("/admin/4201/administrators");
  await first.getByRole("table", { name: "管理员", exact: true }).waitFor();
  await first.getByRole("link", { name: "通行密钥" }).click();
  await first.getByRole("heading", { name: "通行密钥", level: 1 }).waitFor();
  await first.getByText(/请在 .* 前设置，过期不能办理。/).waitFor();
  await screens.see(first, "passkeys-none");
  await add(first, "办公室电脑");
  await first.getByText("已添加通行密钥。").waitFor();
  await first.getByText("办公室电脑").first().waitFor();
  await giveKey(second);
  await second.goto("/passkeys");
  await add(second, "值班电脑");
  await second.getByText("已添加通行密钥。").waitFor();
});

test("within five minutes an act goes through, and after them it asks above the form, loses nothing and goes on by itself", async () => {
  office = await officersAhead(office, SIX_MINUTES_MS, { YIMA_PASSKEYS: "required" });
  await first.goto("/admin/420107001/administrators");
  await first.getByRole("button", { name: "新增社区" }).click();
  await first.getByLabel("新社区的名称").fill("新湖社区");
  await first.getByLabel("事由").fill("新建小区");
  await first.getByLabel("新社区的名称").press("Enter");
  await first.getByRole("dialog", CONFIRM).waitFor();
  await screens.see(first, "passkey-confirm");
  await first.getByRole("dialog", CONFIRM).getByRole("button", { name: "取消" }).click();
  await first.getByRole("dialog").getByText("请先用通行密钥确认是您本人").waitFor();
  expect(await first.getByLabel("新社区的名称").inputValue()).toBe("新湖社区");
  await first.getByLabel("新社区的名称").press("Enter");
  await confirm(first);
  await first.getByText("新湖社区").first().waitFor();
});

test("a passkey gets another name", async () => {
  await first.goto("/passkeys");
  await first.getByRole("button", { name: "改名 办公室电脑" }).click();
  await first.getByLabel("名称").fill("旧电脑");
  await first.getByRole("button", { name: "保存" }).click();
  await first.getByText("已改名。").waitFor();
  await screens.see(first, "passkeys-one");
});

test("a passkey is removed after a question, and only another passkey confirms it", async () => {
  await touch(pc, false);
  await addKey(pc.session, "usb");
  await add(first, "备用密钥");
  await first.getByText("已添加通行密钥。").waitFor();
  const remove = first.getByRole("button", { name: "删除 备用密钥" });
  const question = first.getByRole("dialog", { name: "删除“备用密钥”？" });
  await remove.click();
  await question.waitFor();
  await screens.see(first, "passkey-remove");
  await question.getByRole("button", { name: "取消" }).click();
  await question.waitFor({ state: "detached" });
  await remove.click();
  await question.getByRole("button", { name: "删除", exact: true }).click();
  const dialog = first.getByRole("dialog", CONFIRM);
  await dialog.getByText("请用另一个通行密钥确认，不要用正要删除的这个。").waitFor();
  await screens.see(first, "passkey-remove-confirm");
  // Somebody touches both: the browser is offered the other one only.
  await touch(pc, true);
  await confirm(first);
  await first.getByText("已删除“备用密钥”。").waitFor();
  await first.getByRole("button", { name: "改名 备用密钥" }).waitFor({ state: "detached" });
  expect(await first.getByRole("button", { name: "改名 旧电脑" }).isVisible()).toBe(true);
});

test("two officers permit a new passkey to an administrator who has lost it, and the phone says who they are", async () => {
  lost = await openPhone(office.browser, `http://${HOSTS.administrator}:${office.running.port}`, SMALL);
  const { page } = lost;
  await logIn(page, office.running, OFFICE.phone);
  const key = await giveKey(page);
  await page.goto("/passkeys");
  await add(page, "丢了的手机");
  await page.getByText("已添加通行密钥。").waitFor();
  await key.session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId: key.id });
  await giveKey(page);
  await first.goto("/admin/420107/administrators");
  await first.getByRole("button", { name: /遗失，允许新设$/ }).click();
  await screens.see(first, "passkey-loss");
  await first.getByLabel("事由").fill("手机掉进长江");
  await first.getByRole("button", { name: "提出" }).click();
  await settle(first, "已提出，等另一位上级管理员同意。");
  await page.reload();
  await page.getByText(/报告您的通行密钥遗失，等另一位管理员同意/).waitFor();
  await second.goto("/admin/420107/administrators");
  await second.getByRole("button", { name: /^同意 .* 新设$/ }).click();
  await second.getByLabel("怎样核对的").fill("本人到场，核对证件");
  await second.getByRole("dialog").getByRole("button", { name: "同意", exact: true }).click();
  await confirm(second);
  await second.getByText(/在 24 小时内新设通行密钥。/).waitFor();
  await screens.see(second, "passkey-permitted");
  await page.reload();
  await page.getByText(/允许您在 .* 前新设一个/).waitFor();
  await screens.see(page, "passkeys-permitted-phone");
  await page.goto("/me");
  await page.getByText(/通行密钥：.* 允许您在 .* 前新设一个/).waitFor();
  await screens.see(page, "me-passkeys-permitted");
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "退出" }).click();
  await page.getByLabel("手机号").waitFor();
  await logIn(page, office.running, OFFICE.phone);
  await page.goto("/passkeys");
  await add(page, "新手机");
  await page.getByText("已添加通行密钥。").waitFor();
  await expect.poll(() => page.getByText("丢了的手机").count()).toBe(0);
});

test("the screens in English have no finding of axe, and none is wider than its screen", async () => {
  await lost.page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await lost.page.goto("/passkeys");
  await lost.page.getByText("Add a second one as a reserve").waitFor();
  await screens.see(lost.page, "passkeys-en");
  expect(screens.findings()).toEqual([]);
  expect(await faultsAtWidths(second, ["/passkeys", "/admin/420107/administrators"])).toEqual([]);
  expect([...office.first.errors, ...office.second.errors, ...lost.errors]).toEqual([]);
});
