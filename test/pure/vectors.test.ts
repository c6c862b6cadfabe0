/** The vectors as a whole: every refusal of an identity or a declaration has a case, and every file has a row in test/vectors/README.md. */
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DECLARATION_SENTENCES } from "../../src/domain/declaration/declaration.ts";
import { IDENTITY_SENTENCES } from "../../src/domain/identity/refusal-sentence.ts";

interface Case {
  readonly description: string;
  readonly expect: { readonly refusal?: { readonly code: string } } | string;
}

const ROOT = new URL("../vectors/", import.meta.url);
const casesOf = (name: string): readonly Case[] => JSON.parse(readFileSync(new URL(name, ROOT), "utf8"));

/** The refusal codes in all cases of these files, each once, sorted. */
function reached(...names: readonly string[]): readonly string[] {
  const codes = names
    .flatMap(casesOf)
    .flatMap(({ expect: expected }) => (typeof expected === "object" && expected.refusal ? [expected.refusal.code] : []));
  return [...new Set(codes)].toSorted();
}

test("each refusal of a document, a name or a phone number has a case", () => {
  // A stored document keeps its nationality: only new persons are refused for an unknown one (test/workerd/http/bad-input.test.ts).
  const codes = Object.keys(IDENTITY_SENTENCES).filter((code) => code !== "nationality_unknown");
  expect(reached("identity/documents.json", "identity/names.json", "identity/phones.json")).toEqual(codes.toSorted());
});

test("each refusal of a declaration has a case", () => {
  expect(reached("declaration/declarations.json")).toEqual(Object.keys(DECLARATION_SENTENCES).toSorted());
});

test("no two cases of a file have the same description", () => {
  for (const name of globSync("{identity,declaration}/*.json", { cwd: ROOT.pathname })) {
    const descriptions = casesOf(name).map(({ description }) => description);
    expect(
      descriptions.filter((each, index) => descriptions.indexOf(each) !== index),
      name,
    ).toEqual([]);
  }
});

test("the README describes every file of the folder and no other", () => {
  const described = readFileSync(new URL("README.md", ROOT), "utf8").match(/\b[a-z][a-z0-9-]*\.json\b/g) ?? [];
  const files = globSync("*/*.json", { cwd: ROOT.pathname }).map((path) => path.slice(path.indexOf("/") + 1));
  expect([...new Set(described)].toSorted()).toEqual(files.toSorted());
});
