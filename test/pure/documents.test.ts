/** Every path of the sources in the README and in docs exists. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
/** Decisions are left out: they have a date, and their paths may have moved since. */
const DOCUMENTS = ["README.md", ...globSync("docs/*.md", { cwd: ROOT })];
const PATH = /`((?:src|test|tools|bench|docs|static)\/[\w./-]*)`/g;

test.each(DOCUMENTS)("every file and folder that %s names exists", (document) => {
  const text = readFileSync(join(ROOT, document), "utf8");
  const named = Array.from(text.matchAll(PATH), ([, path = ""]) => path);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test("the architecture names each layer and walks through the program by its rooms", () => {
  const text = readFileSync(join(ROOT, "docs/architecture.md"), "utf8");
  const layers = globSync("src/*/tsconfig.json", { cwd: ROOT }).map((path) => path.replace("/tsconfig.json", ""));
  expect(layers.filter((layer) => !text.includes(`\`${layer}\``))).toEqual([]);
});
