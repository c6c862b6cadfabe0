/** Codes of divisions by their digits alone: levels, the codes above, and refused texts. */
import { expect, test } from "vitest";
import {
  ancestors,
  COUNTRY,
  communityNumber,
  divisionOfNumber,
  isWithin,
  levelOf,
  officeAbove,
  officesAbove,
  parentOf,
  parseCommunityCode,
  parseDivisionCode,
} from "../../../../src/domain/division/division.ts";

test.each([
  ["42", "province"],
  ["4201", "city"],
  ["420107", "county"],
  ["420107001", "street"],
  ["420107001002", "community"],
])("%s is the code of a %s", (text, level) => {
  const code = parseDivisionCode(text);
  expect(code).toEqual({ ok: true, value: text });
  expect(code.ok && levelOf(code.value)).toBe(level);
});

test.each(["", "4", "420", "42010", "4201070", "4201070010021", "０４", "４２", " 42", "42\n", "00", "10", "4a", "-42"])(
  "%j is no division code",
  (text) => {
    expect(parseDivisionCode(text)).toEqual({ ok: false, refusal: { code: "division_code_shape" } });
  },
);

test("a county runs no collection points", () => {
  expect(parseCommunityCode("420107")).toEqual({ ok: false, refusal: { code: "not_a_community", level: "county" } });
});

test("a street and a community may run collection points", () => {
  expect([parseCommunityCode("420107001"), parseCommunityCode("420107001002")]).toEqual([
    { ok: true, value: "420107001" },
    { ok: true, value: "420107001002" },
  ]);
});

test("the codes above a community run from its province to its street", () => {
  expect(ancestors("420107001002")).toEqual(["42", "4201", "420107", "420107001"]);
});

test("only the country is above a province", () => {
  expect([ancestors("42"), parentOf("42"), parentOf("420107001")]).toEqual([[], "", "420107"]);
});

test("a code lies within itself, its city and the country, and not within another city", () => {
  expect(["420107", "4201", "", "4202"].map((prefix) => isWithin("420107", prefix))).toEqual([true, true, true, false]);
});

test("the country is the office above each province, and everything lies within it", () => {
  expect(["420107", "42", COUNTRY].map(officeAbove)).toEqual(["4201", COUNTRY, ""]);
  expect(["42", COUNTRY].map(officesAbove)).toEqual([[COUNTRY], []]);
  expect([isWithin("420107", COUNTRY), isWithin(COUNTRY, "42"), isWithin(COUNTRY, "")]).toEqual([true, false, true]);
});

test("a street's community number is padded with 000", () => {
  expect([communityNumber("420107001"), communityNumber("420107001002")]).toEqual(["420107001000", "420107001002"]);
});

test.each([
  ["420107001", "420107001000"],
  ["420107001002", "420107001002"],
])("%s is the number %s, in both directions", (code, number) => {
  expect([communityNumber(code), divisionOfNumber(number)]).toEqual([number, code]);
});

test.each(["", "4201070", "42010700x"])("%j is no community's code, because it is no code", (text) => {
  expect(parseCommunityCode(text)).toEqual({ ok: false, refusal: { code: "division_code_shape" } });
});
