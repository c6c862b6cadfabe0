/** The record, which has all data about a person that conditions of rules may use, field by field. Source: docs/rule-sets.md. */
import { expect, it } from "vitest";
import { NEVER } from "../../../../src/domain/colour/check-ins.ts";
import { type Circumstances, historyAt, type Past, recordOf } from "../../../../src/domain/colour/record.ts";
import type { Fact } from "../../../../src/domain/fact/fact.ts";

/** 08:00 on 1 March in China. */
const NOW = Date.UTC(2020, 2, 1);
const DAY = 86_400_000;
const NOTHING: Circumstances = { declaration: null, checkIns: [], facts: [], last: null };
const fact = (from: string, until: string | null): Fact => ({ kind: "confirmed", from, until });
const confirmed = (...facts: readonly Fact[]) => recordOf({ ...NOTHING, facts }, NOW).facts.confirmed;

it("without data every count is NEVER and every answer is empty", () => {
  const { facts, ...rest } = recordOf(NOTHING, NOW);
  expect(NEVER).toBe(99_999);
  expect(rest).toEqual({
    at: NOW,
    declaration: { made: false, category: "none", contact: "none", originRisk: "unknown", days: 99_999 },
    health: { temperatureTenths: 0, fever: false, symptoms: [], unwell: false },
    checkIn: { days: 99_999, weekDays: 99_999, fortnightDays: 99_999 },
    history: { colour: "none", row: "", days: 99_999, redDays: 99_999, since: null, leftRedAt: null },
  });
  expect(facts.confirmed).toEqual({ ever: false, open: false, days: 99_999, endedDays: 99_999, endsInDays: 99_999 });
});

it.for<readonly [string, readonly Fact[], object]>([
  ["that began today", [fact("2020-03-01", null)], { ever: true, open: true, days: 0, endedDays: NEVER, endsInDays: NEVER }],
  ["that begins tomorrow", [fact("2020-03-02", null)], { ever: true, open: true, days: 0, endedDays: NEVER, endsInDays: NEVER }],
  ["that ended", [fact("2020-02-20", "2020-02-28")], { ever: true, open: false, days: 10, endedDays: 2, endsInDays: NEVER }],
  ["that ends today", [fact("2020-02-20", "2020-03-01")], { ever: true, open: false, days: 10, endedDays: 0, endsInDays: NEVER }],
  [
    "that ends tomorrow",
    [fact("2020-02-20", "2020-03-02")],
    { ever: true, open: true, days: 10, endedDays: NEVER, endsInDays: 1 },
  ],
  [
    "of which two have ended",
    [fact("2020-02-01", "2020-02-28"), fact("2020-02-10", "2020-02-20")],
    { ever: true, open: false, days: 20, endedDays: 2, endsInDays: NEVER },
  ],
  [
    "of which two hold",
    [fact("2020-02-01", "2020-03-05"), fact("2020-02-10", "2020-03-03")],
    { ever: true, open: true, days: 20, endedDays: NEVER, endsInDays: 4 },
  ],
  [
    "of which one holds and one has ended",
    [fact("2020-02-01", "2020-03-05"), fact("2020-02-10", "2020-02-20")],
    { ever: true, open: true, days: 20, endedDays: NEVER, endsInDays: 4 },
  ],
])("a fact %s", ([, facts, expected]) => {
  expect(confirmed(...facts)).toEqual(expected);
  expect(confirmed(...facts.toReversed())).toEqual(expected);
});

it("a declaration counts from its day, and the newest report gives the health", () => {
  const reportOf = (days: number, temperatureCelsius: number) => ({ at: NOW - days * DAY, temperatureCelsius, symptoms: [] });
  const declaration = { ...reportOf(3, 38), category: "arriving", contact: "unsure", originRisk: "high" } as const;
  const record = recordOf({ ...NOTHING, declaration, checkIns: [reportOf(1, 36.6), reportOf(2, 39)] }, NOW);
  expect(record.declaration).toEqual({ made: true, category: "arriving", contact: "unsure", originRisk: "high", days: 3 });
  expect(record.health).toEqual({ temperatureTenths: 366, fever: false, symptoms: [], unwell: false });
  expect(record.checkIn).toEqual({ days: 1, weekDays: NEVER, fortnightDays: NEVER });
  const cough = { ...reportOf(0, 37.3), symptoms: ["cough"] } as const;
  expect(recordOf({ ...NOTHING, checkIns: [cough] }, NOW).health).toEqual({
    temperatureTenths: 373,
    fever: true,
    symptoms: ["cough"],
    unwell: true,
  });
});

it("the history counts from the day on which the colour began and from the day on which red ended", () => {
  const past: Past = { colour: "green", row: "nothing_found", since: NOW - 2 * DAY, at: NOW - DAY, leftRedAt: NOW - 5 * DAY };
  const today = Math.floor(NOW / DAY);
  const history = { colour: "green", row: "nothing_found", days: 2, since: NOW - 2 * DAY };
  expect(historyAt(past, today)).toEqual({ ...history, redDays: 5, leftRedAt: NOW - 5 * DAY });
  expect(historyAt({ ...past, leftRedAt: null }, today)).toEqual({ ...history, redDays: NEVER, leftRedAt: null });
  expect(historyAt({ ...past, colour: "red" }, today).redDays).toBe(0);
});
