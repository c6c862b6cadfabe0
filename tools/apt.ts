/** Installs Debian packages by apt-get, which only root on Debian may do. */
import { existsSync } from "node:fs";
import { run } from "./command.ts";

export function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync("/etc/debian_version");
}

/** Installs packages. Rejects with the output of apt-get if it fails. */
export async function install(packages: readonly string[]): Promise<void> {
  process.stdout.write(`Installing ${packages.join(", ")} by apt-get …\n`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-q"], { env, capture: true });
  // Another process may install at the same time.
  const args = ["install", "-o", "DPkg::Lock::Timeout=300", "-y", "-q", "--no-install-recommends", ...packages];
  const { status, output } = await run("apt-get", args, { env, capture: true });
  if (status !== 0) throw new Error(`apt-get install ${packages.join(" ")} failed:\n${output}`);
}
