/** The time of the next check-in under the shipped rule sets. */
import { expect, test } from "vitest";
import { checkInDue } from "../../../../src/domain/colour/check-ins.ts";
import { SHIPPED_RULE_SETS } from "../../../../src/domain/rules/shipped.ts";

const EVENING = Date.parse("2020-03-01T23:59:00+08:00");

test.for<readonly [string, string, string | null]>([
  // Green lasts 3 days from the last check-in, which is then due. Yellow for a missed check-in keeps that due time, which has passed.
  ["hubei-2020-02", "checked_in", "2020-03-04T00:00:00+08:00"],
  ["hubei-2020-02", "check_in_lapsed", "2020-03-04T00:00:00+08:00"],
  ["hubei-2020-03", "nothing_found", null],
  ["hubei-2021-08", "nothing_found", null],
  ["nation-2020-02", "nothing_found", null],
  // Check-ins on days in a row end this colour: the next one is due at the end of the next day. Green needs none.
  ["hangzhou-2020-02", "close_contact", "2020-03-03T00:00:00+08:00"],
  ["hangzhou-2020-02", "nothing_found", null],
])("after a check-in on the evening of 1 March, the next check-in of %s in the row %s is due at %s", ([id, row, expected]) => {
  const ruleSet = SHIPPED_RULE_SETS.find((ready) => ready.ruleSet.id === id);
  const due = ruleSet === undefined ? Number.NaN : checkInDue(ruleSet, row, EVENING);
  expect(due).toBe(expected === null ? null : Date.parse(expected));
});

test("a text that equals the name of a count is no count", () => {
  const shipped = SHIPPED_RULE_SETS.find((ready) => ready.ruleSet.id === "hubei-2020-03");
  if (shipped === undefined) throw new Error("the rule set is not shipped");
  const [first, ...rest] = shipped.ruleSet.rows;
  if (first === undefined) throw new Error("the rule set has no rows");
  const when = { "==": [{ var: "history.row" }, "checkIn.weekDays"] };
  expect(
    checkInDue({ ...shipped, ruleSet: { ...shipped.ruleSet, rows: [{ ...first, when }, ...rest] } }, first.name, EVENING),
  ).toBe(null);
});
