/** An appeal in the browser: a person with a yellow code writes it on the phone, two administrators grant it on the PC, and the code is green again. Source: product.md §2, §3. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { type ClientRequest, request } from "node:http";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MAX_FILE_BYTES } from "../../src/domain/appeal/file.ts";
import { dateOf } from "../../src/domain/china-time.ts";
import { RESIDENT } from "../../tools/demo-cast.ts";
import { logIn } from "../support/acts.ts";
import { type Phone, openBrowser, openPhone } from "../support/browser.ts";
import { agree, declareFever } from "../support/declaration-form.ts";
import { DISTRICT, openDesk, STREET } from "../support/desk.ts";
import { appoint, bind, declareStaying, HUBEI, type Member, operatorsEnter } from "../support/hubei.ts";
import { settleStorage } from "../support/phone-storage.ts";
import { noteNames, storedText } from "../support/phone-storage.ts";
import { aPhoto, measured } from "../support/photo.ts";
import { type Running, startRunning } from "../support/running.ts";
import { Screens } from "../support/screens.ts";

const OFFICE = "office.hubei.localhost";
const screens = new Screens();

let running: Running;
let browser: Browser;
let phone: Phone;
let desk: Phone;
let other: Phone;
/** A session of the resident's account on another device. */
let elsewhere: Member;

const A_PDF = { name: "阴性证明.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n% a certificate\n%%EOF\n") };

beforeAll(async () => {
  running = await startRunning();
  browser = await openBrowser("allow");
  elsewhere = await bind(running, RESIDENT);
  await declareStaying(elsewhere, RESIDENT.phone);
  for (const officer of [DISTRICT, STREET]) {
    await bind(running, officer);
    await appoint(running, officer, "4201");
  }
  const document = { type: "10", number: RESIDENT.people[0].number };
  const entry = { kind: "potential_contact", from: dateOf(Date.now()), until: null, source: "4201", reference: "7-31" };
  await operatorsEnter(running, { document, ...entry });
  phone = await openPhone(browser, `http://${HUBEI}:${running.port}`);
  desk = await openDesk(browser, `http://${OFFICE}:${running.port}`);
  other = await openDesk(browser, `http://${OFFICE}:${running.port}`);
});
afterAll(async () => {
  await browser.close();
  await running.dispose();
});

test("a person who is yellow by a list photographs a proof: a failed upload is repeated, and a file of another type is refused", async () => {
  const { page, context } = phone;
  await logIn(phone.page, running, RESIDENT.phone);
  await page.getByRole("link", { name: "申诉" }).click();
  await page.getByRole("button", { name: "提交申诉" }).click();
  await page.getByRole("alert").getByText("请写明哪里不对。").waitFor();
  await page.getByLabel("您认为哪里不对？").fill("那天我不在武汉，\n是同名同姓的人");
  await screens.see(page, "appeal");
  await context.setOffline(true);
  const photo = await aPhoto(page);
  expect(photo.buffer.includes("Exif")).toBe(true);
  await page.getByLabel("拍照").setInputFiles(photo);
  await page.getByText("没有网络。连上网络后再试一次。").waitFor();
  await context.setOffline(false);
  await page.getByRole("button", { name: "重传附件 1" }).click();
  await page.getByText("✓ 已上传").waitFor();
  // Taking a photo opens another app, and a small phone then kills the page.
  await settleStorage(page);
  await page.reload();
  await page.getByText("✓ 已上传").waitFor();
  expect(await page.getByLabel("您认为哪里不对？").inputValue()).toBe("那天我不在武汉，\n是同名同姓的人");
  const note = { name: "notes.pdf", mimeType: "application/pdf", buffer: Buffer.from("no proof") };
  await page.getByLabel("选择文件").setInputFiles([A_PDF, note]);
  await page.getByText("这个文件打不开").waitFor();
  await page.getByRole("button", { name: "提交申诉" }).click();
  await page.getByText("有附件没有传上").waitFor();
  await screens.see(page, "appeal-files");
  await page.getByRole("button", { name: "删除附件 3" }).click();
  await expect.poll(() => page.getByText("✓ 已上传").count()).toBe(2);
});

