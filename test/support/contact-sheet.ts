/** Puts small pictures of one screen on one sheet: a row per state, a column per appearance. Does nothing in a run without pictures. */
import type { Browser, Page } from "playwright-core";
import { pictureFile, takesPictures } from "./pictures.ts";

const PICTURE_WIDTH = 195;

/** The columns of a sheet whose rows are added by `addDressed`. */
export const LANGUAGES_AND_SIZES = ["中文", "长辈版", "English", "English, elder"] as const;

/** Opens an address of the app in a language, in elder mode or not. */
export async function dress(page: Page, address: string, language: "zh" | "en", elder: boolean): Promise<void> {
  await page.evaluate(
    ([tongue, large]) => {
      localStorage.setItem("yima-language", tongue);
      localStorage.setItem("yima-elder", large ? "1" : "0");
    },
    [language, elder] as const,
  );
  await page.goto(address);
  await page.waitForLoadState("networkidle");
  await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
}

export class ContactSheet {
  readonly #columns: readonly string[];
  readonly #rows = new Map<string, string[]>();

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  /** Takes a picture of the page for the next column of a row. */
  async add(row: string, page: Page): Promise<void> {
    if (!takesPictures()) return;
    const picture = (await page.screenshot({ animations: "disabled", scale: "css" })).toString("base64");
    this.#rows.set(row, [...(this.#rows.get(row) ?? []), picture]);
  }

  /** Takes the four pictures of a row whose columns are LANGUAGES_AND_SIZES: loads the page again in each. @param show brings the part of the page into view that the picture is about */
  async addDressed(row: string, page: Page, show: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    if (!takesPictures()) return;
    const { pathname } = new URL(page.url());
    for (const language of ["zh", "en"] as const)
      for (const elder of [false, true]) {
        await dress(page, pathname, language, elder);
        await show();
        await this.add(row, page);
      }
    await dress(page, pathname, "zh", false);
  }

  /** Writes the sheet into the folder of the pictures. */
  async write(browser: Browser, name: string): Promise<void> {
    const path = pictureFile(name);
    if (path === undefined) return;
    const heads = this.#columns.map((column) => `<th>${column}</th>`).join("");
    const rows = [...this.#rows].map(([row, pictures]) => {
      const cells = pictures.map((each) => `<td><img width="${PICTURE_WIDTH}" alt="" src="data:image/png;base64,${each}"></td>`);
      return `<tr><th>${row}</th>${cells.join("")}</tr>`;
    });
    const page = await browser.newPage({ viewport: { width: 100, height: 100 } });
    const style = "body { margin: 0; width: max-content; font: 13px sans-serif } td { line-height: 0 }";
    await page.setContent(`<style>${style}</style><table><tr><th></th>${heads}</tr>${rows.join("")}</table>`);
    await page.locator("table").screenshot({ path });
    await page.close();
  }
}
