/** The gate asks for the document at a flagged code and at a paper code, with and without a network, in both languages and with large text; the person passes with the same touches. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import type { LiveClaims } from "../../src/domain/code/claims.ts";
import { signCredential } from "../../src/token/code/credential.ts";
import { codeOf } from "../../src/token/code/live.ts";
import { COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo } from "../../tools/demo.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { confirmPass, openDemoGate, typeCode } from "../support/acts.ts";
import { openBrowser, type Phone } from "../support/browser.ts";
import { ASK_BUZZ, lastBuzz, PASS_BUZZ, recordBuzzes } from "../support/buzzes.ts";
import { publishedIssuers, signingKey, someClaims } from "../support/code.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";
import { signedCode } from "../support/signed-code.ts";

const SMALL = { width: 360, height: 640 };
const CASES: readonly (readonly [name: string, flags: LiveClaims["flags"], zh: string, en: string])[] = [
  ["unchecked", ["identity_unchecked"], "核对证件", "Check the document"],
  ["other-phone", ["other_phone"], "代管 · 核对证件", "On another person's phone · check the document"],
  ["both", ["identity_unchecked", "other_phone"], "代管 · 核对证件", "On another person's phone · check the document"],
];
const screens = new Screens();

let running: Running;
let browser: Browser;
let gate: Phone;
let resident: Visitor;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  resident = running.visitor(HOSTS.resident);
  await resident.logIn(RESIDENT.phone);
  browser = await openBrowser("allow");
  gate = await openDemoGate(browser, running, SMALL);
  await gate.page.evaluate(recordBuzzes);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

const line = (): Promise<string> => gate.page.locator(".says .check").innerText();

test.each(CASES)(
  "a code with the flags of %s asks for the document, and one touch registers the pass as ever",
  async (name, flags, zh) => {
    const { page } = gate;
    await typeCode(page, await signedCode(running, resident, { flags }));
    await page.getByRole("heading", { name: "已申报" }).waitFor();
    expect(await line()).toBe(zh);
    expect(await lastBuzz(page)).toEqual(ASK_BUZZ);
    expect(await page.getByText("没有核验").count()).toBe(flags.includes("identity_unchecked") ? 1 : 0);
    await screens.see(page, `gate-flags-${name}`);
    await confirmPass(page);
    await page.getByText("对准健康码", { exact: true }).waitFor();
  },
);

test("a code without flags asks for nothing", async () => {
  const { page } = gate;
  await typeCode(page, await signedCode(running, resident, {}));
  await page.getByRole("heading", { name: "已申报" }).waitFor();
  expect(await page.locator(".says .check").count()).toBe(0);
  expect(await lastBuzz(page)).toEqual(PASS_BUZZ);
  await page.getByRole("button", { name: "不登记" }).click();
});

test("the gate asks for the document without a network too", async () => {
  const { page, context } = gate;
  const code = await signedCode(running, resident, { flags: ["other_phone"] });
  await context.setOffline(true);
  await typeCode(page, code);
  await page.getByRole("heading", { name: "已申报" }).waitFor();
  expect(await line()).toBe("代管 · 核对证件");
  await page.getByRole("button", { name: "不登记" }).click();
  await context.setOffline(false);
});

test.each(CASES)(
  "with large text and in English, the line of %s stands on the screen above the buttons",
  async (name, flags, zh, en) => {
    const { page } = gate;
    for (const [language, words, register] of [
      ["zh", zh, "不登记"],
      ["en", en, "Do not register"],
    ] as const) {
      await page.evaluate((to) => localStorage.setItem("yima-language", to), language);
      await page.reload();
      await page.evaluate(() => document.documentElement.classList.add("elder"));
      await typeCode(page, await signedCode(running, resident, { flags }));
      await page.locator(".says .check").waitFor();
      expect(await line()).toBe(words);
      const [check, foot] = [
        await page.locator(".says .check").boundingBox(),
        await page.locator(".verdict > .foot").boundingBox(),
      ];
      expect((check?.y ?? Number.NaN) + (check?.height ?? Number.NaN)).toBeLessThanOrEqual(foot?.y ?? Number.NaN);
      await screens.see(page, `gate-flags-${name}-elder-${language}`);
      await page.getByRole("button", { name: register }).click();
    }
  },
);

test("a paper code is one to check: its list is not public, so the gate does not ask for it and says that it cannot tell", async () => {
  const { page } = gate;
  const [, , wuhan] = publishedIssuers();
  const key = { ...wuhan?.jwks.keys[0], kid: "4201.900", nbf: 0, exp: 2 ** 32 - 1, for: "paper" };
  const { keys } = await resident.ask("GET", "/.well-known/jwks.json", z.object({ keys: z.array(z.unknown()) }));
  await page.route("**/.well-known/jwks.json", (route) => route.fulfill({ json: { keys: [...keys, key] } }));
  await page.evaluate(() => localStorage.setItem("yima-language", "zh"));
  await page.reload();
  const lists: string[] = [];
  page.on("request", (request) => lists.push(...(/\/status\/(.*)/.exec(request.url())?.slice(1) ?? [])));
  const claims = someClaims({
    kind: "paper",
    keyNumber: 900,
    issuedAt: Date.now(),
    declaredAt: null,
    community: COMMUNITY.division,
  });
  await typeCode(page, codeOf(await signCredential(claims, await signingKey("4201.7"))));
  await page.getByRole("heading", { name: "纸质码 请查验" }).waitFor();
  expect(await line()).toBe("纸质码 · 核对证件");
  await page.getByText("撤销名单不公开").waitFor();
  expect(lists.filter((name) => name.endsWith("p"))).toEqual([]);
  await screens.see(page, "gate-paper");
  await page.getByRole("button", { name: "不登记" }).click();
});

test("axe finds nothing on these screens in any dress, and the page threw no error", () => {
  expect(screens.findings()).toEqual([]);
  expect(gate.errors).toEqual([]);
});
