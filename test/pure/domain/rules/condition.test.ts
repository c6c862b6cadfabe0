/** A condition has the same value over any record, whether the domain compiles it or certlogic-js evaluates it. */
import { type CertLogicExpression, evaluate } from "certlogic-js";
import * as fc from "fast-check";
import { expect, it } from "vitest";
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

/** Generates records in which each variable has any value of its type. */
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

it("any condition over any record has the value that certlogic-js gives", () => {
  fc.assert(
    fc.property(condition, anyRecord, (expression, record) => {
      const compiled = compileCondition(expression, "");
      if (!compiled.ok) throw new Error(`${compiled.refusal.code} at ${compiled.refusal.field}`);
      expect(compiled.value.holds(record)).toBe(Boolean(evaluate(expression as CertLogicExpression, record)));
    }),
    { numRuns: 2000 },
  );
});
