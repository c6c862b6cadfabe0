/** The page /check for tests: a nation with Wuhan and Hubei, a holder of each, and acts on the page. */
import type { Browser, Page } from "playwright-core";
import { HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillDemo, phoneOf } from "../../tools/demo.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { expect } from "vitest";
import { typeCode } from "./acts.ts";
import { openBrowser } from "./browser.ts";
import { bind, declareStaying, HUBEI } from "./hubei.ts";
import { aTestNation, NATION, recognise } from "./nation.ts";
import { type Running, startRunning } from "./running.ts";

const TRAVELLER = {
  phone: "13800000021",
  people: [{ relation: "self", name: "江北望", number: "420106198503030024" }],
} as const;

export interface CheckSystem {
  readonly running: Running;
  readonly browser: Browser;
  readonly origin: string;
  /** Holds a code of Wuhan, which shows no colours. */
  readonly resident: Visitor;
  /** Holds a green code of Hubei. */
  readonly traveller: Visitor;
  /** The nation lists Wuhan and Hubei. */
  readonly recognise: () => Promise<void>;
  readonly dispose: () => Promise<void>;
}

export async function startCheckSystem(): Promise<CheckSystem> {
  const nation = await aTestNation();
  const running = await startRunning({ bindings: nation.bindings });
  await fillDemo(running.port);
  const member = await bind(running, TRAVELLER);
  await declareStaying(member, TRAVELLER.phone);
  const resident = running.visitor(HOSTS.resident);
  await resident.logIn(RESIDENT.phone);
  const browser = await openBrowser("allow");
  return {
    running,
    browser,
    origin: `http://${HOSTS.resident}:${running.port}`,
    resident,
    traveller: member.visitor,
    recognise: () =>
      recognise(running, nation, [
        ["0", NATION],
        ["4201", HOSTS.resident],
        ["42", HUBEI],
      ]),
    dispose: async () => {
      await browser.close();
      await running.dispose();
      nation.remove();
    },
  };
}

export interface AgeingSystem extends CheckSystem {
  /** The clock of both holders' phones, by which the test moves on: ms ahead. */
  readonly moved: { aheadMs: number };
  readonly clock: () => number;
  /** A new live code of the resident, and of the traveller, by that clock. */
  readonly ownCode: () => Promise<string>;
  readonly otherCode: () => Promise<string>;
}

/** The same system after the nation has listed both issuers, for tests in which data grow old. */
export async function startAgeingSystem(): Promise<AgeingSystem> {
  const system = await startCheckSystem();
  await system.recognise();
  const moved = { aheadMs: 0 };
  const clock = () => Date.now() + moved.aheadMs;
  const [ownCode, otherCode] = [await phoneOf(system.resident, clock), await phoneOf(system.traveller, clock)];
  return { ...system, moved, clock, ownCode, otherCode };
}

/** Opens the page and waits until it has the data for checking codes. */
export async function openCheck(page: Page): Promise<void> {
  await page.goto("/check");
  await page.getByText("核验资料：").waitFor();
}

/** The heading of a verdict. */
export function verdict(page: Page, word: string) {
  return page.getByRole("heading", { name: word, exact: true });
}

export async function nextCode(page: Page): Promise<void> {
  await page.getByRole("button", { name: "核验下一个" }).click();
  await page.locator(".verdict").waitFor({ state: "detached" });
}

/** Opens the page and gives it a new code, again and again, until the verdict has this word: what the nation and other issuers publish takes seconds to arrive. */
export async function untilVerdict(page: Page, word: string, makeCode: () => Promise<string>): Promise<void> {
  const look = async (): Promise<number> => {
    await openCheck(page);
    await typeCode(page, await makeCode());
    await page.locator(".verdict").waitFor();
    return verdict(page, word).count();
  };
  await expect.poll(look, { interval: 3000 }).toBe(1);
}
