/** The setting YIMA_ISSUERS of wrangler.toml, with changes, for a tested system that serves other issuers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { root } from "../../tools/command.ts";

type Setting = Readonly<Record<string, unknown>>;

export function issuersOfToml(change: (issuers: readonly Setting[]) => readonly Setting[]): string {
  const toml = readFileSync(join(root, "wrangler.toml"), "utf8");
  const issuers = z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(toml.split('"""')[1] ?? ""));
  return JSON.stringify(change(issuers));
}
