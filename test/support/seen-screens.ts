/** What fills a gate's screen, by which a test knows that a verdict was never shown, however short. */
import type { Page } from "playwright-core";

/** Runs inside the page: records the class of each verdict and each wait from now on. */
export function recordScreens(): void {
  const seen: string[] = [];
  Object.assign(globalThis, { seen });
  new MutationObserver(() => {
    const name = document.querySelector(".verdict, .confirmation")?.className ?? "";
    if (name !== (seen.at(-1) ?? "")) seen.push(name);
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

/** What has filled the screen since the last call. */
export function seenScreens(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { seen } = globalThis as unknown as { readonly seen: string[] };
    return seen.splice(0).filter((name) => name !== "");
  });
}
