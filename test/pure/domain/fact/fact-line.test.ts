/** Lines of files of facts, and the accepted days of a fact. */
import { expect, test } from "vitest";
import { checkFact, type Fact, MAX_FACTS } from "../../../../src/domain/fact/fact.ts";
import { readFactLine, readHeading } from "../../../../src/domain/fact/fact-line.ts";
import { MAX_LINE_CHARACTERS } from "../../../../src/domain/list/line.ts";

const TODAY = "2020-03-10";
const NUMBER = "11010519491231002X";
const HEADING = "number,kind,from,until,source,reference";
const FACT = { kind: "confirmed", from: "2020-01-23", until: null, source: "42", reference: "1" };
const object = (changes: object = {}) =>
  JSON.stringify({ number: NUMBER, kind: "confirmed", from: "2020-01-23", source: "42", reference: "1", ...changes });

function read(line: string, heading: string | null = null): unknown {
  const columns = heading === null ? null : readHeading(heading);
  if (columns?.ok === false) return columns.refusal;
  const result = readFactLine(columns?.value ?? null, line, TODAY);
  return result.ok ? result.value : result.refusal;
}

test("a line without a type of document has a resident identity card", () => {
  const expected = { document: { type: "10", number: NUMBER }, fact: FACT };
  expect(read(object())).toMatchObject(expected);
  expect(read(object({ type: "" }))).toMatchObject(expected);
  expect(read(`${NUMBER},confirmed,2020-01-23,,42,1`, HEADING)).toMatchObject(expected);
  expect(read(`${NUMBER},confirmed,2020-01-23,2020-02-20,42,1`, HEADING)).toMatchObject({
    fact: { ...FACT, until: "2020-02-20" },
  });
});

test("a heading has each column once, and at least the required ones", () => {
  expect(readHeading("证件号码,名单,开始日期,来源地区,编号")).toEqual({
    ok: true,
    value: ["number", "kind", "from", "source", "reference"],
  });
  expect(["number,kind,from,source", `${HEADING},number`, `${HEADING},name`].map((heading) => read("", heading))).toEqual(
    Array.from({ length: 3 }, () => ({ code: "fact_heading", field: null })),
  );
});

test("a line may have exactly as many characters as the limit", () => {
  expect([MAX_LINE_CHARACTERS, MAX_FACTS]).toEqual([2000, 100]);
  expect(read(object().padEnd(MAX_LINE_CHARACTERS))).toMatchObject({ fact: FACT });
  expect(read(object().padEnd(MAX_LINE_CHARACTERS + 1))).toEqual({ code: "fact_line_too_long", field: null });
});

test.each([
  ["that is no object", "[]", "fact_line_form", null],
  ["without a number", object({ number: undefined }), "resident_number_form", "number"],
  ["with a wrong number", object({ number: "110105194912310021" }), "resident_number_check", "number"],
  ["of another list", object({ kind: "debtor" }), "fact_kind_unknown", "kind"],
  ["without a list", object({ kind: undefined }), "fact_kind_unknown", "kind"],
  ["of an unknown source", object({ source: "Wuhan" }), "division_unknown", "source"],
  ["without a source", object({ source: undefined }), "division_unknown", "source"],
  ["without a reference", object({ reference: undefined }), "fact_reference_form", "reference"],
  ["with a reference of 65 characters", object({ reference: "x".repeat(65) }), "fact_reference_form", "reference"],
  ["without a first day", object({ from: undefined }), "fact_not_a_date", "from"],
  ["with a first day in the future", object({ from: "2020-03-11" }), "fact_in_future", "from"],
  ["with an end on the first day", object({ until: "2020-01-23" }), "fact_dates_reversed", "until"],
])("a line %s is refused", (_, line, code, field) => {
  expect(read(line)).toEqual({ code, field });
});

test.each<[string, string, string | null, string]>([
  ["the first day of the epidemic", "2019-12-01", null, "accepted"],
  ["the day before it", "2019-11-30", null, "fact_too_early /from"],
  ["today", TODAY, null, "accepted"],
  ["tomorrow", "2020-03-11", null, "fact_in_future /from"],
  ["a day that does not exist", "2020-02-30", null, "fact_not_a_date /from"],
  ["a day", "2020-01-23", "2020-01-24", "accepted"],
  ["no day", "2020-01-23", "2020-01-23", "fact_dates_reversed /until"],
  ["366 days", "2020-01-23", "2021-01-23", "accepted"],
  ["367 days", "2020-01-23", "2021-01-24", "fact_too_long /until"],
  ["an end that does not exist", "2020-01-23", "2020-02-30", "fact_not_a_date /until"],
])("a fact of %s: %s to %s", (_, from, until, expected) => {
  const fact: Fact = { kind: "confirmed", from, until };
  const checked = checkFact(fact, TODAY);
  expect(checked.ok ? "accepted" : `${checked.refusal.code} ${checked.refusal.field}`).toBe(expected);
});
