/** The page /check on a phone without a login: codes of the own issuer and of another one, every refusal, and nothing that is registered or stays of a code. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { me } from "../../src/contract/people.ts";
import { statusListOf } from "../../src/domain/code/status.ts";
import { parseCode } from "../../src/token/code/parse.ts";
import { RESIDENT } from "../../tools/demo-cast.ts";
import { liveCode } from "../../src/token/code/live.ts";
import { credentialOf, liveCodeOf, phoneOf } from "../../tools/demo.ts";
import { logIn, openTab, typeCode } from "../support/acts.ts";
import { openPhone, type Phone, whileHeld } from "../support/browser.ts";
import { type CheckSystem, nextCode, openCheck, startCheckSystem, untilVerdict, verdict } from "../support/check-page.ts";
import { storedText } from "../support/phone-storage.ts";
import { Screens } from "../support/screens.ts";
import { signedCode, specimenCode } from "../support/signed-code.ts";

const screens = new Screens();
/** The codes that the page has been given. */
const given: string[] = [];
/** The requests of the page since its first scan: method and address. */
const requests: string[] = [];

let system: CheckSystem;
let checker: Phone;
let holder: Phone;

beforeAll(async () => {
  system = await startCheckSystem();
  const { browser, origin, running } = system;
  holder = await openPhone(browser, origin);
  await logIn(holder.page, running, RESIDENT.phone);
  checker = await openPhone(browser, origin, { camera: true });
  checker.page.on("request", (request) => requests.push(`${request.method()} ${request.url()}`));
});
afterAll(() => system.dispose());

async function give(code: string): Promise<void> {
  given.push(code);
  await typeCode(checker.page, code);
}

async function noted(code: Promise<string>): Promise<string> {
  given.push(await code);
  return code;
}

test("without a login, the camera reads a resident's code: valid, with the masked name, the region and the times", async () => {
  const { page } = checker;
  await openCheck(page);
  await page.getByText("对准健康码").waitFor();
  await screens.see(page, "check");
  await whileHeld(holder.page, page, () => verdict(page, "有效 已申报").waitFor());
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("有效 已申报");
  await page.getByText("尹**", { exact: true }).waitFor();
  await page.getByText("武汉市").waitFor();
  await page.getByText(/^\d\d:\d\d:\d\d 在本机核验 · 没有登记$/).waitFor();
  await page.getByText("这个地区现在不显示码色").waitFor();
  await screens.see(page, "check-own");
  await nextCode(page);
});

test("a code of an issuer that the nation does not list is not called forged", async () => {
  const { page } = checker;
  await give(await liveCodeOf(system.traveller));
  await page.getByText("本机还不认识这个地区的健康码（地区 42）").waitFor();
  await nextCode(page);
});

test("a code of a listed issuer is valid, with its colour and its region", async () => {
  const { page } = checker;
  await system.recognise();
  await untilVerdict(page, "有效 绿码", () => noted(liveCodeOf(system.traveller)));
  await page.getByText("湖北省").waitFor();
  await page.getByText("江**", { exact: true }).waitFor();
  await screens.see(page, "check-other");
  await nextCode(page);
});

test.each([
  ["grey", "灰码 码有效", "它不等于绿码"],
  ["yellow", "黄码 码有效", "能不能进，按您那里的规定办"],
  ["red", "红码 码有效", "能不能进，按您那里的规定办"],
] as const)("a genuine code that is %s is said to be genuine, and no pass", async (colour, word, meaning) => {
  const { page } = checker;
  await give(await signedCode(system.running, system.traveller, { colour }));
  await verdict(page, word).waitFor();
  await page.getByText(meaning).waitFor();
  expect(await page.locator(`.verdict.${colour}`).count()).toBe(1);
  await screens.see(page, `check-${colour}`);
  await nextCode(page);
});

