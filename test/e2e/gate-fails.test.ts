/** A gate whose camera, scan program, key check, revocation list or clock fails: noticed, mended once by itself, then said; the next scan goes on. */
import type { Browser, Cookie, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COLLECTOR, HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo, phoneOf } from "../../tools/demo.ts";
import { confirmPass, loginCookies, typeCode } from "../support/acts.ts";
import { openBrowser, openPhone } from "../support/browser.ts";
import { MOVABLE_CLOCK, moveClock } from "../support/moved-clock.ts";
import { type Running, startRunning } from "../support/running.ts";

const AIM = "对准健康码";

let running: Running;
let browser: Browser;
let cookies: readonly Cookie[];
let showCode: () => Promise<string>;

beforeAll(async () => {
  running = await startRunning();
  await fillDemo(running.port);
  browser = await openBrowser("allow");
  cookies = await loginCookies(browser, running, HOSTS.collector, COLLECTOR.phone);
  const resident = running.visitor(HOSTS.resident);
  await resident.logIn(RESIDENT.phone);
  showCode = await phoneOf(resident);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

function origin(): string {
  return `http://${HOSTS.collector}:${running.port}`;
}

/** Counts the openings of the camera, and keeps the last one's track. */
const COUNTED = `{
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia;
  globalThis.openings = [];
  mediaDevices.getUserMedia = async (wanted) => {
    openings.push(wanted.video);
    const stream = await open.call(mediaDevices, wanted);
    globalThis.track = stream.getVideoTracks()[0];
    return stream;
  };
}`;
const NO_WORKER = "Object.defineProperty(navigator, 'serviceWorker', { value: undefined });";
const openings = (page: Page) => page.evaluate("openings.length");

/** The gate's phone with a canvas as its camera. `script` runs before the page's own. */
async function gate(script = "", prepare: (page: Page) => Promise<unknown> = () => Promise.resolve()): Promise<Page> {
  const { context, page } = await openPhone(browser, origin(), { camera: true });
  await context.addCookies([...cookies]);
  await context.addInitScript(script + COUNTED);
  await prepare(page);
  await page.goto("/workbench");
  return page;
}

test("a camera that ends is opened again by itself; when that fails, it is said", async () => {
  const page = await gate();
  await page.getByText(AIM).waitFor();
  await page.evaluate("track.stop(); track.dispatchEvent(new Event('ended'))");
  await expect.poll(() => openings(page)).toBe(2);
  await page.getByText(AIM).waitFor();
  await page.evaluate("navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotReadableError'))");
  await page.evaluate("track.stop(); track.dispatchEvent(new Event('ended'))");
  await page.getByText(/没有可用的摄像头|摄像头没有画面了/).waitFor();
  await page.getByRole("button", { name: "再试一次" }).waitFor();
  await page.context().close();
});

test("a camera without new pictures is opened again after 3 s, then it is said", async () => {
  const page = await gate(`{
    const still = document.createElement("canvas");
    still.getContext("2d").fillRect(0, 0, 300, 150);
    navigator.mediaDevices.getUserMedia = async () => still.captureStream(8);
  }`);
  await page.getByText("摄像头没有画面了").waitFor();
  expect(await openings(page)).toBe(2);
  await page.context().close();
});

test("a camera that never answers is asked again after 8 s, and it is said", async () => {
  const page = await gate("navigator.mediaDevices.getUserMedia = () => new Promise(() => undefined);", (blank) =>
    blank.clock.install(),
  );
  await page.getByText("正在打开摄像头").waitFor();
  await page.clock.runFor(8_100);
  await page.getByText("摄像头还没有打开").waitFor();
  expect(await openings(page)).toBe(2);
  await page.context().close();
});

test("a camera that cannot tell its abilities works, and of two cameras the other can be chosen", async () => {
  const page = await gate(`
    MediaStreamTrack.prototype.getCapabilities = () => { throw new TypeError("no"); };
    MediaStreamTrack.prototype.getSettings = () => ({ deviceId: "one" });
    navigator.mediaDevices.enumerateDevices = async () => ["one", "two"].map((deviceId) => ({ kind: "videoinput", deviceId }));
  `);
  await page.getByText(AIM).waitFor();
  await page.getByRole("button", { name: "换摄像头" }).click();
  await expect.poll(() => page.evaluate("openings.at(-1).deviceId?.exact")).toBe("two");
  await page.getByText(AIM).waitFor();
  await page.context().close();
});

test("a camera that plays only after a touch asks for one", async () => {
  const page = await gate(`{
    const { play } = HTMLMediaElement.prototype;
    const { set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "srcObject");
    let isTouched = false;
    addEventListener("pointerdown", () => (isTouched = true), true);
    HTMLMediaElement.prototype.play = function () {
      return isTouched ? play.call(this) : Promise.reject(new DOMException("", "NotAllowedError"));
    };
    Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
      set(stream) {
        this.removeAttribute("autoplay");
        set.call(this, stream);
      },
    });
  }`);
  await page.getByRole("button", { name: "点一下，开始扫码" }).click();
  await page.getByText(AIM).waitFor();
  await page.context().close();
});

test("a scan program that is gone is started again by itself, then it is said; typed codes are still checked", async () => {
  const program = "**/assets/scan-worker-*";
  let requests = 0;
  const page = await gate(NO_WORKER, (blank) =>
    blank.route(program, (route) => {
      requests += 1;
      return route.fulfill({ status: 404, body: "" });
    }),
  );
  await page.getByText("扫码程序不能运行").waitFor();
  expect(requests).toBe(2);
  await typeCode(page, await showCode());
  await page.getByRole("button", { name: "确认登记" }).waitFor();
  await page.getByRole("button", { name: "不登记" }).click();
  await page.unroute(program);
  await page.getByRole("button", { name: "再试一次" }).click();
  await page.getByText(AIM).waitFor();
  await page.context().close();
});

test("a gate that is left while its scan program loads lets the program close the picture it has, and ends it then", async () => {
  const program = "**/assets/scan-worker-*";
  const release = Promise.withResolvers<undefined>();
  const page = await gate(
    `${NO_WORKER}{
      const { postMessage, terminate } = Worker.prototype;
      globalThis.acts = [];
      Worker.prototype.postMessage = function (...given) { acts.push("picture"); return postMessage.apply(this, given); };
      Worker.prototype.terminate = function () { acts.push("end"); return terminate.call(this); };
    }`,
    (blank) =>
      blank.route(program, async (route) => {
        await release.promise;
        await route.continue();
      }),
  );
  await expect.poll(() => page.evaluate("acts")).toEqual(["picture"]);
  await page.getByRole("navigation", { name: "主导航" }).getByRole("link").first().click();
  await page.getByText(AIM).waitFor({ state: "detached" });
  expect(await page.evaluate("acts")).toEqual(["picture"]);
  release.resolve(undefined);
  await expect.poll(() => page.evaluate("acts")).toEqual(["picture", "end"]);
  await page.context().close();
});

test("a check that throws once is said, and the next scan goes on", async () => {
  const page = await gate();
  await page.getByText(AIM).waitFor();
  await page.getByText("核验资料：").waitFor();
  await page.evaluate(`{
    const { verify } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.verify = function (...given) {
      SubtleCrypto.prototype.verify = verify;
      throw new Error("a key cannot be used");
    };
  }`);
  await typeCode(page, await showCode());
  await page.getByText("本机核验时程序出了错").waitFor();
  await page.getByRole("button", { name: "继续扫码" }).click();
  await typeCode(page, await showCode());
  await page.getByRole("button", { name: "确认登记" }).waitFor();
  await page.context().close();
});

test("a registration that throws once leaves no dead button, and the next scan registers", async () => {
  const page = await gate();
  await page.getByText("核验资料：").waitFor();
  await typeCode(page, await showCode());
  await page.evaluate(`{
    const { getRandomValues } = Crypto.prototype;
    Crypto.prototype.getRandomValues = function () {
      Crypto.prototype.getRandomValues = getRandomValues;
      throw new Error("no random numbers");
    };
  }`);
  await page.getByRole("button", { name: "确认登记" }).click();
  await page.getByText("本机核验时程序出了错").waitFor();
  await page.getByRole("button", { name: "继续扫码" }).click();
  await typeCode(page, await showCode());
  await confirmPass(page);
  await page.context().close();
});

test("revocation lists that cannot be read are said large, at the camera and beside the verdict", async () => {
  const page = await gate(NO_WORKER, (blank) =>
    blank.route("**/status/*", (route) => route.fulfill({ contentType: "application/statuslist+jwt", body: "eyJ.no.list" })),
  );
  await page.getByRole("alert").filter({ hasText: "撤销名单读不出来" }).waitFor();
  await typeCode(page, await showCode());
  await page.getByRole("alert").filter({ hasText: "没有取到武汉市的撤销名单" }).waitFor();
  await page.context().close();
});

test("a gate whose clock is put right without a network accepts an honest code; with an unchecked clock it blames neither phone", async () => {
  const page = await gate(MOVABLE_CLOCK);
  await page.getByText("核验资料：刚刚更新").waitFor();
  await page.context().setOffline(true);
  await moveClock(page, 0);
  await typeCode(page, await showCode());
  await page.getByRole("button", { name: "确认登记" }).waitFor();
  await page.getByRole("button", { name: "不登记" }).click();
  // The phone forgets when it learned the time: a new start of a phone that a person has set wrong.
  await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
  await page.context().addInitScript("localStorage.removeItem('yima-clock-offset'); sessionStorage.setItem('moved', '600000');");
  await page.reload();
  await page.getByText(AIM).waitFor();
  await typeCode(page, await showCode());
  await page.getByText("两部手机的时间差了 10 分钟").waitFor();
  await page.context().close();
});
