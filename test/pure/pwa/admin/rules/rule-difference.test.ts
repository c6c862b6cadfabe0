/** The differences between the rules in force and a proposed rule set, as the deciding officer sees them. */
import { expect, test } from "vitest";
import type { RuleSet } from "../../../../../src/contract/rules/rule-set.ts";
import { differencesOf } from "../../../../../src/pwa/admin/rules/rule-difference.ts";
import { anOutcome, aRow, aRuleSet } from "../../../domain/rules/rule-sets.ts";

const rules = (rows: readonly object[], changes: object = {}) => aRuleSet({ rows, ...changes }) as RuleSet;
const first = aRow({ name: "first" });
const second = aRow({ name: "second" });
const third = aRow({ name: "third" });

/** The differences in order, each as `row change`, such as `first colour`. */
function between(before: RuleSet, after: RuleSet): readonly string[] {
  return differencesOf(before, after).map(({ name, what }) => `${name} ${what}`);
}

test("rules that differ in their dates and title alone have no difference", () => {
  const later = { id: "later", version: 2, validFrom: "2021-01-01", title: { zh: "新", en: "New" } };
  expect(between(rules([first, second]), rules([first, second], later))).toEqual([]);
});

test.for<readonly [string, object]>([
  ["colour", { colour: "yellow" }],
  ["reason", { reason: { zh: "列入名单", en: "On a list" } }],
  ["when", { when: { var: "facts.suspected.open" } }],
  ["lasts", { lasts: { days: 14 } }],
  ["ends", { ends: { zh: "治愈", en: "Cure" } }],
  ["ask", { ask: { zh: "街道", en: "Your street" } }],
  ["cause", { cause: "suspected" }],
])("a changed %s is named with its old and its new value", ([part, change]) => {
  const changed = { ...first, ...change };
  expect(differencesOf(rules([first]), rules([changed]))).toEqual([{ name: "first", what: part, before: first, after: changed }]);
});

test("a row that is added or removed is named, and the rows around it have not moved", () => {
  expect(between(rules([first, second]), rules([third, second]))).toEqual(["third added", "first removed"]);
});

test("rows that changed places are named", () => {
  expect(between(rules([first, second, third]), rules([second, first, third]))).toEqual(["second order", "first order"]);
});

test("the last row, for everybody else, is compared too", () => {
  const otherwise = anOutcome({ name: "nothing_found", colour: "grey", cause: null });
  expect(between(rules([first]), rules([first], { otherwise }))).toEqual(["nothing_found colour"]);
});
