/** docs/code-format.md agrees with the vectors and with the refusals of the source. */
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { KEY_KINDS } from "../../../../src/domain/code/claims.ts";
import { FLAGS } from "../../../../src/domain/code/flags.ts";
import { paperStateOf, statusAt } from "../../../../src/domain/code/status.ts";

const read = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), "utf8");
const document = read("docs/code-format.md");
const cases: readonly { readonly name: string; readonly code: string; readonly jws: string; readonly record: string }[] =
  JSON.parse(read("test/vectors/code/valid.json"));

/** The code blocks of docs/code-format.md, without line breaks. */
const blocks = [...document.matchAll(/```\n([^`]*)```/g)].map(([, block = ""]) => block.replaceAll("\n", ""));

test.each(["live: as most are", "paper: as most are"])("the worked example is the vector %s", (name) => {
  expect(blocks).toContain(cases.find((one) => one.name === name)?.code);
});

test("the record and the JWS of the worked example are those of the vector", () => {
  const example = cases.find((one) => one.name === "live: as most are");
  expect(blocks).toContain(example?.jws);
  const block = /```\n(11 +version[^`]*)```/.exec(document)?.[1] ?? "";
  expect(block.replaceAll(/ .*$/gm, "").replaceAll("\n", "")).toBe(example?.record);
});

test("the list in the document holds the entries that the document names", () => {
  const [, lst = ""] = /"lst":"([^"]+)"/.exec(document) ?? [];
  const list = inflateSync(Buffer.from(lst, "base64url"));
  const entries = Array.from({ length: 12 }, (_, index) => statusAt(list, index));
  expect(document).toContain(`(the twelve entries ${entries.join(" ")})`);
});

test("every flag, every kind of key and every entry of a paper code stands in the document", () => {
  for (const flag of FLAGS) expect(document).toContain(`\`${flag}\``);
  for (const kind of KEY_KINDS) expect(document).toContain(`\`${kind}\``);
  const states = [0, 2, 3].map((value) => `| ${value}     | \`${paperStateOf(value)}\``);
  for (const row of states) expect(document).toContain(row);
});

test("every refusal of the source stands in the document", () => {
  const codes = [...read("src/domain/code/refusal.ts").matchAll(/code: "([a-z_]+)"/g)].map(([, code = ""]) => code);
  expect(new Set(codes).size).toBe(28);
  for (const code of codes) expect(document).toContain(`\`${code}\``);
});
