/** What an officer can do about a rule set that was not taken: one table, exhaustive; the refusal's field says where. */
import type { Sentence } from "../sentence.ts";
import type { RuleSetRefusal } from "../rules/check-rule-set.ts";

export const RULE_SET_SENTENCES: Readonly<Record<RuleSetRefusal["code"], Sentence>> = {
  unknown_operator: { zh: "条件里用了没有的运算。", en: "The condition uses an operator that there is not." },
  wrong_operands: { zh: "条件里的运算对象不对。", en: "The operands of this operator are wrong." },
  unknown_variable: { zh: "条件里用了没有的变量。", en: "The condition uses a variable that there is not." },
  unknown_value: { zh: "条件里用了该变量没有的值。", en: "The condition compares with a value that the variable never has." },
  not_an_object: { zh: "这里应是一个对象。", en: "An object belongs here." },
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
    en: "The rows are out of order: grey, red, orange, yellow, green.",
  },
  validity_reversed: { zh: "结束日期要晚于开始日期。", en: "The end has to be later than the first day." },
  validity_overlap: {
    zh: "执行日期与本机构已有的规则重叠。",
    en: "These days overlap with another rule set of this issuer.",
  },
  validity_too_soon: {
    zh: "批准之后至少 10 分钟才能开始执行，请改晚开始日期。",
    en: "It begins at the earliest ten minutes after its approval: choose a later first day.",
  },
  other_issuer: { zh: "只能为本机构提议规则。", en: "Officers propose rules of their own issuer only." },
};
