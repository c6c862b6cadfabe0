/** The variables of the record: their types, and words for them and for their values. Pure. Source: docs/rule-sets.md, The record. */
import { COLOURS } from "../code/claims.ts";
import { FACT_KINDS, FACT_WORDS, type FactKind } from "../fact/fact.ts";
import type { Sentence } from "../sentence.ts";

const VARIABLE_WORDS: Readonly<Record<string, Sentence>> = {
  "declaration.made": { zh: "已申报", en: "declared" },
  "declaration.category": { zh: "申报类别", en: "the category declared" },
  "declaration.contact": { zh: "申报的接触", en: "the contact declared" },
  "declaration.originRisk": { zh: "来源地风险", en: "the risk of the places named" },
  "declaration.days": { zh: "申报后天数", en: "days since the declaration" },
  "health.temperatureTenths": { zh: "体温（0.1 ℃）", en: "temperature in tenths of °C" },
  "health.fever": { zh: "体温 37.3 ℃ 及以上", en: "37.3 °C or more" },
  "health.symptoms": { zh: "症状", en: "symptoms" },
  "health.unwell": { zh: "发热或有症状", en: "fever or a symptom" },
  "checkIn.days": { zh: "上次打卡后天数", en: "days since the last check-in" },
  "checkIn.weekDays": { zh: "连续正常打卡满 7 天后天数", en: "days since 7 good check-ins in a row" },
  "checkIn.fortnightDays": { zh: "连续正常打卡满 14 天后天数", en: "days since 14 good check-ins in a row" },
  "history.colour": { zh: "上次码色", en: "the last colour" },
  "history.row": { zh: "上次所依的行", en: "the row of the last colour" },
  "history.days": { zh: "上次码色的天数", en: "days of the last colour" },
  "history.redDays": { zh: "红码结束后天数", en: "days since red ended" },
};

const LIST_WORDS: Readonly<Record<string, (list: Sentence) => Sentence>> = {
  ever: ({ zh, en }) => ({ zh: `曾列入“${zh}”`, en: `ever listed as “${en}”` }),
  open: ({ zh, en }) => ({ zh: `今天在“${zh}”名单内`, en: `listed as “${en}” today` }),
  days: ({ zh, en }) => ({ zh: `列入“${zh}”后天数`, en: `days since listed as “${en}”` }),
  endedDays: ({ zh, en }) => ({ zh: `“${zh}”解除后天数`, en: `days since “${en}” ended` }),
};

const VALUE_WORDS: Readonly<Record<string, Sentence>> = {
  none: { zh: "无", en: "none" },
  returning: { zh: "返回", en: "returning" },
  arriving: { zh: "来访", en: "arriving" },
  staying: { zh: "一直在本地", en: "staying" },
  confirmed: { zh: "确诊病例", en: "a confirmed case" },
  suspected: { zh: "疑似病例", en: "a suspected case" },
  fever_patient: { zh: "发热患者", en: "a fever patient" },
  unsure: { zh: "不清楚", en: "not sure" },
  unknown: { zh: "未知", en: "unknown" },
  low: { zh: "低", en: "low" },
  medium: { zh: "中", en: "medium" },
  high: { zh: "高", en: "high" },
  grey: { zh: "灰码", en: "grey" },
  green: { zh: "绿码", en: "green" },
  yellow: { zh: "黄码", en: "yellow" },
  orange: { zh: "橙码", en: "orange" },
  red: { zh: "红码", en: "red" },
  fever: { zh: "发热", en: "fever" },
  cough: { zh: "咳嗽", en: "cough" },
  fatigue: { zh: "乏力", en: "fatigue" },
  breathless: { zh: "气促", en: "short of breath" },
  diarrhoea: { zh: "腹泻", en: "diarrhoea" },
  other: { zh: "其他", en: "other" },
};

/** The words for a variable; its name if the record has no such variable. */
export function variableWords(name: string): Sentence {
  const [, kind = "", about = ""] = /^facts\.(\w+)\.(\w+)$/.exec(name) ?? [];
  const list = FACT_WORDS[kind as FactKind] as Sentence | undefined;
  const words = LIST_WORDS[about];
  if (list !== undefined && words !== undefined) return words(list);
  return VARIABLE_WORDS[name] ?? { zh: name, en: name };
}

/** The words for a value; the text itself if it has none, such as the name of a row. */
export function valueWords(text: string): Sentence {
  return VALUE_WORDS[text] ?? { zh: text, en: text };
}

export type Variable =
  | { readonly type: "boolean" }
  /** A whole number that time alone does not change. */
  | { readonly type: "number" }
  /** Days since an event: one more at each midnight in China. */
  | { readonly type: "count" }
  /** True until the days in `endsIn` have passed. */
  | { readonly type: "open"; readonly endsIn: string }
  /** `null`: any text, for the name of a row. */
  | { readonly type: "text"; readonly values: readonly string[] | null }
  | { readonly type: "texts"; readonly values: readonly string[] };

const BOOLEAN: Variable = { type: "boolean" };
const COUNT: Variable = { type: "count" };

export const VARIABLES: ReadonlyMap<string, Variable> = new Map<string, Variable>([
  ["declaration.made", BOOLEAN],
  ["declaration.category", { type: "text", values: ["none", "returning", "arriving", "staying"] }],
  ["declaration.contact", { type: "text", values: ["none", "confirmed", "suspected", "fever_patient", "unsure"] }],
  ["declaration.originRisk", { type: "text", values: ["unknown", "low", "medium", "high"] }],
  ["declaration.days", COUNT],
  ["health.temperatureTenths", { type: "number" }],
  ["health.fever", BOOLEAN],
  ["health.symptoms", { type: "texts", values: ["fever", "cough", "fatigue", "breathless", "diarrhoea", "other"] }],
  ["health.unwell", BOOLEAN],
  ["checkIn.days", COUNT],
  ["checkIn.weekDays", COUNT],
  ["checkIn.fortnightDays", COUNT],
  ...FACT_KINDS.flatMap((kind): readonly (readonly [string, Variable])[] => [
    [`facts.${kind}.ever`, BOOLEAN],
    [`facts.${kind}.open`, { type: "open", endsIn: `facts.${kind}.endsInDays` }],
    [`facts.${kind}.days`, COUNT],
    [`facts.${kind}.endedDays`, COUNT],
  ]),
  ["history.colour", { type: "text", values: COLOURS }],
  ["history.row", { type: "text", values: null }],
  ["history.days", COUNT],
  ["history.redDays", COUNT],
]);
