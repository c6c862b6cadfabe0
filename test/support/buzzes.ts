/** The vibrations of a gate's phone, by which a test knows which signal the collector got. */
import type { Page } from "playwright-core";

export const PASS_BUZZ = [80];
export const ASK_BUZZ = [80, 80, 80, 80, 80];
export const STOP_BUZZ = [250, 120, 250];

/** Runs inside the page: records its vibrations from now on. */
export function recordBuzzes(): void {
  const buzzes: unknown[] = [];
  Object.assign(globalThis, { buzzes });
  navigator.vibrate = (pattern) => buzzes.push(pattern) > 0;
}

/** The last recorded vibration. */
export function lastBuzz(page: Page): Promise<unknown> {
  return page.evaluate(() => (globalThis as unknown as { readonly buzzes: readonly unknown[] }).buzzes.at(-1));
}
