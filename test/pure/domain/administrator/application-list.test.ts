/** Lists of applications, line by line. Source: product.md §4. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readApplicationList } from "../../../../src/domain/administrator/application-list.ts";

interface Vector {
  readonly description: string;
  readonly input: string;
  readonly expect: ReturnType<typeof readApplicationList>;
}

const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL("../../../vectors/administrator/lists.json", import.meta.url), "utf8"),
);

const lineOf = (characters: number) => `尹+${"社".repeat(characters)}+13800000001`;

test.each(vectors)("$description", ({ input, expect: expected }) => {
  expect(readApplicationList(input)).toEqual(expected);
});

test("a line of 201 characters is too long", () => {
  expect(readApplicationList(`尹+${"社".repeat(190)}+13800000001`).wrong).toEqual([{ line: 1, code: "line_too_long" }]);
});

test("a line of 200 characters is read, and a division has at most 100 of them", () => {
  const wrongs = [100, 101, 186, 187].map((characters) => readApplicationList(lineOf(characters)).wrong.map(({ code }) => code));
  expect([lineOf(186).length, wrongs]).toEqual([200, [[], ["line_division"], ["line_division"], ["line_too_long"]]]);
});

test("the lines after the 200th get one report that the list is too long", () => {
  const lines = Array.from({ length: 300 }, (_, index) => `尹静姝+康苑社区+1380000${String(index).padStart(4, "0")}`).join("\n");
  const { good, wrong } = readApplicationList(lines);
  expect([good.length, wrong]).toEqual([200, [{ line: 201, code: "too_many_lines" }]]);
});
