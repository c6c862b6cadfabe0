/** Runs before npm scripts: installs the packages of the lock file if any is missing or outdated, and stops if Node is too old. Plain JavaScript, because an old Node must run it. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The first version of Node that runs TypeScript files without a flag. */
const OLDEST = [22, 18];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lock = join(root, "package-lock.json");
/** npm writes this list of the installed packages at the end of an install: after an interrupted install it is missing. */
const installed = join(root, "node_modules", ".package-lock.json");

if (isStale()) {
  process.stdout.write("Installing packages (npm ci) …\n");
  // npm must run on the machine's own Node, because the install replaces the Node in node_modules.
  const npm = process.env.npm_execpath;
  const [command, args] = npm === undefined ? ["npm", []] : [hostNode(), [npm]];
  // Only errors: warnings that some packages need a newer Node than the host's would fill the screen. They run on the Node that is installed here.
  const run = spawnSync(command, [...args, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (run.status !== 0)
    fail(`npm ci failed (${run.error?.message ?? `exit code ${run.status}`}); its output above has the reason.`);
}

const version = nodeVersion();
if (version === undefined || older(version)) {
  fail(
    `Yima runs on Node ${OLDEST.join(".")} or later; this is ${version ?? "no Node"}. ` +
      "On Linux npm ci brings Node 24 by itself: remove node_modules and try again. On macOS install Node 24; on Windows use WSL.",
  );
}

/**
 * Whether a package of the lock file is missing or has another version. Optional packages for other platforms may be missing.
 * File times are no sign: a clone gives the unchanged lock file a new time, and a copy may give a changed one its old time.
 */
function isStale() {
  const present = packagesOf(installed);
  if (present === undefined) return true;
  const required = packagesOf(lock);
  if (required === undefined) fail("package-lock.json is missing or broken. Restore it: git restore package-lock.json");
  return Object.entries(required).some(([path, entry]) => {
    if (path === "") return false;
    const copy = present[path];
    return copy === undefined ? entry.optional !== true && entry.peer !== true : copy.version !== entry.version;
  });
}

/** The packages of a lock file by path; undefined if the file is missing or incomplete. */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

function hostNode() {
  return process.env.npm_node_execpath ?? process.execPath;
}

/** The version of the Node that runs the following npm script, the first in the search path; undefined if there is none. */
function nodeVersion() {
  const run = spawnSync("node", ["--version"], { cwd: root, encoding: "utf8" });
  return run.status === 0 ? run.stdout.trim().replace(/^v/, "") : undefined;
}

function older(text) {
  const [major = 0, minor = 0] = text.split(".").map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

function fail(sentence) {
  process.stderr.write(`\n${sentence}\n`);
  if (process.env.npm_lifecycle_event === "pretest") process.stdout.write("0 passed, 1 failed\n");
  process.exit(1);
}
