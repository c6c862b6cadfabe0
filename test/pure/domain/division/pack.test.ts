/** The files of packs: which of them holds the choices below a code. */
import { expect, test } from "vitest";
import { packOf } from "../../../../src/domain/division/pack.ts";

test.each([
  ["", "provinces.json"],
  ["42", "42.json"],
  ["4201", "42.json"],
  ["420107", "420107.json"],
  ["420107001", "420107.json"],
])("what is below %j stands in %s", (code, pack) => {
  expect(packOf(code)).toBe(pack);
});