test("the phone's storage shows neither the words of the appeal nor its files", async () => {
  const { page } = phone;
  const kinds = (await page.evaluate(noteNames)).flatMap((name) =>
    name.startsWith("sealed appeal") ? [name.split(" ")[1]] : [],
  );
  expect(kinds).toEqual(["appeal", "appeal-file", "appeal-file"]);
  const stored = await page.evaluate(storedText);
  // The beginning of a JPEG and of a PDF, also in base64.
  const words = ["同名同姓", "阴性证明", "JFIF", "/9j/4AAQ", "%PDF", "JVBERi0"];
  expect(words.filter((word) => stored.includes(word))).toEqual([]);
});

/** Begins an upload of the largest allowed size that never ends: after the headers and the first bytes, nothing more is sent. Resolves when these bytes are written. */
async function aStandingUpload(): Promise<ClientRequest> {
  const { visitor, id } = elsewhere;
  const path = `/api/v1/people/${id}/appeals/${randomUUID()}/files/${randomUUID()}`;
  const headers = { host: HUBEI, "x-yima": "1", cookie: visitor.cookie ?? "", "content-length": MAX_FILE_BYTES };
  const upload = request({ host: "127.0.0.1", port: running.port, method: "PUT", path, headers });
  upload.on("error", () => undefined);
  await new Promise((done) => upload.write("%PDF-1.7", done));
  return upload;
}

test("the phone waits when files of others fill the server, and sends its own by itself afterwards", async () => {
  const { page } = phone;
  const uploads = await Promise.all([1, 2, 3].map(aStandingUpload));
  const busy = page.waitForResponse((answer) => answer.status() === 503);
  const large = Buffer.alloc(MAX_FILE_BYTES, A_PDF.buffer);
  await page.getByLabel("选择文件").setInputFiles({ ...A_PDF, name: "报告.pdf", buffer: large });
  expect((await busy).headers()["retry-after"]).toBe("2");
  for (const upload of uploads) upload.destroy();
  await expect.poll(() => page.getByText("✓ 已上传").count(), { timeout: 150_000 }).toBe(3);
  await page.getByRole("button", { name: "删除附件 3" }).click();
  await expect.poll(() => page.getByText("✓ 已上传").count()).toBe(2);
});

test("the proof is sent with the appeal, and the phone shows the time of the answer", async () => {
  const { page } = phone;
  await page.getByRole("button", { name: "提交申诉" }).click();
  await page.getByText("等待答复").waitFor();
  await page.getByText("那天我不在武汉， 是同名同姓的人").waitFor();
  expect((await page.evaluate(noteNames)).filter((name) => name.includes("appeal"))).toEqual([]);
  await page.getByRole("link", { name: "附件 2（PDF，1 KB）" }).waitFor();
  await screens.see(page, "appeal-waiting");
  const path = await page.getByRole("link", { name: /^附件 1（图片/ }).getAttribute("href");
  await page.goto("/");
  await page.getByText(/^等待答复，\d+月\d+日/).waitFor();
  const sent = await page.evaluate(measured, path ?? "");
  // The phone has drawn the picture again: it is smaller and has no Exif data of the camera.
  expect(sent).toEqual({ width: 2000, height: 1500, exif: false });
});

test("one administrator agrees, and the appeal waits for another", async () => {
  const { page } = desk;
  await logIn(desk.page, running, DISTRICT.phone);
  await page.goto("/admin/4201/appeals");
  await page.getByRole("button", { name: "答复 尹**" }).waitFor();
  await page.getByRole("link", { name: "申诉 1 件待答复" }).waitFor();
  await screens.see(page, "admin-appeals");
  await page.getByRole("button", { name: "答复 尹**" }).click();
  await page.getByRole("button", { name: /^打开附件 1/ }).click();
  await page.getByRole("img", { name: /^附件 1/ }).waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page
      .getByRole("button", { name: /^打开附件 2/ })
      .click()
      .then(() => page.getByRole("link", { name: /^保存附件 2/ }).click()),
  ]);
  expect(readFileSync(await saved.path())).toEqual(A_PDF.buffer);
  await page.getByText("不是此人").click();
  await page.getByLabel("答复内容").fill("核对为同名同姓");
  await screens.see(page, "admin-appeal-answer");
  await page.getByRole("dialog").getByRole("button", { name: "答复", exact: true }).click();
  await page.getByText("等另一位管理员同意后生效").waitFor();
});

