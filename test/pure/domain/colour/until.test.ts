/** The end of a colour, to the millisecond, for each form in which a rule set can state it. */
import { expect, it } from "vitest";
import { decide } from "../../../../src/domain/colour/decide.ts";
import { type Past, recordOf } from "../../../../src/domain/colour/record.ts";
import type { Fact } from "../../../../src/domain/fact/fact.ts";
import { aReadyRuleSet, aRow } from "../rules/rule-sets.ts";

/** 08:00 in China. */
const NOW = Date.UTC(2020, 2, 1);
const HOUR = 3_600_000;
const midnight = (date: string) => Date.parse(`${date}T00:00:00+08:00`);
const LISTED: Fact = { kind: "confirmed", from: "2020-02-20", until: null };
const PAST: Past = { colour: "red", row: "listed", since: NOW - 50 * HOUR, at: NOW - HOUR, leftRedAt: null };

function until(lasts: object, last: Past | null = null, fact: Fact = LISTED): number | null {
  const ready = aReadyRuleSet({ rows: [aRow({ lasts })] });
  return decide(ready, recordOf({ declaration: null, checkIns: [], facts: [fact], last }, NOW)).until;
}

it("hours count from the moment at which the colour began", () => {
  expect(until({ hours: 4 })).toBe(NOW + 4 * HOUR);
  expect(until({ hours: 51 }, PAST)).toBe(NOW + HOUR);
  expect(until({ hours: 50 }, PAST)).toBeNull();
});

it("days count from the day on which the colour began", () => {
  expect(until({ days: 1 })).toBe(midnight("2020-03-02"));
  expect(until({ days: 3 }, PAST)).toBe(midnight("2020-03-02"));
  expect(until({ days: 2 }, PAST)).toBeNull();
});

it("days from a count begin at its day, and a count that is NEVER gives no end", () => {
  expect(until({ days: 14, from: "facts.confirmed.days" })).toBe(midnight("2020-03-05"));
  expect(until({ days: 10, from: "facts.confirmed.days" })).toBeNull();
  expect(until({ days: 14, from: "facts.fever.days" })).toBeNull();
});

it("a colour until an entry ends has the end of the entry, or none", () => {
  expect(until({ until: "confirmed" }, null, { ...LISTED, until: "2020-03-07" })).toBe(midnight("2020-03-07"));
  expect(until({ until: "confirmed" })).toBeNull();
});

it("a colour of the same row keeps its beginning; another colour or another row begins now", () => {
  const ready = aReadyRuleSet();
  const since = (last: Past | null) =>
    decide(ready, recordOf({ declaration: null, checkIns: [], facts: [LISTED], last }, NOW)).since;
  expect([null, PAST, { ...PAST, row: "other" }, { ...PAST, colour: "yellow" } as const].map(since)).toEqual([
    NOW,
    PAST.since,
    NOW,
    NOW,
  ]);
});

it("the end of red stays in later decisions, until red is given again", () => {
  const ready = aReadyRuleSet();
  const left = (facts: readonly Fact[], last: Past | null) =>
    decide(ready, recordOf({ declaration: null, checkIns: [], facts, last }, NOW)).leftRedAt;
  const green: Past = { ...PAST, colour: "green", row: "nothing_found", leftRedAt: NOW - 9 * HOUR };
  expect([left([], PAST), left([], green), left([LISTED], green), left([], null)]).toEqual([NOW, NOW - 9 * HOUR, null, null]);
});

it("a clock behind the last decision decides at the moment of that decision", () => {
  const later = { ...PAST, at: NOW + HOUR };
  expect(recordOf({ declaration: null, checkIns: [], facts: [], last: later }, NOW).at).toBe(NOW + HOUR);
});

it("red that continues has no days since red: time alone changes nothing until it ends", () => {
  const ready = aReadyRuleSet({
    rows: [aRow(), aRow({ name: "after_red", colour: "yellow", when: { "<": [{ var: "history.redDays" }, 14] } })],
  });
  const nextAt = (facts: readonly Fact[], last: Past | null) =>
    decide(ready, recordOf({ declaration: null, checkIns: [], facts, last }, NOW)).nextAt;
  const ended = { ...LISTED, until: "2020-03-01" };
  expect([nextAt([LISTED], PAST), nextAt([ended], PAST), nextAt([], null)]).toEqual([null, midnight("2020-03-15"), null]);
});

it("a red row that counts from the last red is decided again only at its own end", () => {
  const ready = aReadyRuleSet({ rows: [aRow({ when: { "<": [{ var: "history.redDays" }, 14] } })] });
  const decision = decide(ready, recordOf({ declaration: null, checkIns: [], facts: [], last: PAST }, NOW));
  expect([decision.colour, decision.nextAt]).toEqual(["red", null]);
});
