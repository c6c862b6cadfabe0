/** A condition in the words of whoever judges a rule: for reading only, it decides nothing. Pure. */
import type { Sentence } from "../sentence.ts";
import { valueWords, variableWords } from "./variables.ts";

/** How tightly an expression holds together: a looser one inside a tighter one stands in brackets. */
type Tightness = "loose" | "firm" | "tight";
const ORDER: readonly Tightness[] = ["loose", "firm", "tight"];

interface Said extends Sentence {
  readonly tightness: Tightness;
}

const SIGNS: Readonly<Record<string, string>> = { "<": "<", "<=": "≤", ">": ">", ">=": "≥", "===": "=", "+": "+" };

/** @param expression a condition that was checked before; what is none is said as it is written */
export function conditionWords(expression: unknown): Sentence {
  const { zh, en } = say(expression);
  return { zh, en };
}

function say(expression: unknown): Said {
  if (typeof expression === "boolean")
    return expression ? { zh: "是", en: "yes", tightness: "tight" } : { zh: "否", en: "no", tightness: "tight" };
  if (typeof expression === "number") return plain(String(expression));
  if (typeof expression === "string") return { ...valueWords(expression), tightness: "tight" };
  if (Array.isArray(expression)) return listed(expression.map(say), { zh: "、", en: ", " }, "tight", "tight");
  const [operator = "", operands] = Object.entries((expression ?? {}) as Readonly<Record<string, unknown>>)[0] ?? [];
  if (operator === "var" && typeof operands === "string") return { ...variableWords(operands), tightness: "tight" };
  return Array.isArray(operands) ? operation(operator, operands) : plain(JSON.stringify(expression));
}

function operation(operator: string, operands: readonly unknown[]): Said {
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

/** @param within how tightly a part has to hold together to stand without brackets */
function listed(parts: readonly Said[], between: Sentence, within: Tightness, tightness: Tightness): Said {
  const said = parts.map((part) => bracketed(part, within));
  return {
    zh: said.map(({ zh }) => zh).join(between.zh),
    en: said.map(({ en }) => en).join(between.en),
    tightness,
  };
}

function bracketed(part: Said, within: Tightness): Sentence {
  return ORDER.indexOf(part.tightness) < ORDER.indexOf(within) ? { zh: `（${part.zh}）`, en: `(${part.en})` } : part;
}

function plain(text: string): Said {
  return { zh: text, en: text, tightness: "tight" };
}
