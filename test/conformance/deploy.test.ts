/** What `wrangler deploy` would upload: the script, and each module that it imports later. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, run } from "../../tools/command.ts";

test("every module that the script imports later is uploaded with it", async () => {
  const script = readFileSync(join(root, "dist/worker/worker.js"), "utf8");
  const imported = new Set(Array.from(script.matchAll(/\bimport\("\.\/([^"]+)"\)/g), ([, name = ""]) => name));
  expect(imported.size).toBeGreaterThan(0);
  const { status, output } = await run("wrangler", ["deploy", "--dry-run"], { capture: true });
  expect(status, output).toBe(0);
  for (const name of imported) expect(output).toContain(name);
});
