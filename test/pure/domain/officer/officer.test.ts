/** Who may be the second of two. Source: product.md §5, point 4; decision 55. */
import { expect, test } from "vitest";
import type { PersonKey } from "../../../../src/domain/access/keys.ts";
import { agreementOf, boundPerson, type Door, isConcerned, secondOf, TIES } from "../../../../src/domain/officer/officer.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 29);
const key = (digit: string) => digit.repeat(24) as PersonKey;
const DOORS = Object.keys(TIES) as readonly Door[];

/** An officer whom one person alone appointed some days ago. */
function officer(digit: string, appointedBy: readonly string[] = [], daysAgo = 1) {
  const alone = appointedBy.map((by) => ({ by: key(by), at: NOW - daysAgo * DAY }));
  return { person: key(digit), maskedPhone: "", alone };
}
const refused = (code: string) => ({ ok: false, refusal: { code } });
const accepted = { ok: true, value: null };

test.each(DOORS)("%s: another person may be the second, the same person may not, with any login", (door) => {
  expect(secondOf(door, officer("1"), officer("2"), NOW)).toEqual(accepted);
  expect(secondOf(door, officer("1"), { ...officer("1"), maskedPhone: "138*****001" }, NOW)).toEqual(refused("same_officer"));
  expect(agreementOf(door, officer("1"), officer("1"), NOW)).toEqual(refused("second_officer"));
});

test.each<[string, ReturnType<typeof officer>, ReturnType<typeof officer>]>([
  ["the first one appointed the second one", officer("1"), officer("2", ["1"])],
  ["the second one appointed the first one", officer("1", ["2"]), officer("2")],
  ["a third person appointed both", officer("1", ["3"]), officer("2", ["3"])],
  ["one of several appointments is such a one", officer("1", ["4", "3"]), officer("2", ["5", "3"])],
  ["it is a moment less than 30 days old", officer("1"), officer("2", ["1"], 30 - 1 / DAY)],
])("an appointment by one person alone ties two: %s", (_, first, second) => {
  for (const door of DOORS)
    expect(secondOf(door, first, second, NOW)).toEqual(TIES[door] === "counted" ? refused("tied_officers") : accepted);
});

test.each<[string, ReturnType<typeof officer>, ReturnType<typeof officer>]>([
  ["after 30 days", officer("1"), officer("2", ["1"], 30)],
  ["by different persons", officer("1", ["3"]), officer("2", ["4"])],
  ["of one of the two by a third person", officer("1", ["3"]), officer("2")],
])("an appointment does not tie %s", (_, first, second) => {
  expect(secondOf("proposal", first, second, NOW)).toEqual(accepted);
});

test("a stored officer of an earlier release has no known appointments", () => {
  expect(secondOf("proposal", { person: key("1"), maskedPhone: "" }, officer("2"), NOW)).toEqual(accepted);
});

test("operators are hands too: two of them, or one and an officer, never the same key twice", () => {
  const [li, wang] = [{ operator: "li" }, { operator: "wang" }];
  expect(secondOf("proposal", li, wang, NOW)).toEqual(accepted);
  expect(secondOf("proposal", li, officer("1", ["1"]), NOW)).toEqual(accepted);
  expect(secondOf("proposal", officer("1"), li, NOW)).toEqual(accepted);
  expect(secondOf("proposal", li, { operator: "li" }, NOW)).toEqual(refused("same_officer"));
});

test("a login without a person is no officer", () => {
  expect(boundPerson({ person: null })).toEqual(refused("officer_not_bound"));
});

test("an act concerns the officer, and all persons who belong to one of their accounts", () => {
  const concerns = [key("1"), key("7")];
  expect([key("1"), key("7"), key("8")].map((person) => isConcerned({ concerns }, person))).toEqual([true, true, false]);
});
