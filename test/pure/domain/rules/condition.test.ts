/** Conditions compiled by us and evaluated by certlogic-js: the same answer for any of them over any record; what cannot be evaluated is refused. */
import { type CertLogicExpression, evaluate } from "certlogic-js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NEVER } from "../../../../src/domain/colour/check-ins.ts";
import { compileCondition } from "../../../../src/domain/rules/condition.ts";
import type { ColourRecord } from "../../../../src/domain/colour/record.ts";
import { VARIABLES, type Variable } from "../../../../src/domain/rules/variables.ts";

const named = (type: Variable["type"]) => [...VARIABLES].filter(([, variable]) => variable.type === type);
const names = (...types: readonly Variable["type"][]): readonly string[] =>
  types.flatMap((type) => named(type).map(([name]) => name));
const anyOf = (all: readonly string[]) => fc.constantFrom(...all).map((name) => ({ var: name }));
const ORDER = fc.constantFrom("<", "<=", ">", ">=");
const DAYS = fc.oneof(fc.integer({ min: -3, max: 20 }), fc.constant(NEVER));

const count = fc.oneof(
  anyOf(names("count")),
  fc.tuple(anyOf(names("count")), fc.integer({ min: -20, max: 20 })).map((sum) => ({ "+": sum })),
);
const textTest = fc.constantFrom(...named("text")).chain(([name, variable]) => {
  const values = ("values" in variable && variable.values) || ["confirmed", "measured_fever"];
  return fc.oneof(
    fc.constantFrom(...values).map((value) => ({ "===": [{ var: name }, value] })),
    fc.constantFrom(...values).map((value) => ({ "===": [value, { var: name }] })),
    fc.subarray([...values], { minLength: 1 }).map((some) => ({ in: [{ var: name }, some] })),
  );
});
const leaf = fc.oneof(
  anyOf(names("boolean", "open")),
  textTest,
  fc.constantFrom("cough", "fever", "other").map((symptom) => ({ in: [symptom, { var: "health.symptoms" }] })),
  fc.tuple(ORDER, count, fc.integer({ min: 0, max: 16 })).map(([order, days, value]) => ({ [order]: [days, value] })),
  fc.tuple(ORDER, fc.integer({ min: 0, max: 16 }), count).map(([order, value, days]) => ({ [order]: [value, days] })),
  fc.tuple(ORDER, count, count).map(([order, left, right]) => ({ [order]: [left, right] })),
  fc.tuple(ORDER, count).map(([order, days]) => ({ [order]: [2, days, 9] })),
  fc.integer({ min: 360, max: 390 }).map((tenths) => ({ ">=": [{ var: "health.temperatureTenths" }, tenths] })),
);
const { condition } = fc.letrec((tie) => ({
  condition: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("condition"), { minLength: 2, maxLength: 3 }).map((parts) => ({ and: parts })),
    tie("condition").map((part) => ({ "!": [part] })),
    fc.tuple(tie("condition"), fc.oneof(fc.constant(true), tie("condition")), tie("condition")).map((parts) => ({ if: parts })),
  ),
}));

/** Any record: each variable with any value of its type. */
const anyRecord = fc
  .tuple(
    ...[...VARIABLES].map(([name, variable]) => {
      const value: fc.Arbitrary<unknown> =
        variable.type === "count"
          ? DAYS
          : variable.type === "number"
            ? fc.integer({ min: 340, max: 430 })
            : variable.type === "text"
              ? fc.constantFrom(...(variable.values ?? ["", "confirmed", "measured_fever"]))
              : variable.type === "texts"
                ? fc.subarray([...variable.values])
                : fc.boolean();
      return value.map((one) => [name, one] as const);
    }),
  )
  .map((pairs) => {
    const record: Record<string, unknown> = {};
    for (const [name, value] of pairs) {
      const path = name.split(".");
      const last = path.pop() ?? "";
      let at = record;
      for (const step of path) at = (at[step] ??= {}) as Record<string, unknown>;
      at[last] = value;
    }
    return record as unknown as ColourRecord;
  });

