/** Two officers for the end-to-end tests, each with a page of an office PC, appointed through the request /local/administrators, which only the local build has. */
import type { Browser, Page } from "playwright-core";
import * as z from "zod";
import type { Proposals } from "../../src/contract/proposal/proposal.ts";
import { type Account, HOSTS } from "../../tools/demo-cast.ts";
import { enrol } from "../../tools/demo.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { logIn } from "./acts.ts";
import { openBrowser, type Phone } from "./browser.ts";
import { DISTRICT, openDesk, STREET } from "./desk.ts";
import { goAhead, type Running, startRunning } from "./running.ts";

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
  return { running, browser, first, second, close: closing(browser, running) };
}

/** The system of the officers goes on with its clock ahead (running.ts), and their pages stay open. */
export async function officersAhead(
  office: Officers,
  aheadMs: number,
  bindings: Readonly<Record<string, string>> = {},
): Promise<Officers> {
  const running = await goAhead(office.running, aheadMs, bindings);
  return { ...office, running, close: closing(office.browser, running) };
}

function closing(browser: Browser, running: Running): () => Promise<void> {
  return async () => {
    await browser.close();
    await running.dispose();
  };
}

/** Shows this page every count of a proposal as unfinished from its next load on, until the returned function is called. */
export async function stillCounting(page: Page): Promise<() => Promise<void>> {
  await page.addInitScript(countSlowly);
  await page.evaluate(() => sessionStorage.setItem("still-counting", "yes"));
  return () => page.evaluate(() => sessionStorage.removeItem("still-counting"));
}

/** Runs inside the page. */
function countSlowly(): void {
  const ask = window.fetch;
  window.fetch = async (input, init) => {
    const response = await ask(input, init);
    const isList = typeof input === "string" && input.endsWith("/api/v1/proposals") && (init?.method ?? "GET") === "GET";
    if (!isList || sessionStorage.getItem("still-counting") === null) return response;
    const all = (await response.json()) as Proposals;
    const proposals = all.proposals.map(({ count, ...proposal }) =>
      count === undefined ? proposal : { ...proposal, count: { ...count, shards: { counted: 4, all: 16 }, result: null } },
    );
    return Response.json({ ...all, proposals });
  };
}
