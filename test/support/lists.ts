/** Files of lists on the officers' pages in the end-to-end tests: one officer chooses and proposes a file, another one opens and approves it. */
import type { Page } from "playwright-core";

export const HEADING = "证件号码,名单,开始日期,结束日期,来源地区,编号";

export function sheet(name: string, lines: readonly string[]) {
  return { name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
}

/** Chooses a file on the page, and waits until it is read. */
export async function choose(page: Page, file: ReturnType<typeof sheet>): Promise<void> {
  await page.getByLabel("选择文件").setInputFiles(file);
  await page.getByRole("heading", { name: file.name }).waitFor();
  await page.getByText("已读取，还没有提议").waitFor();
}

/** Proposes the file that was read. */
export async function proposeFile(page: Page, reason: string, evidence: string): Promise<void> {
  await page.getByRole("button", { name: "提议录入" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(reason).click();
  await dialog.getByLabel("证据").fill(evidence);
  await dialog.getByRole("button", { name: "提议", exact: true }).click();
  await page.getByText("已提议，等另一位负责人核对后批准。").waitFor();
}

/** The other officer opens the waiting file from the list of proposals. */
export async function openFile(page: Page, region: string, file: string): Promise<void> {
  await page.goto(`/admin/${region}/proposals`);
  await page
    .getByRole("row", { name: new RegExp(file.replaceAll(".", String.raw`\.`)) })
    .getByRole("link", { name: "查看并审批" })
    .click();
  await page.getByRole("heading", { name: file }).waitFor();
}

export async function decide(page: Page, act: "批准" | "拒绝", note: string): Promise<void> {
  await page.getByRole("button", { name: act, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("核对说明").fill(note);
  await dialog.getByRole("button", { name: act, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** A file as Chinese Windows saves it. */
export function inGbk({ buffer, ...file }: ReturnType<typeof sheet>): ReturnType<typeof sheet> {
  const decoder = new TextDecoder("gb18030");
  const bytesOf = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1)
      if (trail !== 0x7f) bytesOf.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  const bytes = Array.from(buffer.toString()).flatMap((sign) => bytesOf.get(sign) ?? [sign.charCodeAt(0)]);
  return { ...file, buffer: Buffer.from(bytes) };
}
