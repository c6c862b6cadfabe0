/** Finds the browser that the end-to-end tests drive; on Debian as root it is installed where there is none. */
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./command.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

const PLACES = [
  "/usr/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

const PACKAGES = ["chromium", "fonts-noto-cjk"];

/** The path of a Chromium, by the variable CHROMIUM, the search path or its usual places. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM ?? "";
  if (named !== "") return isExecutable(named) ? named : undefined;
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...PLACES].find(isExecutable);
}

/** The path of a Chromium, after installing one where that is possible. Throws with a sentence that says what is missing. */
export async function needChromium(): Promise<string> {
  const named = process.env.CHROMIUM ?? "";
  if (named !== "" && !isExecutable(named)) throw new Error(`The variable CHROMIUM names ${named}, which is no program`);
  const found = findChromium();
  if (found !== undefined && hasChineseFont()) return found;
  if (mayInstall()) {
    process.stdout.write(`Installing ${PACKAGES.join(" and ")} by apt-get …\n`);
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-q"], { env, capture: true });
    const { status, output } = await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...PACKAGES], {
      env,
      capture: true,
    });
    if (status !== 0) throw new Error(`apt-get install ${PACKAGES.join(" ")} failed:\n${output}`);
  }
  const browser = findChromium();
  if (browser !== undefined) return browser;
  throw new Error(
    "No Chromium was found. Install one (on Debian: apt-get install chromium fonts-noto-cjk) " +
      "or name its program in the variable CHROMIUM.",
  );
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version");
}

/** Only the pictures need it: without fontconfig nothing can be said, and nothing is asked for. */
function hasChineseFont(): boolean {
  try {
    return execFileSync("fc-list", [":lang=zh"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }) !== "";
  } catch {
    return true;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
