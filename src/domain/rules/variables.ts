/** The variables of the record: their types, their values, and words for both. Pure. Source: docs/rule-sets.md, The record. */
import type { CodeColour } from "../code/claims.ts";
import type { Category, Contact, Symptom } from "../declaration/declaration.ts";
import { FACT_KINDS, FACT_WORDS, type Risk } from "../fact/fact.ts";
import type { Sentence } from "../sentence.ts";

export type Variable =
  | { readonly type: "boolean" }
  /** A whole number that time alone does not change. */
  | { readonly type: "number" }
  /** Days since an event: one more at each midnight in China. */
  | { readonly type: "count" }
  /** A boolean that becomes false when the days in the variable `endsIn` have passed. */
  | { readonly type: "open"; readonly endsIn: string }
  /** A text, and the values that it can have; null: any text, for the name of a row. */
  | { readonly type: "text"; readonly values: readonly string[] | null }
  | { readonly type: "texts"; readonly values: readonly string[] };

/** The values of a text variable, each with its words. The type demands all values that the record can have, and no other. */
type Values<Value extends string> = Readonly<Record<Value, Sentence>>;

const CATEGORY: Values<Category | "none"> = {
  none: { zh: "无", en: "none" },
  returning: { zh: "返回", en: "returning" },
  arriving: { zh: "来访", en: "arriving" },
  staying: { zh: "一直在本地", en: "staying" },
};
const CONTACT: Values<Contact> = {
  none: { zh: "无", en: "none" },
  confirmed: { zh: "确诊病例", en: "a confirmed case" },
  suspected: { zh: "疑似病例", en: "a suspected case" },
  fever_patient: { zh: "发热患者", en: "a fever patient" },
  unsure: { zh: "不清楚", en: "not sure" },
};
const RISK: Values<Risk> = {
  unknown: { zh: "未知", en: "unknown" },
  low: { zh: "低", en: "low" },
  medium: { zh: "中", en: "medium" },
  high: { zh: "高", en: "high" },
};
const SYMPTOM: Values<Symptom> = {
  fever: { zh: "发热", en: "fever" },
  cough: { zh: "咳嗽", en: "cough" },
  fatigue: { zh: "乏力", en: "fatigue" },
  breathless: { zh: "气促", en: "short of breath" },
  diarrhoea: { zh: "腹泻", en: "diarrhoea" },
  other: { zh: "其他", en: "other" },
};
const COLOUR: Values<CodeColour> = {
  none: { zh: "无", en: "none" },
  grey: { zh: "灰码", en: "grey" },
  green: { zh: "绿码", en: "green" },
  yellow: { zh: "黄码", en: "yellow" },
  red: { zh: "红码", en: "red" },
  orange: { zh: "橙码", en: "orange" },
};

const VALUE_WORDS: Readonly<Record<string, Sentence>> = { ...CATEGORY, ...CONTACT, ...RISK, ...SYMPTOM, ...COLOUR };

const BOOLEAN: Variable = { type: "boolean" };
const COUNT: Variable = { type: "count" };
const text = (values: Readonly<Record<string, Sentence>>): Variable => ({ type: "text", values: Object.keys(values) });

interface Row {
  readonly variable: Variable;
  readonly words: Sentence;
}

function row(variable: Variable, zh: string, en: string): Row {
  return { variable, words: { zh, en } };
}

const ROWS: ReadonlyMap<string, Row> = new Map<string, Row>([
  ["declaration.made", row(BOOLEAN, "已申报", "declared")],
  ["declaration.category", row(text(CATEGORY), "申报类别", "the category declared")],
  ["declaration.contact", row(text(CONTACT), "申报的接触", "the contact declared")],
  ["declaration.originRisk", row(text(RISK), "来源地风险", "the risk of the places named")],
  ["declaration.days", row(COUNT, "申报后天数", "days since the declaration")],
  ["health.temperatureTenths", row({ type: "number" }, "体温（0.1 ℃）", "temperature in tenths of °C")],
  ["health.fever", row(BOOLEAN, "体温 37.3 ℃ 及以上", "37.3 °C or more")],
  ["health.symptoms", row({ type: "texts", values: Object.keys(SYMPTOM) }, "症状", "symptoms")],
  ["health.unwell", row(BOOLEAN, "发热或有症状", "fever or a symptom")],
  ["checkIn.days", row(COUNT, "上次打卡后天数", "days since the last check-in")],
  ["checkIn.weekDays", row(COUNT, "连续正常打卡满 7 天后天数", "days since 7 good check-ins in a row")],
  ["checkIn.fortnightDays", row(COUNT, "连续正常打卡满 14 天后天数", "days since 14 good check-ins in a row")],
  ...FACT_KINDS.flatMap((kind): readonly (readonly [string, Row])[] => {
    const { zh, en } = FACT_WORDS[kind];
    const open: Variable = { type: "open", endsIn: `facts.${kind}.endsInDays` };
    return [
      [`facts.${kind}.ever`, row(BOOLEAN, `曾列入“${zh}”`, `ever listed as “${en}”`)],
      [`facts.${kind}.open`, row(open, `今天在“${zh}”名单内`, `listed as “${en}” today`)],
      [`facts.${kind}.days`, row(COUNT, `列入“${zh}”后天数`, `days since listed as “${en}”`)],
      [`facts.${kind}.endedDays`, row(COUNT, `“${zh}”解除后天数`, `days since “${en}” ended`)],
    ];
  }),
  ["history.colour", row(text(COLOUR), "上次码色", "the last colour")],
  ["history.row", row({ type: "text", values: null }, "上次所依的行", "the row of the last colour")],
  ["history.days", row(COUNT, "上次码色的天数", "days of the last colour")],
  ["history.redDays", row(COUNT, "红码结束后天数", "days since red ended")],
]);

/** Each variable of the record by its name. */
export const VARIABLES: ReadonlyMap<string, Variable> = new Map([...ROWS].map(([name, { variable }]) => [name, variable]));

/** The words for a variable; its name if the record has no such variable. */
export function variableWords(name: string): Sentence {
  return ROWS.get(name)?.words ?? { zh: name, en: name };
}

/** The words for a value; the text itself if it has none, such as the name of a row. */
export function valueWords(value: string): Sentence {
  return VALUE_WORDS[value] ?? { zh: value, en: value };
}
