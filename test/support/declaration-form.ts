/** Fills the declaration form as a staying resident of the demonstration community, one question per step. */
import { ADDRESS } from "../../tools/demo-cast.ts";
import type { Acting } from "./acting.ts";

/**
 * Fills and sends the form, from the first question to the receipt. It already has the account's phone number.
 * @param steps the buttons from the form's first choice to the community; without them its name is typed
 */
export async function declare<P extends Acting>(
  page: P,
  screens: { readonly see: (page: P, name: string) => Promise<void> },
  steps: readonly string[] = [],
): Promise<void> {
  await agree(page);
  await fillDeclaration(page, screens, steps);
}

/** The same after the agreement. @param temperature as it is typed; this release also reads the full stop of a Chinese keyboard */
export async function fillDeclaration<P extends Acting>(
  page: P,
  screens: { readonly see: (page: P, name: string) => Promise<void> },
  steps: readonly string[] = [],
  temperature = "36。5",
): Promise<void> {
  const next = () => page.getByRole("button", { name: "下一步" }).click();
  await page.getByText("第 1 步").waitFor();
  await page.getByRole("radio", { name: /^(?:留汉|在鄂)/ }).check();
  await screens.see(page, "declare-1-category");
  await next();

  await page.getByText("第 2 步").waitFor();
  await page.getByRole("button", { name: steps[0] ?? "青山区" }).waitFor();
  await screens.see(page, "declare-2-address");
  for (const step of steps) await page.getByRole("button", { name: step }).click();
  if (steps.length === 0) await typeCommunity(page);
  await page.getByLabel("详细地址").fill(ADDRESS);
  await next();

  await page.getByText("第 3 步").waitFor();
  await page.getByRole("radio", { name: "就在这个住址" }).check();
  await screens.see(page, "declare-3-present");
  await next();

  await page.getByText("第 4 步").waitFor();
  await screens.see(page, "declare-4-phone");
  await next();

  await page.getByText("第 5 步").waitFor();
  await page.getByLabel("今天的体温（℃）").fill(temperature);
  await page.getByRole("checkbox", { name: "没有症状" }).check();
  await screens.see(page, "declare-5-health");
  await next();

  await page.getByText("第 6 步").waitFor();
  await page.getByRole("radio", { name: "没有接触" }).check();
  await screens.see(page, "declare-6-contact");
  await next();

  await page.getByText("第 7 步").waitFor();
  await screens.see(page, "declare-7-places");
  await next();

  await page.getByText("第 8 步").waitFor();
  await page.getByRole("checkbox", { name: /^我承诺/ }).check();
  await screens.see(page, "declare-8-review");
  await page.getByRole("button", { name: "提交" }).click();

  await page.getByRole("heading", { name: "申报成功" }).waitFor();
  await screens.see(page, "declared");
}

/** Before the first declaration on a phone. */
export async function agree(page: Acting): Promise<void> {
  await page.getByRole("button", { name: "同意，开始填写" }).click();
  await page.getByText(/^第 1 步/).waitFor();
}

/** Declares again from the code with a fever, the other answers unchanged, and returns to the code. */
export async function declareFever(page: Acting): Promise<void> {
  await page.getByRole("link", { name: "重新上报" }).click();
  for (let step = 1; step < 8; step += 1) {
    await page.getByText(`第 ${step} 步`).waitFor();
    if (step === 5) {
      await page.getByLabel("今天的体温（℃）").fill("38.0");
      await page.getByRole("checkbox", { name: "发热" }).check();
    }
    await page.getByRole("button", { name: "下一步" }).click();
  }
  await page.getByRole("checkbox", { name: /^我承诺/ }).check();
  await page.getByRole("button", { name: "提交" }).click();
  await page.getByText("现在请这样做：").waitFor();
  await page.getByRole("link", { name: "出示健康码" }).click();
}

async function typeCommunity(page: Acting): Promise<void> {
  await page.getByLabel("输入名称").fill("康苑社区");
  const matches = page.getByRole("list", { name: "找到的地方" });
  await matches.getByRole("button", { name: /红卫路街道/ }).click();
}
