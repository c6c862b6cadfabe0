/** A folder outside the project into which npm has installed the tarball of `packages/verify`, as at another province. */
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, run } from "../../tools/command.ts";

export interface BareFolder {
  /** Its path. */
  readonly path: string;
  readonly tarball: string;
  readonly remove: () => void;
}

/** jose comes from the project, so that the installation needs no network. */
export async function aBareFolder(): Promise<BareFolder> {
  const [tarball = ""] = globSync(join(root, "dist/verify/*.tgz"));
  const path = mkdtempSync(join(tmpdir(), "yima-bare-"));
  const dependencies = { jose: `file:${join(root, "node_modules/jose")}`, "yima-verify": `file:${tarball}` };
  writeFileSync(join(path, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
  const args = ["install", "--offline", "--install-links", "--no-audit", "--no-fund", "--ignore-scripts", "--no-update-notifier"];
  const { status, output } = await run("npm", args, { cwd: path, capture: true });
  if (status !== 0) throw new Error(output);
  return { path, tarball, remove: () => rmSync(path, { recursive: true }) };
}

/** The text of a file of the installed package. */
export function installed({ path }: BareFolder, name: string): string {
  return readFileSync(join(path, "node_modules/yima-verify", name), "utf8");
}
