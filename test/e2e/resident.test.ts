/** The resident's screens where people lose things: pages that die, the back button, persons who look alike, notices above a code. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo } from "../../tools/demo.ts";
import { askForPassword, enterPassword, logIn } from "../support/acts.ts";
import { openBrowser, openPhone, type Phone } from "../support/browser.ts";
import { agree } from "../support/declaration-form.ts";
import { HUBEI } from "../support/hubei.ts";
import { settleStorage } from "../support/phone-storage.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const SMALL = { width: 360, height: 640 };
const [SELF, CHILD] = RESIDENT.people;
const screens = new Screens();

let running: Running;
let browser: Browser;
let phone: Phone;
let page: Page;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  browser = await openBrowser("allow");
  phone = await openPhone(browser, `http://${HOSTS.resident}:${running.port}`, SMALL);
  ({ page } = phone);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

/** Runs inside the page: a phone that needs a second to seal a note. */
function sealSlowly(): void {
  const seal = crypto.subtle.encrypt.bind(crypto.subtle);
  crypto.subtle.encrypt = async (...args) => {
    await new Promise((done) => setTimeout(done, 1000));
    return seal(...args);
  };
}

const symbol = () => page.getByRole("img", { name: "健康码二维码" });

test("the login names its city, a page that dies while the message is read keeps number and field, and a wrong password says how many tries are left", async () => {
  await page.goto("/");
  await page.getByRole("heading", { name: "一码 · 武汉健康码" }).waitFor();
  await page.evaluate(sealSlowly);
  await askForPassword(page, RESIDENT.phone);
  await page.reload();
  await page.getByText("已发到 138 0000 0001").waitFor();
  const password = await running.visitor(HOSTS.resident).passwordOf(RESIDENT.phone);
  await page.getByLabel("验证码").fill(password === "000000" ? "000001" : "000000");
  await page.getByRole("alert").getByText("验证码不对，还可以再试 4 次。").waitFor();
  await screens.see(page, "wrong-password");
  await page.goBack();
  await expect.poll(() => page.getByLabel("手机号").inputValue()).toBe(RESIDENT.phone);
  await page.getByRole("button", { name: "我已有验证码" }).click();
  await enterPassword(page, password);
  await symbol().waitFor();
});

test("the language of a first visit is the browser's", async () => {
  const context = await browser.newContext({ baseURL: `http://${HUBEI}:${running.port}`, locale: "de-DE" });
  const other = await context.newPage();
  await other.goto("/");
  await other.getByRole("heading", { name: "Yima · health code of Hubei" }).waitFor();
  await context.close();
});

/** The largest letters and the densest notices that people have. */
const DRESSES = [
  { name: "usual", dress: "", size: "" },
  { name: "elder", dress: "elder", size: "" },
  { name: "200", dress: "", size: "32px" },
] as const;

test.for(DRESSES)("no notice moves or covers the symbol at 360×640: $name", async ({ name, dress, size }) => {
  await phone.context.setOffline(true);
  await page.reload();
  try {
    await page.getByText("现在没有网络，健康码照常可用").waitFor();
    await page.evaluate(
      (letters) => {
        document.documentElement.className = letters.dress;
        document.documentElement.style.fontSize = letters.size;
      },
      { dress, size },
    );
    await screens.see(page, `small-code-${name}`);
    const [box, bar, notice] = await Promise.all([
      symbol().boundingBox(),
      page.getByRole("navigation", { name: "主导航" }).boundingBox(),
      page.getByText("现在没有网络").boundingBox(),
    ]);
    if (box === null || bar === null || notice === null) throw new Error("not on the screen");
    expect(bar.y - (box.y + box.height)).toBeGreaterThanOrEqual(0);
    expect(notice.y).toBeGreaterThan(box.y + box.height);
    expect(box.width).toBeGreaterThanOrEqual(240);
  } finally {
    await phone.context.setOffline(false);
  }
});

