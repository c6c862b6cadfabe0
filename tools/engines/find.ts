/** The browser engines in which the tests `engines` run the main story: finds Chromium 80, Firefox ESR and WebKitGTK, and installs missing ones if this process may. */
import { existsSync, globSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { install, mayInstall } from "../apt.ts";
import { root, run } from "../command.ts";
import { isExecutable, onPath } from "../programs.ts";
import { fetchChromium80, findChromium80 } from "./chromium-80.ts";

type Place = { readonly program: string } | { readonly reason: string };

const FIREFOX_PACKAGES = ["firefox-esr"];
/** The packages of WebKitGTK. `locales` has the source of the locale zh_CN: without a locale the language of the page is "C", which formatters refuse. */
const WEBKIT_PACKAGES = ["webkit2gtk-driver", "xvfb", "locales", "gstreamer1.0-plugins-good"];
const MINI_BROWSERS = "/usr/lib{,64,/*-linux-gnu,exec}/webkit2gtk-4.*/MiniBrowser";

/** The name of the locale for WebKitGTK, and the folder in which the C library must look for it. */
export const LOCALE = "zh_CN.UTF-8";
export const localeFolder = join(root, ".cache", "engines", "locale");

const ENGINES = {
  "Chromium 80": { find: findChromium80, bring: fetchChromium80 },
  "Firefox ESR": { find: findFirefox, bring: () => bring(findFirefox, FIREFOX_PACKAGES) },
  WebKitGTK: { find: findWebKit, bring: bringWebKit },
} as const satisfies Readonly<Record<string, { find: () => Place; bring: () => Promise<void> }>>;

export type EngineName = keyof typeof ENGINES;

export const ENGINE_NAMES = ["Chromium 80", "Firefox ESR", "WebKitGTK"] as const satisfies readonly EngineName[];

/** Whether YIMA_ALL_ENGINES is 1: then a missing engine makes the tests fail; otherwise the tests leave it out and print the reason. */
export const allDemanded = process.env["YIMA_ALL_ENGINES"] === "1";

export function findEngine(name: EngineName): Place {
  return ENGINES[name].find();
}

/** Installs the missing engines if possible. Returns a sentence for each engine that is still missing; rejects instead if `allDemanded` is set. */
export async function needEngines(): Promise<readonly string[]> {
  const away: string[] = [];
  for (const name of ENGINE_NAMES) {
    const failure = await ENGINES[name].bring().then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const place = findEngine(name);
    if ("reason" in place) away.push(`The story does not run in ${name}: ${failure ?? place.reason}`);
  }
  if (allDemanded && away.length > 0) throw new Error(away.join("\n"));
  return away;
}

function findFirefox(): Place {
  const program = onPath("firefox-esr", "firefox");
  return program === undefined ? { reason: "no firefox-esr on the search path" } : { program };
}

function findWebKit(): Place {
  const missing = ["WebKitWebDriver", "Xvfb"].filter((each) => onPath(each) === undefined);
  const program = globSync(MINI_BROWSERS).find(isExecutable);
  if (program === undefined) return { reason: "there is no MiniBrowser of WebKitGTK" };
  if (missing.length > 0) return { reason: `there is no ${missing.join(" and no ")}` };
  return existsSync(join(localeFolder, LOCALE))
    ? { program }
    : { reason: `the locale ${LOCALE} is not made: npm run engines makes it` };
}

async function bring(find: () => Place, packages: readonly string[]): Promise<void> {
  if ("reason" in find() && mayInstall()) await install(packages);
}

async function bringWebKit(): Promise<void> {
  await makeLocale();
  await bring(findWebKit, WEBKIT_PACKAGES);
  await makeLocale();
}

async function makeLocale(): Promise<void> {
  if (existsSync(join(localeFolder, LOCALE)) || onPath("localedef") === undefined) return;
  mkdirSync(localeFolder, { recursive: true });
  // The status is ignored: localedef warns about its own source and ends with 1, although it makes the locale.
  await run("localedef", ["-i", "zh_CN", "-f", "UTF-8", join(localeFolder, LOCALE)], { capture: true });
}
