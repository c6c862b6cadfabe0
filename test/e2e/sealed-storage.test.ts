/** The sealed store of the browser: drafts of the previous release, forms on the phone and the PC, two windows, and browsers that cannot seal. Source: decision 51. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { me } from "../../src/contract/people.ts";
import { DAY_MS, HOUR_MS } from "../../src/domain/instant.ts";
import { ADDRESS, ADMINISTRATOR, COMMUNITY, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { logIn } from "../support/acts.ts";
import { openPage, type Phone } from "../support/browser.ts";
import { agree } from "../support/declaration-form.ts";
import { openDesk } from "../support/desk.ts";
import { movePageClock } from "../support/moved-clock.ts";
import { noteNames, settleStorage, storedText, writeNotes } from "../support/phone-storage.ts";
import { type ResidentPhones, startResidentPhones } from "../support/resident-phones.ts";

const SYMBOL = { name: "健康码二维码" };
const KEEPS_NOTHING = /这个浏览器不保存数据/;
const HOUSE = "杏花村西巷 77 号院 6 门";

let phones: ResidentPhones;

beforeAll(async () => {
  phones = await startResidentPhones();
});
afterAll(() => phones.dispose());

/** The app of the resident on a phone with an empty storage. `script` runs before the page's own. */
async function openApp(script?: string): Promise<Phone> {
  const phone = await phones.open(script);
  await phone.page.getByRole("navigation", { name: "主导航" }).waitFor();
  return phone;
}

async function openAgain({ context, page }: Phone, path: string, clockMs = 0): Promise<Page> {
  await settleStorage(page);
  await page.close();
  const { page: next } = await openPage(context);
  await next.addInitScript(movePageClock, clockMs);
  await next.goto(path);
  return next;
}

/** Of these words, those that the storage shows. */
async function shown(page: Page, words: readonly string[]): Promise<readonly string[]> {
  const text = await page.evaluate(storedText);
  return words.filter((word) => text.includes(word));
}

const typeHouse = async (page: Page): Promise<void> => {
  await page.getByText("第 1 步").waitFor();
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByText("第 2 步").waitFor();
  await page.getByLabel("详细地址").fill(HOUSE);
};

test("what the previous release kept in clear is read once and sealed, and what ended is removed", async () => {
  const phone = await openApp();
  await phone.page.getByRole("img", SYMBOL).waitFor();
  const visitor = phones.running.visitor(HOSTS.resident);
  await visitor.logIn(RESIDENT.phone);
  const [self, child] = (await visitor.ask("GET", "/api/v1/me", me)).people;
  const draft = { step: "address", category: "staying", addressDivision: COMMUNITY.division, addressDetail: HOUSE };
  const person = { relation: "child", name: "尹小雪", number: "X7340021", type: "20", nickname: "雪球" };
  const before = {
    [`draft ${self?.id}`]: draft,
    [`declared ${self?.id}`]: { addressHere: { division: COMMUNITY.division, detail: ADDRESS } },
    phone: "13987654321",
    nicknames: { [child?.id ?? ""]: "满满宝贝" },
    binding: { atMs: Date.now() - HOUR_MS / 2, draft: person },
    "binding self": { atMs: Date.now() - HOUR_MS, draft: { ...person, name: "尹静秋" } },
    [`appeal ${self?.id}`]: {
      id: crypto.randomUUID(),
      text: "那天我在出差",
      files: [{ id: "f", name: "车票.jpg", isSent: false }],
    },
    "appeal-file f": { type: "application/pdf", base64: btoa("%PDF-1.7 a ticket") },
    privacy: { version: 1, atMs: Date.now() },
  };
  const texts = Object.fromEntries(Object.entries(before).map(([name, value]) => [name, JSON.stringify(value)]));
  await phone.page.evaluate(writeNotes, texts);
  const words = [
    HOUSE,
    ADDRESS,
    "13987654321",
    "满满宝贝",
    "尹小雪",
    "X7340021",
    "雪球",
    "尹静秋",
    "出差",
    "车票",
    btoa("%PDF-1.7 a ticket"),
  ];
  expect(await shown(phone.page, words)).toEqual(words);

  const page = await openAgain(phone, "/declare");
  await page.getByText("已恢复上次没写完的内容").waitFor();
  expect(await page.getByLabel("详细地址").inputValue()).toBe(HOUSE);
  await page.goto("/family/add");
  await expect.poll(() => page.getByLabel("姓名").inputValue()).toBe("尹小雪");
  await page.goto("/family");
  await page.getByText("满满宝贝").waitFor();
  const kinds = (await page.evaluate(noteNames)).map((name) => name.split(" ", name.startsWith("sealed ") ? 2 : 1).join(" "));
  expect(kinds.filter((kind) => kind.startsWith("sealed"))).toEqual(
    ["appeal", "appeal-file", "binding", "draft", "nicknames", "phone"].map((kind) => `sealed ${kind}`),
  );
  expect(kinds.filter((kind) => kind in before || /^(?:draft|declared|appeal)/.test(kind))).toEqual(["privacy"]);
  expect(await shown(page, words)).toEqual([]);

  // They end as every other: the form after an hour, the drafts after a day, the nicknames never.
  const later = await openAgain({ ...phone, page }, "/family", DAY_MS);
  await later.getByText("满满宝贝").waitFor();
  const left = async () => (await later.evaluate(noteNames)).filter((name) => name.startsWith("sealed "));
  await expect.poll(left).toEqual(["sealed nicknames"]);
  await phone.context.close();
});