it("any condition says over any record what certlogic-js says", () => {
  fc.assert(
    fc.property(condition, anyRecord, (expression, record) => {
      const compiled = compileCondition(expression, "");
      if (!compiled.ok) throw new Error(`${compiled.refusal.code} at ${compiled.refusal.field}`);
      expect(compiled.value.holds(record)).toBe(Boolean(evaluate(expression as CertLogicExpression, record)));
    }),
    { numRuns: 2000 },
  );
});

describe("what cannot be evaluated is refused with its place", () => {
  const made = { var: "declaration.made" };
  const days = { var: "declaration.days" };
  it.for<readonly [string, unknown, string, string]>([
    ["an operator that CertLogic has not", { or: [made, made] }, "unknown_operator", "/or"],
    ["dates of CertLogic, which the record has not", { plusTime: ["2020-03-01", 1, "day"] }, "unknown_operator", "/plusTime"],
    ["a variable that the record has not", { "!": [{ var: "person.name" }] }, "unknown_variable", "/!/0/var"],
    ["the whole record", { var: "" }, "unknown_variable", "/var"],
    ["a name of the prototype", { var: "facts.constructor.open" }, "unknown_variable", "/var"],
    ["the present time, which conditions may not read", { ">": [{ var: "at" }, 1] }, "unknown_variable", "/>/0/var"],
    ["a countdown", { ">": [{ var: "facts.confirmed.endsInDays" }, 1] }, "unknown_variable", "/>/0/var"],
    ["a variable that is no text", { var: 7 }, "unknown_variable", "/var"],
    ["a text that its variable never has", { "===": [{ var: "declaration.category" }, "tourist"] }, "unknown_value", "/===/1"],
    ["the same on the left", { "===": ["tourist", { var: "declaration.category" }] }, "unknown_value", "/===/0"],
    ["one text of several", { in: [{ var: "history.colour" }, ["red", "blue"]] }, "unknown_value", "/in/1/1"],
    ["a symptom that nobody can declare", { in: ["hiccups", { var: "health.symptoms" }] }, "unknown_value", "/in/0"],
    ["one operand too few", { "<": [days] }, "wrong_operands", "/<"],
    ["operands too many", { "<": [1, days, 3, 4] }, "wrong_operands", "/<"],
    ["a comparison of a text", { "<": [{ var: "declaration.category" }, 3] }, "wrong_operands", "/<"],
    [
      "a count and a number that is not written out",
      { "<": [days, { var: "health.temperatureTenths" }] },
      "wrong_operands",
      "/<",
    ],
    ["a sum of numbers", { "<": [{ "+": [1, 2] }, 3] }, "wrong_operands", "/</0/+"],
    ["a fraction, which CertLogic has not", { "<": [days, 1.5] }, "wrong_operands", "/</1"],
    ["a list of numbers", { in: [{ var: "history.row" }, [1]] }, "wrong_operands", "/in/1"],
    ["two texts written out", { "===": ["red", "red"] }, "wrong_operands", "/==="],
    ["a count that is equal to something", { "===": [days, 3] }, "wrong_operands", "/==="],
    ["an and of one", { and: [made] }, "wrong_operands", "/and"],
    ["an and of a count", { and: [made, days] }, "wrong_operands", "/and"],
    ["a not of two", { "!": [made, made] }, "wrong_operands", "/!"],
    ["an if without else", { if: [made, true] }, "wrong_operands", "/if"],
    ["operands that are no list", { "!": made }, "wrong_operands", "/!"],
    ["two operators in one", { "!": [made], and: [made, made] }, "wrong_operands", ""],
    ["no operator", {}, "wrong_operands", ""],
    ["nothing", null, "wrong_operands", ""],
    ["what is always true", true, "wrong_operands", ""],
    ["what is always true, in other words", { "!": [{ and: [true, false] }] }, "wrong_operands", ""],
    ["what is no condition", days, "wrong_operands", ""],
  ])("%s", ([, expression, code, field]) => {
    expect(compileCondition(expression, "")).toEqual({ ok: false, refusal: { code, field } });
  });

  it("more than 16 levels", () => {
    const deep = Array.from({ length: 17 }).reduce<unknown>((inner) => ({ "!": [inner] }), made);
    expect(compileCondition(deep, "")).toEqual({ ok: false, refusal: { code: "wrong_operands", field: "/!/0".repeat(17) } });
  });
});