test("the back button closes the code on the whole screen without CloseWatcher", async () => {
  await page.addInitScript(() => Reflect.deleteProperty(window, "CloseWatcher"));
  await page.goto("/");
  await symbol().click();
  const whole = page.getByRole("dialog", { name: "全屏健康码" });
  await whole.waitFor();
  await page.goBack();
  await whole.waitFor({ state: "detached" });
  await expect.poll(() => new URL(page.url()).pathname).toBe("/");
  await symbol().waitFor();
});

test("where the system offers it, the code screen offers a place on the home screen and says why", async () => {
  await page.evaluate(() => {
    const offer = Object.assign(new Event("beforeinstallprompt"), {
      prompt: () => Promise.resolve(Reflect.set(window, "asked", 1)),
    });
    window.dispatchEvent(offer);
  });
  await page.getByText("放到手机桌面上，没有网络也能一点就亮码。").waitFor();
  await page.getByRole("button", { name: "添加", exact: true }).click();
  expect(await page.evaluate(() => Reflect.get(window, "asked"))).toBe(1);
  await page.addInitScript(() => Reflect.set(Navigator.prototype, "standalone", false));
  await page.goto("/");
  await page.getByText("再点“添加到主屏幕”").waitFor();
  await page.getByRole("button", { name: "知道了" }).click();
  await page.reload();
  await symbol().waitFor();
  expect(await page.getByText("再点“添加到主屏幕”").count()).toBe(0);
});

test("Wuhan shows no colours, so 我的 has no check-ins, appeals and decisions", async () => {
  await page.goto("/me");
  await page.getByRole("link", { name: "隐私说明" }).waitFor();
  await page.waitForLoadState("networkidle");
  for (const word of ["每日健康打卡", "申诉", "码色记录"]) expect(await page.getByRole("link", { name: word }).count()).toBe(0);
});

test("a plain notice comes before the first declaration, is agreed to once, and stands under 我的", async () => {
  await page.goto("/declare");
  await page.getByText("谁看得到").waitFor();
  await screens.see(page, "privacy-agree");
  await agree(page);
  await page.getByText(/^第 1 步/).waitFor();
  await page.reload();
  await page.getByText(/^第 1 步/).waitFor();
  await page.goto("/privacy");
  await page.getByText(/^您已于 .* 同意。$/).waitFor();
});

test("the back button goes one question back; a missing symptom is asked for at the symptoms; the health of today is open", async () => {
  const next = () => page.getByRole("button", { name: "下一步" }).click();
  await page.goto("/declare?again");
  for (const step of [1, 2, 3, 4]) {
    await page.getByText(`第 ${step} 步`).waitFor();
    await next();
  }
  await page.getByText("第 5 步").waitFor();
  expect(await page.getByLabel("今天的体温（℃）").inputValue()).toBe("");
  await page.getByLabel("今天的体温（℃）").fill("36.5");
  await next();
  const symptoms = page.getByRole("group", { name: "有下列症状吗？" });
  await symptoms.getByRole("alert").waitFor();
  await page.goBack();
  await page.getByText("第 4 步").waitFor();
  await page.goBack();
  await page.getByText("第 3 步").waitFor();
  expect(new URL(page.url()).pathname).toBe("/declare");
});

test("a place that is chosen and not added is added by 下一步, and one without its days stops there", async () => {
  const next = () => page.getByRole("button", { name: "下一步" }).click();
  for (const step of [3, 4]) {
    await page.getByText(`第 ${step} 步`).waitFor();
    await next();
  }
  await page.getByRole("checkbox", { name: "没有症状" }).check();
  await next();
  await page.getByText("第 6 步").waitFor();
  await next();
  await page.getByText("第 7 步").waitFor();
  await page.getByRole("button", { name: "添加去过的地方" }).click();
  // Traditional characters find it too.
  await page.getByLabel("输入名称").fill("黃岡市");
  const found = page
    .getByRole("list", { name: "找到的地方" })
    .getByRole("button", { name: /黄冈市/ })
    .first();
  await found.waitFor();
  // The page dies in the moment of the touch.
  await Promise.all([
    page.waitForEvent("load"),
    found.evaluate((button) => {
      if (button instanceof HTMLElement) button.click();
      location.reload();
    }),
  ]);
  await page.getByText("黄冈市").waitFor();
  await next();
  await page.getByText("请选择从哪天").waitFor();
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  await page.getByLabel("从哪天").fill(today);
  await page.getByLabel("到哪天").fill(today);
  await next();
  await page.getByText("第 8 步").waitFor();
  await page.getByText(/黄冈市/).waitFor();
});