test("the form of a person is sealed with its nickname, and opens for an hour", async () => {
  const phone = await openApp();
  await phone.page.goto("/family/add");
  await phone.page.getByLabel("姓名").fill("尹小雪");
  await phone.page.getByLabel("证件号码").fill("420107201501010019");
  await phone.page.getByLabel("您怎么称呼这个人").fill("雪球");
  const words = ["尹小雪", "420107201501010019", "雪球"];
  const soon = await openAgain(phone, "/family/add", HOUR_MS - 60_000);
  await expect.poll(() => soon.getByLabel("您怎么称呼这个人").inputValue()).toBe("雪球");
  expect(await shown(soon, words)).toEqual([]);
  const late = await openAgain({ ...phone, page: soon }, "/family/add", HOUR_MS);
  await late.getByLabel("姓名").waitFor();
  expect(await late.getByLabel("姓名").inputValue()).toBe("");
  await phone.context.close();
});

test("two windows that begin together seal under one key", async () => {
  const phone = await openApp();
  const other = (await openPage(phone.context)).page;
  await phone.page.goto("/declare");
  await agree(phone.page);
  await other.goto("/family/add");
  const next = phone.page.getByRole("button", { name: "下一步" });
  await Promise.all([next.click(), other.getByLabel("姓名").fill("尹小雪")]);
  const kinds = async () => (await other.evaluate(noteNames)).map((name) => name.split(" ").slice(0, 2).join(" "));
  await expect.poll(kinds).toEqual(expect.arrayContaining(["sealed binding", "sealed draft", "sealing-key"]));
  await Promise.all([phone.page.reload(), other.reload()]);
  await phone.page.getByText("已恢复上次没写完的内容").waitFor();
  await expect.poll(() => other.getByLabel("姓名").inputValue()).toBe("尹小雪");
  await phone.context.close();
});

test.each([
  ["cannot encrypt", "Object.defineProperty(crypto.subtle, 'encrypt', { value: () => Promise.reject(new Error('no')) })"],
  ["has no cryptography", "Object.defineProperty(crypto, 'subtle', { value: undefined })"],
  ["takes no key", "IDBObjectStore.prototype.add = () => { throw new DOMException('refused', 'DataCloneError') }"],
  ["has no database", "Object.defineProperty(globalThis, 'indexedDB', { value: undefined })"],
])("a browser that %s keeps what is typed while its page is open, says so, and stores nothing in clear", async (_, script) => {
  const { context, page } = await openApp(script);
  await page.getByRole("link", { name: "申报", exact: true }).click();
  await agree(page);
  await typeHouse(page);
  await page.goBack();
  await page.getByText("第 1 步").waitFor();
  await page.goBack();
  await page.getByText(KEEPS_NOTHING).waitFor();
  await page.getByRole("link", { name: "申报", exact: true }).click();
  await page.getByText("第 1 步").waitFor();
  await page.getByRole("button", { name: "下一步" }).click();
  expect(await page.getByLabel("详细地址").inputValue()).toBe(HOUSE);
  if (!script.includes("indexedDB")) expect(await shown(page, [HOUSE, ADDRESS])).toEqual([]);
  await context.close();
});

test("on the PC, the form of a point survives a closed page, sealed, and nothing of it stays once it is sent", async () => {
  const desk = await openDesk(phones.browser, `http://${HOSTS.administrator}:${phones.running.port}`);
  await logIn(desk.page, phones.running, ADMINISTRATOR.phone);
  const path = `/admin/${COMMUNITY.division}/points`;
  await desk.page.goto(path);
  await desk.page.getByRole("button", { name: "添加采集点" }).click();
  await desk.page.getByLabel("名称").fill("杏花门");
  await desk.page.getByLabel("地址").fill(HOUSE);
  const page = await openAgain(desk, path);
  await page.getByRole("button", { name: "添加采集点" }).click();
  await expect.poll(() => page.getByLabel("地址").inputValue()).toBe(HOUSE);
  expect(await shown(page, ["杏花门", HOUSE, ADMINISTRATOR.phone])).toEqual([]);
  await page.getByRole("button", { name: "添加", exact: true }).click();
  await page.getByRole("cell", { name: "杏花门", exact: true }).waitFor();
  const points = (await page.evaluate(noteNames)).filter((name) => name.includes("point"));
  expect(points).toEqual([]);
  await desk.context.close();
});

test("a sealing under way at a log-out writes nothing any more", async () => {
  // The last test: it ends the session of all.
  const { context, page } = await openApp(`{
    const { encrypt } = SubtleCrypto.prototype;
    globalThis.sealings = 0;
    SubtleCrypto.prototype.encrypt = async function (...given) {
      globalThis.sealings += 1;
      await new Promise((done) => setTimeout(done, 3_000));
      const sealed = await encrypt.apply(this, given);
      setTimeout(() => (globalThis.sealings -= 1), 500);
      return sealed;
    };
  }`);
  await page.getByRole("link", { name: "家人" }).click();
  await page.getByRole("link", { name: "添加家人" }).click();
  await page.getByLabel("姓名").fill("尹小雪");
  await page.goBack();
  await page.getByRole("link", { name: "我的" }).click();
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "退出" }).click();
  await page.getByLabel("手机号").waitFor();
  expect(await page.evaluate("sealings")).toBe(1);
  await expect.poll(() => page.evaluate("sealings")).toBe(0);
  expect(await page.evaluate(noteNames)).toEqual([]);
  await context.close();
});
