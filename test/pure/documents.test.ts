/** Every file and folder of the project that README.md and the documents in docs/ name exists. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const DOCUMENTS = ["README.md", ...globSync("docs/**/*.md", { cwd: ROOT })];
const PATH = /`((?:src|packages|test|tools|bench|docs|static)\/[\w./-]*)`/g;

test.each(DOCUMENTS)("every file and folder that %s names exists", (document) => {
  const text = readFileSync(join(ROOT, document), "utf8");
  const named = Array.from(text.matchAll(PATH), ([, path = ""]) => path);
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test("the architecture names each layer", () => {
  const text = readFileSync(join(ROOT, "docs/architecture.md"), "utf8");
  const layers = globSync("src/*/tsconfig.json", { cwd: ROOT }).map((path) => path.replace("/tsconfig.json", ""));
  expect(layers.filter((layer) => !text.includes(`\`${layer}\``))).toEqual([]);
});
