/** The reading of lines in files of risk levels, against test/vectors/area/lines.json. */
import { readFileSync } from "node:fs";
import { expect, it, test } from "vitest";
import { type AreaLineRefusal, readAreaHeading, readAreaLine } from "../../../../src/domain/area/area-line.ts";
import type { AreaEntry } from "../../../../src/domain/area/area.ts";
import { MAX_LINE_CHARACTERS } from "../../../../src/domain/list/line.ts";
import type { Result } from "../../../../src/domain/result.ts";

interface Case {
  readonly description: string;
  readonly input: { readonly heading: string | null; readonly line: string; readonly today: string };
  readonly expect: { readonly entry: AreaEntry } | { readonly refusal: AreaLineRefusal };
}

const CASES: readonly Case[] = JSON.parse(readFileSync(new URL("../../../vectors/area/lines.json", import.meta.url), "utf8"));

function read({ heading, line, today }: Case["input"]): Result<AreaEntry, AreaLineRefusal> {
  if (heading === null) return readAreaLine(null, line, today);
  const columns = readAreaHeading(heading);
  return columns.ok ? readAreaLine(columns.value, line, today) : columns;
}

it.each(CASES.map((one) => [one.description, one] as const))("%s", (_, { input, expect: expected }) => {
  const result = read(input);
  expect(result.ok ? { entry: result.value } : { refusal: result.refusal }).toEqual(expected);
});

test("a line may have exactly as many characters as the limit", () => {
  const line = JSON.stringify({ division: "420107", level: "high", from: "2020-01-23", source: "42", reference: "1" });
  const entry = { division: "420107", level: "high", from: "2020-01-23", until: null, source: "42", reference: "1" };
  expect(readAreaLine(null, line.padEnd(MAX_LINE_CHARACTERS), "2020-03-10")).toEqual({ ok: true, value: entry });
});
