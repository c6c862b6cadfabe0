/** Finds the Chromium for the end-to-end tests. As root on Debian it installs a missing one. */
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

/** The path of a Chromium: from the variable CHROMIUM, the search path, or its usual places. */
export function findChromium(): string | undefined {
  const configured = process.env.CHROMIUM ?? "";
  if (configured !== "") return isExecutable(configured) ? configured : undefined;
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...PLACES].find(isExecutable);
}

/** The path of a Chromium, installed first if necessary and possible. Throws with a sentence that names the missing program. */
export async function needChromium(): Promise<string> {
  const configured = process.env.CHROMIUM ?? "";
  if (configured !== "" && !isExecutable(configured))
    throw new Error(`The variable CHROMIUM names ${configured}, which is not a program`);
  const present = findChromium();
  if (present !== undefined && hasChineseFont()) return present;
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
    "There is no Chromium. Install it (on Debian: apt-get install chromium fonts-noto-cjk) " +
      "or write the path of its program into the variable CHROMIUM.",
  );
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version");
}

/** Only the pictures need the font. Without fontconfig (`fc-list`) the answer is true, so that nothing is installed for it. */
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
