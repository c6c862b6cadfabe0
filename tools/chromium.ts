/**
 * Finds the Chromium for the end-to-end tests. As root on Debian it installs a missing one, with a Chinese font, and the build of the same version without
 * windows, which needs a quarter less time for the same pages.
 */
import { execFileSync } from "node:child_process";
import { install, mayInstall } from "./apt.ts";
import { isExecutable, onPath } from "./programs.ts";

const WITHOUT_WINDOWS = "chromium-headless-shell";

const NAMES = [WITHOUT_WINDOWS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

const PLACES = [
  `/usr/bin/${WITHOUT_WINDOWS}`,
  "/usr/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

const PACKAGES = ["chromium", WITHOUT_WINDOWS, "fonts-noto-cjk"];

/** The path of a Chromium: from the variable CHROMIUM, the search path, or its usual places; undefined if there is none. */
export function findChromium(): string | undefined {
  const configured = process.env.CHROMIUM ?? "";
  if (configured !== "") return isExecutable(configured) ? configured : undefined;
  return onPath(...NAMES) ?? PLACES.find(isExecutable);
}

/** The path of a Chromium, installed first if necessary and possible. Throws with a sentence that names the missing program. */
export async function needChromium(): Promise<string> {
  const configured = process.env.CHROMIUM ?? "";
  if (configured !== "" && !isExecutable(configured))
    throw new Error(`The variable CHROMIUM names ${configured}, which is not a program`);
  const present = findChromium();
  if (present !== undefined && hasChineseFont()) {
    if (present === "/usr/bin/chromium" && mayInstall()) await installWithoutWindows();
    return findChromium() ?? present;
  }
  if (mayInstall()) await install(PACKAGES);
  const browser = findChromium();
  if (browser !== undefined) return browser;
  throw new Error(
    "There is no Chromium. Install it (on Debian: apt-get install chromium fonts-noto-cjk) " +
      "or write the path of its program into the variable CHROMIUM.",
  );
}

/** Installs the build without windows in the version of the present Chromium. Where that fails, the present one serves. */
async function installWithoutWindows(): Promise<void> {
  try {
    const version = execFileSync("dpkg-query", ["-W", "-f=${Version}", "chromium"], { encoding: "utf8" });
    await install([`${WITHOUT_WINDOWS}=${version}`]);
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
}

/** Whether the machine has a Chinese font, which only the pictures of screens need. Without fontconfig (`fc-list`) the answer is true, so that nothing is installed for it. */
function hasChineseFont(): boolean {
  try {
    return execFileSync("fc-list", [":lang=zh"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }) !== "";
  } catch {
    return true;
  }
}