/** The same claims with another signature of the phone: it is at the end of a code. */
function altered(code: string): string {
  const at = code.length - 40;
  return `${code.slice(0, at)}${(Number(code[at]) + 1) % 10}${code.slice(at + 1)}`;
}

test.each<readonly [string, string, () => Promise<string>]>([
  ["with another signature", "不是实时码", async () => altered(await liveCodeOf(system.resident))],
  ["of an issuer from outside its region", "码不可信", () => ownCode({ community: "310101001001" })],
  ["that has expired", "码已过时", () => ownCode({ issuedAt: Date.now() - 90_000, lifetimeMinutes: 1, declaredAt: null })],
  ["on a picture of ten minutes ago", "码已过时", pictureOfEarlier],
  ["for training", "样码", () => specimenCode(system.running, system.resident)],
  ["with digits that are missing", "没有扫全", () => Promise.resolve("1234567890".repeat(5))],
])("a code %s is refused: %s", async (_, word, make) => {
  await give(await make());
  await verdict(checker.page, word).waitFor();
  await nextCode(checker.page);
});

function ownCode(changes: Parameters<typeof signedCode>[2]): Promise<string> {
  return signedCode(system.running, system.resident, changes);
}

async function pictureOfEarlier(): Promise<string> {
  const { jws, deviceKey } = await credentialOf(system.resident);
  return liveCode(jws, deviceKey, Date.now() - 10 * 60_000);
}

test("a pasted text and a picture that are no code are said to be none", async () => {
  const { page } = checker;
  await page.getByRole("button", { name: "用扫码枪或图片" }).click();
  await page.getByLabel("选择图片").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: await page.screenshot() });
  await page.getByText("图片里没有找到健康码").waitFor();
  await page.getByPlaceholder("健康码的数字").fill("https://example.org/poster");
  await page.getByRole("button", { name: "核验" }).click();
  await verdict(page, "不是健康码").waitFor();
  await nextCode(page);
});

test("a revoked code is refused by the list of its issuer, of the own one and of another one", async () => {
  const { page } = checker;
  for (const person of [system.resident, system.traveller]) {
    const [self] = (await person.ask("GET", "/api/v1/me", me)).people;
    const show = await phoneOf(person);
    await person.send("DELETE", `/api/v1/people/${self?.id}/credentials`);
    await untilVerdict(page, "码已失效", () => noted(show()));
    await page.getByText("健康码已被撤销").waitFor();
    await screens.see(page, "check-revoked");
    await nextCode(page);
  }
});

test("no scan sent anything, and neither the page nor the browser keeps anything of a code", async () => {
  const { page } = checker;
  await page.reload();
  const stored = await page.evaluate(storedText);
  expect(stored).toContain("4201");
  const traces = given.flatMap((code) => {
    const parsed = parseCode(code);
    if (!parsed.ok) return [code];
    const { claims } = parsed.value;
    const handle = Buffer.from(claims.handle);
    const forms = [handle.toString("hex"), handle.toString("base64url"), handle.toString("latin1"), claims.handle.join(",")];
    return [code, ...forms, claims.maskedName, statusListOf(claims)];
  });
  expect(traces.length).toBeGreaterThan(50);
  expect(traces.filter((trace) => stored.includes(trace))).toEqual([]);
  expect(requests.filter((request) => !request.startsWith("GET "))).toEqual([]);
  expect(traces.filter((trace) => requests.some((request) => request.includes(trace) && !request.includes("/status/")))).toEqual(
    [],
  );
});

test("who is logged in finds the page under 我的", async () => {
  const { page } = holder;
  await openTab(page, "我的");
  await page.getByRole("link", { name: "核验健康码" }).click();
  await page.getByRole("heading", { name: "核验健康码" }).waitFor();
  await page.getByRole("link", { name: "我的" }).click();
  await page.getByRole("heading", { name: "我的" }).waitFor();
});

test("axe finds nothing on these screens in any dress, and no page threw an error", () => {
  expect(screens.findings()).toEqual([]);
  expect(checker.errors).toEqual([]);
});
