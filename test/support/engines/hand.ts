/** The methods of Playwright's `Page` that the story uses, for a page of any engine, made by functions that run inside the page. */
import { setTimeout } from "node:timers/promises";
import type { Acting, Spot } from "../acting.ts";
import { LOADED_MS } from "../patience.ts";
import type { Tab } from "./engine.ts";
import { type Act, actOn, type Clue } from "./in-page.ts";

const PAUSE_MS = 100;

export interface Hand extends Acting {
  readonly tab: Tab;
  /** Runs a function inside the page again and again until it returns something other than false, null or undefined; throws after a minute. */
  readonly until: <A extends readonly unknown[], R>(act: (...args: A) => R | Promise<R>, ...args: A) => Promise<R>;
}

/** Makes the methods for a tab. @param origin the origin of addresses that are given as a path */
export function handOn(tab: Tab, origin: string): Hand {
  let url = origin;
  const until: Hand["until"] = async (act, ...args) => {
    const late = performance.now() + LOADED_MS;
    let reason: unknown;
    while (performance.now() < late) {
      try {
        const result = await tab.run(act, ...args);
        if (result !== false && result !== null && result !== undefined) return result;
      } catch (error) {
        // During a navigation there is no page in which the function could run: try again.
        reason = error;
      }
      await setTimeout(PAUSE_MS);
    }
    throw new Error(`in vain: ${JSON.stringify(args)}; the screen says: ${await screenText(tab)}`, { cause: reason });
  };
  const spotAt = (clues: readonly Clue[]): Spot => {
    const act = async (what: Act) => void (await until(actOn, clues, what));
    return {
      click: () => act({ kind: "click" }),
      check: () => act({ kind: "check" }),
      fill: (text) => act({ kind: "fill", text }),
      waitFor: () => act({ kind: "see" }),
      getByRole: (role, named = {}) => spotAt([...clues, { by: "role", role, words: wordsOf(named.name, named.exact) }]),
    };
  };
  return {
    tab,
    until,
    goto: async (path) => {
      ({ href: url } = new URL(path, origin));
      await tab.open(url);
    },
    url: () => url,
    getByRole: (role, named) => spotAt([]).getByRole(role, named),
    getByLabel: (text, { exact = false } = {}) => spotAt([{ by: "label", role: "", words: wordsOf(text, exact) }]),
    getByText: (text) => spotAt([{ by: "text", role: "", words: wordsOf(text) }]),
  };
}

function wordsOf(words: string | RegExp = "", exact = false): Clue["words"] {
  if (words instanceof RegExp) return [words.source, words.flags];
  const literal = words.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  return [exact ? `^${literal}$` : literal, "i"];
}

function screenText(tab: Tab): Promise<string> {
  return tab.run(() => `${location.href} ${document.body.innerText}`).catch(String);
}