test("重新填 asks first, and then begins with the last declaration", async () => {
  await page.reload();
  await page.getByRole("button", { name: "重新填" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("从上次申报的内容开始").waitFor();
  await page.goBack();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("第 8 步").waitFor();
  await page.getByRole("button", { name: "重新填" }).click();
  await dialog.getByRole("button", { name: "重新填" }).click();
  await page.getByText("第 1 步").waitFor();
  await expect.poll(() => page.getByRole("radio", { name: /^留汉/ }).isChecked()).toBe(true);
});

test("who declares again at the same address is asked only about today", async () => {
  await page.getByRole("button", { name: "住址和所在地没变，只填今天的情况" }).click();
  await page.getByText("第 2 步，共 5 步").waitFor();
  await page.getByLabel("今天的体温（℃）").waitFor();
  await screens.see(page, "declare-today");
  await page.goBack();
  await page.getByText("第 1 步，共 8 步").waitFor();
});

test("a person's form survives the death of the page, is checked in full, and a nickname distinguishes the family", async () => {
  const fresh = await openPhone(browser, `http://${HUBEI}:${running.port}`, SMALL);
  await logIn(fresh.page, running, "13800000021");
  await fresh.page.goto("/family/add?relation=self");
  await fresh.page.getByLabel("姓名").fill(SELF.name);
  await fresh.page.getByLabel("证件号码").fill(SELF.number);
  await settleStorage(fresh.page);
  await fresh.page.reload();
  await expect.poll(() => fresh.page.getByLabel("证件号码").inputValue()).toBe(SELF.number);
  await fresh.page.getByRole("button", { name: "下一步" }).click();
  await fresh.page.getByText("420107 19880412 002X").waitFor();
  await screens.see(fresh.page, "check-person");
  await fresh.page.goBack();
  expect(await fresh.page.getByLabel("姓名").inputValue()).toBe(SELF.name);
  await fresh.page.getByRole("button", { name: "下一步" }).click();
  await fresh.page.getByRole("button", { name: "没有错，登记" }).click();
  await agree(fresh.page);
  await fresh.page.getByRole("radio", { name: /^在鄂.*离开湖北/ }).waitFor();
  await fresh.page.goto("/family/add");
  await fresh.page.getByLabel("姓名").fill(CHILD?.name ?? "");
  await fresh.page.getByLabel("证件号码").fill(CHILD?.number ?? "");
  await fresh.page.getByRole("button", { name: "下一步" }).click();
  await fresh.page.getByRole("alert").getByText("请选择与您的关系。").waitFor();
  await fresh.page.getByRole("radio", { name: "子女" }).check();
  await fresh.page.getByLabel("您怎么称呼这个人").fill("小满");
  await fresh.page.getByRole("button", { name: "下一步" }).click();
  await fresh.page.getByRole("button", { name: "没有错，登记" }).click();
  await fresh.page.getByRole("heading", { name: "小满现在属于哪一种情况？" }).waitFor();
  await fresh.page.goto("/family");
  await fresh.page
    .getByRole("button", { name: /^移除/ })
    .last()
    .click();
  await fresh.page.getByRole("heading", { name: /^移除 尹\*\*（小满） 42/ }).waitFor();
  expect(fresh.errors).toEqual([]);
  await fresh.context.close();
});

test("axe finds nothing on these screens, and no page threw an error", () => {
  expect(screens.findings()).toEqual([]);
  expect(phone.errors).toEqual([]);
});
