/** Tables of colours: no colour becomes milder on any way between any two tables, a faulty table is refused with its place, and grey and no colour stay. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { COLOURS } from "../../../../src/domain/code/claims.ts";
import {
  checkColourTable,
  colourOf,
  type ColourTable,
  converted,
  MEANINGS,
  raisedColours,
  TABLE_COLOURS,
  type TableColour,
  tableText,
  up,
  worstMeaning,
} from "../../../../src/domain/federation/colour-table.ts";
import { NATION_TABLE, shippedTable } from "../../../../src/domain/federation/shipped-tables.ts";
import type { IssuerCode } from "../../../../src/domain/issuer/issuer.ts";
import { GUANGDONG, tableIn, VENDORS } from "../../../support/colour-tables.ts";

const HUBEI = shippedTable("4201" as IssuerCode);
const HANGZHOU = shippedTable("3301" as IssuerCode);
const TABLES = [NATION_TABLE, HUBEI, HANGZHOU, GUANGDONG, ...VENDORS];

/** No colour is no way, and a gate asks: nothing is milder than it. */
function meaningAfter(from: ColourTable, nation: ColourTable, to: ColourTable, colour: TableColour): number {
  const local = converted(colour, raisedColours(from, nation), to);
  const worst = local === "unknown" ? null : worstMeaning(to, local);
  return worst === null ? Number.POSITIVE_INFINITY : MEANINGS.indexOf(worst);
}

function expectNeverMilder(from: ColourTable, nation: ColourTable, to: ColourTable): void {
  for (const { colour } of from.colours) {
    const before = worstMeaning(from, colour);
    if (before === null) throw new Error("a colour of the table without a meaning");
    expect(meaningAfter(from, nation, to, colour), `${from.id} ${colour} at ${to.id}`).toBeGreaterThanOrEqual(
      MEANINGS.indexOf(before),
    );
    const back = converted(colour, raisedColours(from, nation), from);
    if (back !== "unknown")
      expect(TABLE_COLOURS.indexOf(back as TableColour)).toBeGreaterThanOrEqual(TABLE_COLOURS.indexOf(colour));
  }
}

/** The colours of a table of any form that the check accepts: for each some meanings, of which the worst is worse than that of the colour before. */
const tables: fc.Arbitrary<ColourTable> = fc
  .tuple(fc.array(fc.subarray([...MEANINGS]), { minLength: 4, maxLength: 4 }), fc.subarray([...TABLE_COLOURS]))
  .map(([[green = [], yellow = [], orange = [], red = []], some]) => {
    const means = { green: [...new Set(["clear" as const, ...green])], yellow, orange, red };
    const colours = TABLE_COLOURS.filter((colour) => colour === "green" || some.includes(colour));
    return {
      id: "any",
      version: 1,
      title: { zh: "任意", en: "Any" },
      colours: colours.map((colour) => ({ colour, means: means[colour] })),
    };
  })
  .filter((table) => checkColourTable(table).ok);

test("on every way between two of the known tables each colour means at least as much as before", () => {
  expect(TABLES.length).toBeGreaterThan(7);
  for (const from of TABLES) for (const to of TABLES) expectNeverMilder(from, NATION_TABLE, to);
});

test("on every way between two tables, over any table of the nation, no colour becomes milder", () => {
  fc.assert(
    fc.property(tables, tables, tables, (from, nation, to) => expectNeverMilder(from, nation, to)),
    { numRuns: 3000 },
  );
});

test("Hubei's yellow is the nation's orange, and Guangdong's red", () => {
  expect(up(HUBEI, NATION_TABLE, "yellow")).toBe("orange");
  expect(up(HUBEI, NATION_TABLE, "red")).toBe("red");
  expect(up(HUBEI, NATION_TABLE, "green")).toBe("green");
  const raised = raisedColours(HUBEI, NATION_TABLE);
  expect(raised).toEqual({ green: "clear", yellow: "isolation", red: "case" });
  expect(converted("yellow", raised, GUANGDONG)).toBe("red");
  expect(converted("yellow", raised, HUBEI)).toBe("yellow");
  expect(converted("orange", raisedColours(NATION_TABLE, NATION_TABLE), HUBEI)).toBe("yellow");
  expect(converted("yellow", raisedColours(NATION_TABLE, NATION_TABLE), GUANGDONG)).toBe("red");
});

