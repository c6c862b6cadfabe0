/** Changes that are counted before their approval: at which moment two settings are compared, on which day two levels, and how small groups are named. */
import { expect, test } from "vitest";
import { type AreaEntry, levelTurn } from "../../../../src/domain/area/area.ts";
import { originRisk, withLevels } from "../../../../src/domain/area/origin.ts";
import { NOTHING_SET, type OfficersSetting, type SettingChange } from "../../../../src/domain/proposal/officers-setting.ts";
import { namedTurns, showingTried, type Turn, turnsOf } from "../../../../src/domain/proposal/tried.ts";

const NOW = Date.parse("2020-03-01T00:00:00+08:00");
const HOUR = 3_600_000;
const DISTRICT = "420107";
const ON: OfficersSetting = { ...NOTHING_SET, coloursFrom: NOW - HOUR };

const closure = (from: number, until: number | null = null): SettingChange => ({
  kind: "closed_management",
  division: DISTRICT,
  from,
  until,
});
const closed = (from: number, until: number | null = null) => ({ ...ON, closed: [{ division: DISTRICT, from, until }] });

test.for<readonly [string, OfficersSetting, SettingChange, number]>([
  ["a closure from now, now", ON, closure(NOW - HOUR), NOW],
  ["a closure from later, at its beginning", ON, closure(NOW + HOUR), NOW + HOUR],
  ["a closure before colours are shown, when they are", { ...NOTHING_SET, coloursFrom: NOW + HOUR }, closure(NOW), NOW + HOUR],
  ["an end, at the end", closed(NOW - HOUR), closure(NOW - HOUR, NOW + HOUR), NOW + HOUR],
  ["a later end, at the present end", closed(NOW - HOUR, NOW + HOUR), closure(NOW - HOUR, NOW + 2 * HOUR), NOW + HOUR],
  ["the same closure again, now", closed(NOW - HOUR), closure(NOW - HOUR), NOW],
  ["a switch, at its moment", NOTHING_SET, { kind: "colours_switch", from: NOW + HOUR }, NOW + HOUR],
  ["a switch that is put off, now", ON, { kind: "colours_switch", from: NOW + HOUR }, NOW],
])("compares %s", ([, setting, change, at]) => {
  expect(showingTried(setting, change, NOW).at).toBe(at);
});

test("a closure concerns its division, a switch everybody", () => {
  expect(showingTried(ON, closure(NOW), NOW).division).toBe(DISTRICT);
  expect(showingTried(ON, { kind: "colours_switch", from: NOW }, NOW).division).toBe("");
});

const turn = (from: Turn["from"], to: Turn["to"], persons: number): Turn => ({ from, to, persons });

test.for<readonly [string, readonly Turn[], readonly Turn[]]>([
  ["large groups stay", [turn("green", "grey", 9), turn("red", "grey", 5)], [turn("green", "grey", 9), turn("red", "grey", 5)]],
  ["a small group alone has no colour", [turn("red", "grey", 2)], [turn(null, "grey", 2)]],
  [
    "small groups of five or more together stand beside the others",
    [turn("green", "grey", 9), turn("yellow", "grey", 3), turn("red", "grey", 2)],
    [turn("green", "grey", 9), turn(null, "grey", 5)],
  ],
  [
    "the smallest other group joins fewer than five",
    [turn("green", "grey", 9), turn("yellow", "grey", 6), turn("red", "grey", 1)],
    [turn("green", "grey", 9), turn(null, "grey", 7)],
  ],
  ["both colours of a small change are hidden", [turn("green", "red", 1)], [turn(null, null, 1)]],
])("%s", ([, turns, named]) => {
  expect(namedTurns(turns)).toEqual(named);
});

test("persons without a change are no turn", () => {
  const [same, other] = [
    { from: "green", to: "green", persons: 9 },
    { from: "green", to: "grey", persons: 1 },
  ] as const;
  expect(turnsOf([same, other])).toEqual([other]);
});

const entry = (level: AreaEntry["level"], from: string, until: string | null = null): AreaEntry => ({
  division: DISTRICT,
  source: "42",
  reference: `${level}-${from}`,
  level,
  from,
  until,
});
const DAY = "2020-03-10";

test.for<readonly [string, readonly AreaEntry[], readonly AreaEntry[], readonly [string | null, string | null] | null]>([
  ["from today", [], [entry("high", DAY)], [null, "high"]],
  ["from a later day", [], [entry("high", "2020-03-20")], [null, "high"]],
  ["instead of the present one", [entry("high", "2020-03-01")], [entry("low", "2020-03-01")], ["high", "low"]],
  ["that ends later", [entry("high", "2020-03-01")], [entry("high", "2020-03-01", "2020-03-15")], ["high", null]],
  [
    "after a present one",
    [entry("high", "2020-03-01")],
    [entry("high", "2020-03-01"), entry("low", "2020-03-15")],
    ["high", "low"],
  ],
  ["of the past", [], [entry("high", "2020-02-01", "2020-02-10")], null],
])("a level %s turns its county on the first day of difference", ([, before, after, turned]) => {
  const found = levelTurn(before, after, DAY);
  expect(found && [found.before, found.after]).toEqual(turned);
});

const stored = () => [{ division: "420106", level: "low" as const, from: "2020-01-01", until: null }];

test("another level of a county counts in the county and in the areas around it, and nowhere else", () => {
  const riskOf = (area: string, level: "high" | null) =>
    originRisk([{ area, to: null }], withLevels(stored, new Map([["420106", level]])), DAY);
  expect([riskOf("420106", "high"), riskOf("42", "high"), riskOf("420106", null)]).toEqual(["high", "high", "unknown"]);
  const other = originRisk(
    [{ area: "11", to: null }],
    withLevels(() => [], new Map([["420106", "high"]])),
    DAY,
  );
  expect(other).toBe("unknown");
});
