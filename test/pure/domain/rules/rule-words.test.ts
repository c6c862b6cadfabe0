/** Conditions in words for an officer: exact for each form, and never in JSON. */
import { expect, test } from "vitest";
import { conditionWords } from "../../../../src/domain/rules/rule-words.ts";
import { SHIPPED_RULE_SETS } from "../../../../src/domain/rules/shipped.ts";
import { VARIABLES } from "../../../../src/domain/rules/variables.ts";

const open = { var: "facts.close_contact.open" };
const days = { var: "facts.close_contact.days" };
const fever = { var: "health.fever" };

test.for<readonly [string, unknown, string, string]>([
  ["a list", open, "今天在“密切接触者”名单内", "listed as “Close contact” today"],
  ["a count", { "<": [days, 14] }, "列入“密切接触者”后天数 < 14", "days since listed as “Close contact” < 14"],
  ["a range", { "<=": [7, days, 14] }, "7 ≤ 列入“密切接触者”后天数 ≤ 14", "7 ≤ days since listed as “Close contact” ≤ 14"],
  ["a text", { "===": [{ var: "history.colour" }, "red"] }, "上次码色 = 红码", "the last colour = red"],
  [
    "one of several texts",
    { in: [{ var: "declaration.originRisk" }, ["medium", "high"]] },
    "来源地风险为中、高之一",
    "the risk of the places named is one of medium, high",
  ],
  ["a symptom", { in: ["cough", { var: "health.symptoms" }] }, "症状有咳嗽", "symptoms include cough"],
  [
    "not a comparison",
    { "!": [{ "<": [days, 14] }] },
    "非（列入“密切接触者”后天数 < 14）",
    "not (days since listed as “Close contact” < 14)",
  ],
  [
    "a sum",
    { "<": [{ "+": [days, 3] }, 14] },
    "列入“密切接触者”后天数 + 3 < 14",
    "days since listed as “Close contact” + 3 < 14",
  ],
  [
    "or over and",
    { if: [{ and: [fever, open] }, true, open] },
    "（体温 37.3 ℃ 及以上，且今天在“密切接触者”名单内），或今天在“密切接触者”名单内",
    "(37.3 °C or more, and listed as “Close contact” today), or listed as “Close contact” today",
  ],
  ["not", { "!": [fever] }, "非体温 37.3 ℃ 及以上", "not 37.3 °C or more"],
  [
    "and over or",
    { and: [open, { if: [fever, true, { "!": [{ and: [fever, open] }] }] }] },
    "今天在“密切接触者”名单内，且（体温 37.3 ℃ 及以上，或非（体温 37.3 ℃ 及以上，且今天在“密切接触者”名单内））",
    "listed as “Close contact” today, and (37.3 °C or more, or not (37.3 °C or more, and listed as “Close contact” today))",
  ],
  [
    "if and else",
    { if: [fever, open, false] },
    "若体温 37.3 ℃ 及以上，则今天在“密切接触者”名单内，否则否",
    "if 37.3 °C or more then listed as “Close contact” today, else no",
  ],
  ["yes", true, "是", "yes"],
  ["no", false, "否", "no"],
  ["a number", 7, "7", "7"],
  ["a value that is no condition", { xor: [1] }, '{"xor":[1]}', '{"xor":[1]}'],
  ["null", null, "null", "null"],
])("%s has its words", ([, condition, zh, en]) => {
  expect(conditionWords(condition)).toEqual({ zh, en });
});

test("every variable of the record has words", () => {
  const wordless = [...VARIABLES.keys()].filter((name) => conditionWords({ var: name }).zh === name);
  expect(wordless).toEqual([]);
});

test("no shipped condition is left in JSON", () => {
  const sentences = SHIPPED_RULE_SETS.flatMap(({ ruleSet }) => ruleSet.rows.map(({ when }) => conditionWords(when)));
  expect(sentences.filter(({ zh, en }) => /["{}[\]]/.test(zh + en))).toEqual([]);
});
