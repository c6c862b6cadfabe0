/** `npm run keep-release -- COMMIT`: builds a commit in a directory of its own and stores the build in test/states/COMMIT.zip, for the tests with an earlier release. Source: decision 52. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { type Zippable, zipSync } from "fflate";
import { root, run } from "./command.ts";

const MAX_BYTES = 2 * 1024 * 1024;
/** Every file has this time, so that the same build gives the same archive. */
const TIME = new Date(2000, 0, 1);
/** The division packs are not stored: both releases read those of this build, because a phone fetches the newest ones. */
const NOT_STORED = "divisions";

/** Builds the commit with its own tools and packages. Rejects with the output of the command that failed. */
async function buildOf(commit: string, directory: string): Promise<void> {
  const commands = [
    ["git", "clone", "--quiet", "--no-checkout", root, directory],
    ["git", "-C", directory, "checkout", "--quiet", commit],
    ["npm", "--prefix", directory, "run", "build"],
  ];
  for (const [command = "", ...args] of commands) {
    const { status, output } = await run(command, args, { cwd: directory, capture: true });
    if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed with exit code ${status}:\n${output}`);
  }
}

function filesOf(directory: string): Zippable {
  const client = readdirSync(join(directory, "dist/client"), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith(`dist/client/${NOT_STORED}/`));
  const modules = readdirSync(join(directory, "dist/local"), { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".js"),
  );
  const paths = ["wrangler.toml", ...modules.map((name) => `dist/local/${name}`), ...client].toSorted();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(directory, path))]));
}

async function main(): Promise<void> {
  const [commit = ""] = process.argv.slice(2);
  if (!/^[0-9a-f]{7,40}$/.test(commit)) throw new Error("npm run keep-release -- COMMIT, with a commit's hash");
  const directory = mkdtempSync(join(tmpdir(), "yima-release-"));
  try {
    await buildOf(commit, directory);
    const archive = zipSync(filesOf(directory), { level: 9, mtime: TIME });
    if (archive.length > MAX_BYTES) throw new Error(`The archive has ${archive.length} bytes, more than ${MAX_BYTES}`);
    const path = join("test", "states", `${commit.slice(0, 7)}.zip`);
    writeFileSync(join(root, path), archive);
    process.stdout.write(`${path}: ${(archive.length / 1024).toFixed(0)} KB\n`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