test("a meaning that a table does not have goes to the next worse one, and without one there is no way", () => {
  expect(colourOf(GUANGDONG, "fever")).toBe("red");
  const withoutRed = TABLES.find(({ id }) => id === "vendor-without-red");
  if (withoutRed === undefined) throw new Error("no such table");
  expect(colourOf(withoutRed, "case")).toBeNull();
  expect(converted("red", raisedColours(NATION_TABLE, NATION_TABLE), withoutRed)).toBe("unknown");
  expect(converted("orange", raisedColours(HUBEI, NATION_TABLE), NATION_TABLE)).toBe("unknown");
});

test("grey and no colour never become a colour; of an issuer without a table colours stand, and of one with a table that cannot be read there is no way", () => {
  for (const table of TABLES)
    for (const raised of [undefined, null, raisedColours(table, NATION_TABLE)]) {
      expect(converted("grey", raised, table)).toBe("grey");
      expect(converted("none", raised, table)).toBe("none");
    }
  for (const colour of COLOURS) expect(converted(colour, undefined, GUANGDONG)).toBe(colour);
  for (const colour of TABLE_COLOURS) expect(converted(colour, null, GUANGDONG)).toBe("unknown");
});

test("a table is the same again after its text, without members that nobody knows", () => {
  for (const table of TABLES) expect(tableIn(JSON.parse(tableText(table)))).toEqual(table);
  expect(tableIn({ ...HUBEI, further: 1 })).toEqual(HUBEI);
});

const green = { colour: "green", means: ["clear"] };
const FAULTS: readonly (readonly [string, string, unknown])[] = [
  ["table_malformed", "/id", null],
  ["table_malformed", "/id", { ...HUBEI, id: "Hubei 1" }],
  ["table_malformed", "/version", { ...HUBEI, version: 0 }],
  ["table_malformed", "/version", { ...HUBEI, version: 1_000_001 }],
  ["table_malformed", "/title/zh", { ...HUBEI, title: { zh: "", en: "x" } }],
  ["table_malformed", "/title/en", { ...HUBEI, title: { zh: "x", en: "x".repeat(81) } }],
  ["table_malformed", "/colours", { ...HUBEI, colours: [] }],
  ["green_not_clear", "/colours/0", { ...HUBEI, colours: [{ colour: "yellow", means: ["clear"] }] }],
  ["green_not_clear", "/colours/0", { ...HUBEI, colours: [{ colour: "green", means: ["lapsed"] }] }],
  ["colour_unknown", "/colours/1/colour", { ...HUBEI, colours: [green, { colour: "grey", means: ["case"] }] }],
  ["colour_repeated", "/colours/1/colour", { ...HUBEI, colours: [green, green] }],
  [
    "colours_out_of_order",
    "/colours/2/colour",
    { ...HUBEI, colours: [green, { colour: "red", means: ["case"] }, { colour: "yellow", means: ["fever"] }] },
  ],
  ["meaning_unknown", "/colours/1/means/0", { ...HUBEI, colours: [green, { colour: "red", means: ["registered"] }] }],
  ["meaning_repeated", "/colours/1/means/1", { ...HUBEI, colours: [green, { colour: "red", means: ["case", "case"] }] }],
  ["table_malformed", "/colours/1/means", { ...HUBEI, colours: [green, { colour: "red", means: [] }] }],
  [
    "colour_milder",
    "/colours/2/means",
    { ...HUBEI, colours: [green, { colour: "yellow", means: ["case"] }, { colour: "red", means: ["fever", "case"] }] },
  ],
];

test.each(FAULTS)("%s at %s", (code, field, value) => {
  expect(checkColourTable(value)).toEqual({ ok: false, refusal: { code, field } });
});
