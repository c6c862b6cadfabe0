/** The demonstration with phones that have the session's cookie of its resident, and nothing else in their storage. */
import type { Browser } from "playwright-core";
import { HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo } from "../../tools/demo.ts";
import { loginCookies } from "./acts.ts";
import { openBrowser, openPhone, type Phone } from "./browser.ts";
import { type Running, startRunning } from "./running.ts";

export interface ResidentPhones {
  readonly running: Running;
  readonly browser: Browser;
  /** The resident's entry. */
  readonly origin: string;
  /** Opens the app on a new phone. `script` runs before the page's own. */
  readonly open: (script?: string) => Promise<Phone>;
  readonly dispose: () => Promise<void>;
}

export async function startResidentPhones(): Promise<ResidentPhones> {
  const running = await startRunning();
  await fillDemo(running.port);
  const browser = await openBrowser("allow");
  const cookies = await loginCookies(browser, running, HOSTS.resident, RESIDENT.phone);
  const origin = `http://${HOSTS.resident}:${running.port}`;
  return {
    running,
    browser,
    origin,
    async open(script) {
      const phone = await openPhone(browser, origin);
      await phone.context.addCookies(cookies);
      if (script !== undefined) await phone.context.addInitScript(script);
      await phone.page.goto("/");
      return phone;
    },
    async dispose() {
      await browser.close();
      await running.dispose();
    },
  };
}
