/** Writes conditions and durations in words for the officers who judge a rule set; also the sentences of refused rule sets. Pure. */
import { FACT_WORDS } from "../fact/fact.ts";
import type { Sentence } from "../sentence.ts";
import type { RuleSetRefusal } from "./check-rule-set.ts";
import type { Lasts } from "./rule-set.ts";
import { valueWords, variableWords } from "./variables.ts";

/** How tightly the operator of a phrase binds: a looser phrase inside a tighter one gets brackets. */
type Tightness = "loose" | "firm" | "tight";
const ORDER: readonly Tightness[] = ["loose", "firm", "tight"];

interface Phrase extends Sentence {
  readonly tightness: Tightness;
}

const SIGNS: Readonly<Record<string, string>> = { "<": "<", "<=": "≤", ">": ">", ">=": "≥", "===": "=", "+": "+" };

/** A condition in words. @param expression a checked condition; an expression that is not a condition is written as JSON */
export function conditionWords(expression: unknown): Sentence {
  const { zh, en } = say(expression);
  return { zh, en };
}

function say(expression: unknown): Phrase {
  if (typeof expression === "boolean")
    return expression ? { zh: "是", en: "yes", tightness: "tight" } : { zh: "否", en: "no", tightness: "tight" };
  if (typeof expression === "number") return plain(String(expression));
  if (typeof expression === "string") return { ...valueWords(expression), tightness: "tight" };
  if (Array.isArray(expression)) return listed(expression.map(say), { zh: "、", en: ", " }, "tight", "tight");
  const [operator = "", operands] = Object.entries((expression ?? {}) as Readonly<Record<string, unknown>>)[0] ?? [];
  if (operator === "var" && typeof operands === "string") return { ...variableWords(operands), tightness: "tight" };
  return Array.isArray(operands) ? operation(operator, operands) : plain(JSON.stringify(expression));
}

function operation(operator: string, operands: readonly unknown[]): Phrase {
  const parts = operands.map(say);
  const sign = SIGNS[operator];
  if (sign !== undefined)
    return listed(parts, { zh: ` ${sign} `, en: ` ${sign} ` }, "tight", operator === "+" ? "tight" : "firm");
  const [first = plain(""), second = plain(""), third = plain("")] = parts;
  switch (operator) {
    case "and":
      return listed(parts, { zh: "，且", en: ", and " }, "firm", "loose");
    case "!":
      return { zh: `非${bracketed(first, "tight").zh}`, en: `not ${bracketed(first, "tight").en}`, tightness: "tight" };
    case "in":
      return Array.isArray(operands[1])
        ? { zh: `${first.zh}为${second.zh}之一`, en: `${first.en} is one of ${second.en}`, tightness: "firm" }
        : { zh: `${second.zh}有${first.zh}`, en: `${second.en} include ${first.en}`, tightness: "firm" };
    case "if":
      if (operands[1] === true) return listed([first, third], { zh: "，或", en: ", or " }, "firm", "loose");
      return {
        zh: `若${first.zh}，则${second.zh}，否则${third.zh}`,
        en: `if ${first.en} then ${second.en}, else ${third.en}`,
        tightness: "loose",
      };
    default:
      return plain(JSON.stringify({ [operator]: operands }));
  }
}

/** The parts as one phrase with a word between them. @param within the least tightness of a part that needs no brackets */
function listed(parts: readonly Phrase[], between: Sentence, within: Tightness, tightness: Tightness): Phrase {
  const phrases = parts.map((part) => bracketed(part, within));
  return {
    zh: phrases.map(({ zh }) => zh).join(between.zh),
    en: phrases.map(({ en }) => en).join(between.en),
    tightness,
  };
}

function bracketed(part: Phrase, within: Tightness): Sentence {
  return ORDER.indexOf(part.tightness) < ORDER.indexOf(within) ? { zh: `（${part.zh}）`, en: `(${part.en})` } : part;
}

function plain(text: string): Phrase {
  return { zh: text, en: text, tightness: "tight" };
}

export function lastsWords(lasts: Lasts | null): Sentence {
  if (lasts === null) return { zh: "至解除", en: "until it is lifted" };
  if ("until" in lasts) {
    const { zh, en } = FACT_WORDS[lasts.until];
    return { zh: `至“${zh}”名单解除`, en: `until the entry “${en}” ends` };
  }
  if ("hours" in lasts) return { zh: `${lasts.hours} 小时`, en: `${lasts.hours} hours` };
  if (!("from" in lasts)) return { zh: `${lasts.days} 天`, en: `${lasts.days} days` };
  const { zh, en } = variableWords(lasts.from);
  return { zh: `至${zh}满 ${lasts.days}`, en: `until ${lasts.days} ${en}` };
}

export const RULE_SET_SENTENCES: Readonly<Record<RuleSetRefusal["code"], Sentence>> = {
  unknown_operator: { zh: "条件里用了没有的运算。", en: "The condition uses an operator that does not exist." },
  wrong_operands: { zh: "条件里的运算对象不对。", en: "The operands of this operator are wrong." },
  unknown_variable: { zh: "条件里用了没有的变量。", en: "The condition uses a variable that does not exist." },
  unknown_value: { zh: "条件里用了该变量没有的值。", en: "The condition compares with a value that the variable never has." },
  not_an_object: { zh: "这里应是一个对象。", en: "This value must be an object." },
  missing_field: { zh: "缺少这一栏。", en: "This field is missing." },
  unknown_field: { zh: "没有这一栏。", en: "There is no such field." },
  wrong_value: { zh: "这一栏的值不对。", en: "This value is wrong." },
  chinese_missing: { zh: "缺少中文，或超过 300 字。", en: "The Chinese is missing, or longer than 300 characters." },
  english_missing: { zh: "缺少英文，或超过 300 字。", en: "The English is missing, or longer than 300 characters." },
  not_total: {
    zh: "规则不完整：缺少“其他人”一行（otherwise）。",
    en: "The rules are not total: the row for everybody else (otherwise) is missing.",
  },
  row_repeated: { zh: "行的名称重复。", en: "Another row has this name." },
  precedence: {
    zh: "行的顺序不对：灰、红、橙、黄、绿依次排列。",
    en: "The rows are in the wrong order: the order is grey, red, orange, yellow, green.",
  },
  validity_reversed: { zh: "结束日期要晚于开始日期。", en: "The end must be later than the first day." },
  validity_overlap: {
    zh: "执行日期与本机构已有的规则重叠。",
    en: "These days overlap with another rule set of this issuer.",
  },
  validity_too_soon: {
    zh: "批准之后至少 10 分钟才能开始执行，请改晚开始日期。",
    en: "A rule set can begin ten minutes after its approval or later: choose a later first day.",
  },
  other_issuer: { zh: "只能为本机构提议规则。", en: "Officers can propose rules only for their own issuer." },
};
