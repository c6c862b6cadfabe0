/** Two officers for the end-to-end tests, each with a page of an office PC, appointed through the request /local/administrators, which only the local build has. */
import type { Browser } from "playwright-core";
import * as z from "zod";
import { type Account, HOSTS } from "../../tools/demo-cast.ts";
import { enrol } from "../../tools/demo.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { logIn } from "./acts.ts";
import { openBrowser, type Phone } from "./browser.ts";
import { DISTRICT, openDesk, STREET } from "./desk.ts";
import { type Running, startRunning } from "./running.ts";

export interface Officers {
  readonly running: Running;
  readonly browser: Browser;
  /** The two officers' pages, logged in. */
  readonly first: Phone;
  readonly second: Phone;
  readonly close: () => Promise<void>;
}

interface Place {
  readonly host: string;
  readonly region: string;
}

/** Logs an account in, binds its people and makes it an administrator of a division. Returns its session. */
export async function inCharge(port: number, host: string, account: Account, division: string): Promise<Visitor> {
  const visitor = await enrol(port, host, account);
  await visitor.ask("POST", "/local/administrators", z.unknown(), { division, phone: account.phone });
  return visitor;
}

/**
 * Starts a system for one test file, and opens the pages of two officers of one issuer.
 * @param bindings settings of this system
 * @param fill prepares data before the officers log in; gets the first officer's session
 */
export async function openOfficers(
  { host, region }: Place = { host: HOSTS.administrator, region: "4201" },
  fill: (running: Running, first: Visitor) => Promise<void> = async () => undefined,
  bindings: Readonly<Record<string, string>> = {},
): Promise<Officers> {
  const running = await startRunning({ bindings });
  const api = await inCharge(running.port, host, DISTRICT, region);
  await inCharge(running.port, host, STREET, region);
  await fill(running, api);
  const browser = await openBrowser();
  const origin = `http://${host}:${running.port}`;
  const [first, second] = [await openDesk(browser, origin), await openDesk(browser, origin)];
  await logIn(first.page, running, DISTRICT.phone);
  await logIn(second.page, running, STREET.phone);
  const close = async () => {
    await browser.close();
    await running.dispose();
  };
  return { running, browser, first, second, close };
}
