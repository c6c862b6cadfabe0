/** Refused conditions, each with the place of the fault; and the days on which time alone changes the value of a condition. */
import { describe, expect, it } from "vitest";
import { compileCondition } from "../../../../src/domain/rules/condition.ts";

describe("a condition that cannot be evaluated is refused with its place", () => {
  const made = { var: "declaration.made" };
  const days = { var: "declaration.days" };
  it.for<readonly [string, unknown, string, string]>([
    ["an operator outside CertLogic", { or: [made, made] }, "unknown_operator", "/or"],
    ["dates of CertLogic, which the record lacks", { plusTime: ["2020-03-01", 1, "day"] }, "unknown_operator", "/plusTime"],
    ["an unknown variable", { "!": [{ var: "person.name" }] }, "unknown_variable", "/!/0/var"],
    ["the whole record", { var: "" }, "unknown_variable", "/var"],
    ["a name of the prototype", { var: "facts.constructor.open" }, "unknown_variable", "/var"],
    ["the present time, which conditions may not read", { ">": [{ var: "at" }, 1] }, "unknown_variable", "/>/0/var"],
    ["a countdown", { ">": [{ var: "facts.confirmed.endsInDays" }, 1] }, "unknown_variable", "/>/0/var"],
    ["a variable that is no text", { var: 7 }, "unknown_variable", "/var"],
    [
      "a text that is no value of its variable",
      { "===": [{ var: "declaration.category" }, "tourist"] },
      "unknown_value",
      "/===/1",
    ],
    ["such a text on the left", { "===": ["tourist", { var: "declaration.category" }] }, "unknown_value", "/===/0"],
    ["one such text among several", { in: [{ var: "history.colour" }, ["red", "blue"]] }, "unknown_value", "/in/1/1"],
    ["a symptom that nobody can declare", { in: ["hiccups", { var: "health.symptoms" }] }, "unknown_value", "/in/0"],
    ["one operand too few", { "<": [days] }, "wrong_operands", "/<"],
    ["too many operands", { "<": [1, days, 3, 4] }, "wrong_operands", "/<"],
    ["no operand", { "<": [] }, "wrong_operands", "/<"],
    ["an order of two texts", { "<": ["a", "b"] }, "wrong_operands", "/<"],
    ["an order of two conditions", { "<": [made, made] }, "wrong_operands", "/<"],
    ["a range up to a text", { "<": [1, days, "3"] }, "wrong_operands", "/<"],
    ["a range from a text", { "<": ["1", days, 3] }, "wrong_operands", "/<"],
    ["a sum of three", { "<": [{ "+": [days, 2, 3] }, 3] }, "wrong_operands", "/</0/+"],
    [
      "a sum with a number that is not written out",
      { "<": [{ "+": [days, { var: "health.temperatureTenths" }] }, 3] },
      "wrong_operands",
      "/</0/+",
    ],
    ["a sum of one", { "<": [{ "+": [days] }, 3] }, "wrong_operands", "/</0/+"],
    ["a sum of nothing", { "<": [{ "+": [] }, 3] }, "wrong_operands", "/</0/+"],
    ["an equality of three", { "===": [{ var: "history.row" }, "a", "b"] }, "wrong_operands", "/==="],
    ["an equality of one", { "===": [{ var: "history.row" }] }, "wrong_operands", "/==="],
    ["an equality of nothing", { "===": [] }, "wrong_operands", "/==="],
    ["two text variables", { "===": [{ var: "history.row" }, { var: "history.colour" }] }, "wrong_operands", "/==="],
    ["a text and a count", { "===": ["a", days] }, "wrong_operands", "/==="],
    ["a count and a text", { "===": [days, "a"] }, "wrong_operands", "/==="],
    ["a text among nothing", { in: ["cough"] }, "wrong_operands", "/in"],
    ["nothing among nothing", { in: [] }, "wrong_operands", "/in"],
    ["a count among texts", { in: [days, ["a"]] }, "wrong_operands", "/in"],
    ["a text among three", { in: ["cough", { var: "health.symptoms" }, ["a"]] }, "wrong_operands", "/in"],
    ["a text in a text", { in: ["cough", "cough"] }, "wrong_operands", "/in"],
    ["a text written out among texts written out", { in: ["a", ["a"]] }, "wrong_operands", "/in"],
    ["a variable in a variable", { in: [{ var: "history.row" }, { var: "health.symptoms" }] }, "wrong_operands", "/in"],
    ["an empty list", { in: [{ var: "history.row" }, []] }, "wrong_operands", "/in/1"],
    ["a not of nothing", { "!": [] }, "wrong_operands", "/!"],
    ["a not of a count", { "!": [days] }, "wrong_operands", "/!"],
    ["an if of nothing", { if: [] }, "wrong_operands", "/if"],
    ["an if with a count", { if: [made, days, made] }, "wrong_operands", "/if"],
    ["an if of four", { if: [made, made, made, made] }, "wrong_operands", "/if"],
    ["what is always true or always false", { if: [true, true, false] }, "wrong_operands", ""],
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

const turnsOf = (expression: unknown) => {
  const compiled = compileCondition(expression, "");
  return compiled.ok ? compiled.value.turns.map(({ variable, at }) => [variable, at]) : compiled.refusal;
};

describe("a comparison with a count turns on one day", () => {
  const days = { var: "declaration.days" };
  it.for<readonly [unknown, number]>([
    [{ "<": [days, 14] }, 14],
    [{ "<=": [days, 14] }, 15],
    [{ ">": [days, 14] }, 15],
    [{ ">=": [days, 14] }, 14],
    [{ "<": [14, days] }, 15],
    [{ "<=": [14, days] }, 14],
    [{ ">": [14, days] }, 14],
    [{ ">=": [14, days] }, 15],
    [{ "<": [{ "+": [days, 3] }, 14] }, 11],
    [{ ">": [{ "+": [{ "+": [days, 3] }, 4] }, 14] }, 8],
  ])("%j turns on day %d", ([expression, at]) => {
    expect(turnsOf(expression)).toEqual([["declaration.days", at]]);
  });

  it("a range turns twice, an open entry turns at its end, and a comparison of two counts has no turn", () => {
    expect(turnsOf({ "<=": [7, days, 14] })).toEqual([
      ["declaration.days", 7],
      ["declaration.days", 15],
    ]);
    expect(turnsOf({ var: "facts.confirmed.open" })).toEqual([["facts.confirmed.endsInDays", null]]);
    expect(turnsOf({ "<": [days, { var: "checkIn.days" }] })).toEqual([]);
  });
});

it("conditions of 16 levels are compiled", () => {
  const deep = Array.from({ length: 16 }).reduce<unknown>((inner) => ({ "!": [inner] }), { var: "declaration.made" });
  expect(compileCondition(deep, "").ok).toBe(true);
});