test("another administrator agrees on the same ground, and the queue is empty", async () => {
  const { page } = other;
  await logIn(other.page, running, STREET.phone);
  await page.goto("/admin/4201/appeals");
  await page.getByText("一位已同意，等您").waitFor();
  await page.getByRole("button", { name: "答复 尹**" }).click();
  // The second one chooses without seeing the first choice.
  await expect.poll(() => page.getByRole("dialog").getByRole("radio", { checked: true }).count()).toBe(0);
  await page.getByText("不是此人").click();
  await page.getByLabel("答复内容").fill("核对为同名同姓");
  await page.getByRole("dialog").getByRole("button", { name: "答复", exact: true }).click();
  await page.getByText("没有待答复的申诉").waitFor();
  await page.getByRole("link", { name: "申诉", exact: true }).waitFor();
  await screens.see(page, "admin-appeals-empty");
});

test("the phone shows the answer, also in English, and its code is green", async () => {
  const { page } = phone;
  await page.evaluate(() => localStorage.setItem("yima-language", "en"));
  await page.goto("/appeals");
  await page.getByText("Granted", { exact: true }).waitFor();
  await page.getByText("核对为同名同姓").waitFor();
  await screens.see(page, "appeal-granted-english");
  await page.goto("/");
  await page.getByRole("button", { name: /Green/ }).waitFor();
  await page.getByText("answered: granted").waitFor();
  await expect.poll(() => page.getByRole("link", { name: "Appeal", exact: true }).count()).toBe(0);
  await page.getByRole("link", { name: "See the appeal" }).scrollIntoViewIfNeeded();
  await screens.see(page, "code-appeal-granted-english");
});

test("the person sees who opened which file, and why", async () => {
  const { page } = phone;
  await page.evaluate(() => localStorage.setItem("yima-language", "zh"));
  await page.goto("/looks");
  await expect.poll(() => page.getByText("答复本人的申诉").count()).toBe(2);
  await page.getByText("申诉附件", { exact: false }).first().waitFor();
  await screens.see(page, "looks-appeal");
});

test("a declared fever turns the code yellow; the appeal with a negative test goes to the province", async () => {
  const { page } = phone;
  await page.goto("/");
  await page.goto("/declare");
  await agree(page);
  await page.goto("/");
  await declareFever(page);
  await page.getByRole("button", { name: /黄码/ }).waitFor();
  await page.getByRole("link", { name: "申诉", exact: true }).click();
  await page.getByLabel("您认为哪里不对？").fill("核酸检测为阴性，见附件");
  await page.getByLabel("选择文件").setInputFiles([A_PDF]);
  await page.getByText("✓ 已上传").waitFor();
  await page.getByRole("button", { name: "提交申诉" }).click();
  await page.getByText("等待答复").waitFor();
});

test("two officers of the province agree on the test, the only possible ground, and the phone is green", async () => {
  for (const [officer, { page }] of [
    [DISTRICT, desk],
    [STREET, other],
  ] as const) {
    await appoint(running, officer, "42");
    await page.goto("/admin/42/appeals");
    await page.getByRole("button", { name: "答复 尹**" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("附有阴性检测结果").click();
    await expect.poll(() => dialog.getByText("不是此人").count()).toBe(0);
    await dialog.getByLabel("答复内容").fill("已核对检测报告");
    if (officer === DISTRICT) await screens.see(page, "admin-appeal-fever");
    await dialog.getByRole("button", { name: "答复", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  }
  const { page } = phone;
  await page.goto("/");
  await page.getByRole("button", { name: /绿码/ }).waitFor();
  await screens.see(page, "code-appeal-fever-granted");
});

test("axe finds nothing on these screens, and no page reported an error", () => {
  expect(screens.findings()).toEqual([]);
  expect([phone, desk, other].flatMap(({ errors }) => errors)).toEqual([]);
});
