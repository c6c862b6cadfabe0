/** Makes `npm start` and `npm test` work in a fresh clone: installs what the lock file names, and says so where Node is too old. Plain Node 20. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** TypeScript runs without a flag from here on. */
const OLDEST = [22, 18];

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lock = join(root, "package-lock.json");
/** npm writes this file last, so that an install that was cut off counts as none. */
const installed = join(root, "node_modules", ".package-lock.json");

if (isStale()) {
  process.stdout.write("Installing packages (npm ci) …\n");
  // npm is asked to run on the host's own Node: the one in node_modules is about to be replaced.
  const npm = process.env.npm_execpath;
  const [command, args] = npm === undefined ? ["npm", []] : [hostNode(), [npm]];
  const run = spawnSync(command, [...args, "ci", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (run.status !== 0)
    fail(`npm ci failed (${run.error?.message ?? `exit code ${run.status}`}); what it says above is the reason.`);
}

const version = nodeVersion();
if (version === undefined || older(version)) {
  fail(
    `Yima runs on Node ${OLDEST.join(".")} or later; found ${version ?? "none"}. ` +
      "On Linux npm ci brings Node 24 by itself: remove node_modules and try again. On macOS install Node 24; on Windows use WSL.",
  );
}

/**
 * Whether a package of the lock file is absent or of another version; those for other platforms are rightly absent.
 * Times of files say nothing: a clone touches the lock without changing it, a copy that keeps times changes it without touching it.
 */
function isStale() {
  const present = packagesOf(installed);
  if (present === undefined) return true;
  const wanted = packagesOf(lock);
  if (wanted === undefined) fail("package-lock.json is absent or broken: git restore package-lock.json brings it back.");
  return Object.entries(wanted).some(([path, entry]) => {
    if (path === "") return false;
    const found = present[path];
    return found === undefined ? entry.optional !== true && entry.peer !== true : found.version !== entry.version;
  });
}

/** The packages that a lock file lists, by their path; undefined where the file is absent or was cut off. */
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

/** The version that the next npm script will get: node_modules/.bin stands first in its path. */
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
