/** Officers for the end-to-end tests: in charge of a division by the door that only a local build has, two of them at their desks. */
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
  /** Each logged in at a desk of their own. */
  readonly first: Phone;
  readonly second: Phone;
  readonly close: () => Promise<void>;
}

interface Place {
  readonly host: string;
  readonly region: string;
}

/** An account that has bound its people, and is in charge of a division. */
export async function inCharge(port: number, host: string, account: Account, division: string): Promise<Visitor> {
  const visitor = await enrol(port, host, account);
  await visitor.ask("POST", "/local/administrators", z.unknown(), { division, phone: account.phone });
  return visitor;
}

/**
 * A system of its own, and two officers of one issuer before it: most of what they do needs both.
 * @param fill what is there before they log in; it gets the first officer's interface
 */
export async function openOfficers(
  { host, region }: Place = { host: HOSTS.administrator, region: "4201" },
  fill: (running: Running, first: Visitor) => Promise<void> = async () => undefined,
): Promise<Officers> {
  const running = await startRunning();
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
