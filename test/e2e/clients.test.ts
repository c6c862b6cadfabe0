/** A client (another system): proposed and approved by two officers on the PC, it enters a fact with its secret, and then it is revoked. Source: architecture.md. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Phone } from "../support/browser.ts";
import { faultsAtWidths, OFFICE } from "../support/desk.ts";
import { type Officers, openOfficers } from "../support/officers.ts";
import { Screens } from "../support/screens.ts";

const PAGE = "/admin/4201/clients";
const FACT = {
  document: { type: "10", number: OFFICE.people[0].number },
  kind: "close_contact",
  from: "2020-03-01",
  until: null,
  source: "420107",
  reference: "7-31",
};
const screens = new Screens();

let office: Officers;
let first: Phone;
let second: Phone;
let secret: string;

/** Sends the client's request with its secret from an officer's page, but without the page's login. */
const enter = ({ page }: Phone) =>
  page.evaluate(
    async ([bearer, body]) =>
      (
        await fetch("/api/v1/facts", {
          method: "POST",
          credentials: "omit",
          headers: { "x-yima": "1", "content-type": "application/json", authorization: `Bearer ${bearer}` },
          body,
        })
      ).status,
    [secret, JSON.stringify(FACT)] as const,
  );

beforeAll(async () => {
  office = await openOfficers();
  ({ first, second } = office);
});
afterAll(() => office.close());

test("an officer adds a system, and sees its secret once", async () => {
  const { page } = first;
  await page.goto(PAGE);
  await page.getByText("还没有接入系统").waitFor();
  await page.getByRole("button", { name: "新增系统" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("系统名称").fill("省疾控数据平台");
  await dialog.getByRole("button", { name: "新增", exact: true }).click();
  await dialog.getByText("请选择权限。").waitFor();
  await dialog.getByText("报送防疫数据").click();
  await screens.see(page, "pc-make-client");
  await dialog.getByRole("button", { name: "新增", exact: true }).click();
  secret = await dialog.getByLabel("接入凭证").inputValue();
  expect(secret).toMatch(/^[\w-]{16}\.[\w-]{43}\.[\w-]{22}$/);
  await dialog.getByRole("button", { name: "我已保存" }).click();
  await page.getByRole("row", { name: /省疾控数据平台 武汉市 报送防疫数据 待批准 .* 等另一位负责人/ }).waitFor();
  expect(await enter(first)).toBe(401);
});

test("another officer approves it, and the server accepts its facts", async () => {
  const { page } = second;
  await page.goto(PAGE);
  await page.getByRole("button", { name: "批准" }).click();
  await page.getByRole("dialog").getByText("它可以为武汉市：报送防疫数据").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "批准", exact: true }).click();
  await page.getByText("已批准，立即启用。").waitFor();
  expect(await enter(second)).toBe(200);
  await page.reload();
  await page.getByRole("row", { name: /启用 .* 批准：138\*+012 \d{4}-/ }).waitFor();
  await screens.see(page, "pc-clients");
});

test("a single officer revokes it at once, also in English", async () => {
  const { page } = first;
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.goto(PAGE);
  await page.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByText("Its secret and its keys stop working at once and cannot be restored").waitFor();
  await screens.see(page, "pc-revoke-client-english");
  await page.getByRole("dialog").getByRole("button", { name: "Revoke", exact: true }).click();
  await page.getByRole("row", { name: /Revoked/ }).waitFor();
  expect(await enter(first)).toBe(401);
});

/** The key in a set, as its owner sends it to an officer. */
function named(key: KeyObject): string {
  return JSON.stringify({ keys: [{ ...key.export({ format: "jwk" }), kid: "2026-1", use: "sig" }] });
}

test("an officer adds a system with its public keys, not with a private one, and the other officer compares the fingerprint", async () => {
  const { page } = second;
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  await page.goto(PAGE);
  await page.getByRole("button", { name: "新增系统" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("系统名称").fill("市医院");
  await dialog.getByText("接口：查询出示者的码色").click();
  await dialog.getByLabel("对方的公钥（JWKS）").fill(named(privateKey));
  await dialog.getByRole("button", { name: "新增", exact: true }).click();
  await dialog.getByText("公钥不对").waitFor();
  await screens.see(page, "pc-make-client-with-keys");
  await dialog.getByLabel("对方的公钥（JWKS）").fill(named(publicKey));
  await dialog.getByRole("button", { name: "新增", exact: true }).click();
  await page.getByRole("row", { name: /市医院 武汉市 接口：查询出示者的码色 待批准/ }).waitFor();
  await first.page.evaluate(() => localStorage.setItem("yima-language", "zh"));
  await first.page.goto(PAGE);
  await first.page.getByRole("button", { name: "批准" }).click();
  await first.page
    .getByRole("dialog")
    .getByText(/密钥 2026-1，请与对方核对：([0-9a-f]{4} ){4}[0-9a-f]{4}/)
    .waitFor();
  await screens.see(first.page, "pc-approve-client-with-keys");
  await first.page.getByRole("dialog").getByRole("button", { name: "批准", exact: true }).click();
  await first.page.getByText("已批准，立即启用。").waitFor();
});

test("axe finds nothing on these screens, none is too wide, and no page reported an error", async () => {
  expect(await faultsAtWidths(first.page, [PAGE])).toEqual([]);
  expect(screens.findings()).toEqual([]);
  expect([...first.errors, ...second.errors]).toEqual([]);
});
