/** Packs (files of the division table): which file has the choices below a code, and what a file contains. */
import { expect, test } from "vitest";
import type { DivisionCode } from "../../../../src/domain/division/division.ts";
import { cityPack, packOf, packOfRows } from "../../../../src/domain/division/pack.ts";
import type { DivisionRow } from "../../../../src/domain/division/table.ts";

const row = (code: string, name: string, more: Partial<DivisionRow> = {}): DivisionRow => ({
  code: code as DivisionCode,
  name,
  aliases: [],
  validFrom: null,
  validTo: null,
  successor: null,
  ...more,
});

test.each([
  ["", "provinces.json"],
  ["42", "42.json"],
  ["4201", "42.json"],
  ["420107", "420107.json"],
  ["420107001", "420107.json"],
])("the divisions below %j stand in %s", (code, pack) => {
  expect(packOf(code)).toBe(pack);
});

test("a pack repeats no digits, and holds days, aliases and successors only for rows that have them", () => {
  const rows = [
    row("420107", "青山区"),
    row("420107001", "红卫路街道", { aliases: ["红卫街"] }),
    row("420107001002", "康苑社区"),
    row("420107002", "旧街", { validTo: "2020-06-30", successor: "420107003" as DivisionCode }),
    row("420107003", "新街", { validFrom: "2020-07-01" }),
  ];
  expect(packOfRows("2020-02-25", "4201", rows)).toEqual({
    edition: "2020-02-25",
    of: "4201",
    rows: [
      [
        "07",
        "青山区",
        [
          ["001", "红卫路街道", [["002", "康苑社区"]], { aliases: ["红卫街"] }],
          ["002", "旧街", 0, { validTo: "2020-06-30", successor: "420107003" }],
          ["003", "新街", 0, { validFrom: "2020-07-01" }],
        ],
      ],
    ],
  });
  expect(cityPack("4201")).toBe("names-4201.json");
});
