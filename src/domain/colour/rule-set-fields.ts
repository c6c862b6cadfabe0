/** Parts of a rule set as they come from outside: an object's fields, a sentence in both languages, how long a colour lasts. Pure. */
import type { RuleSetRefusal } from "../rules/check-rule-set.ts";
import { FACT_KINDS, type FactKind } from "../fact/fact.ts";
import { VARIABLES } from "./variables.ts";

export type Fields = Readonly<Record<string, unknown>>;

const MAX_SENTENCE_CHARS = 300;
const MAX_DAYS = 366;

/** All these fields and no other. */
export function objectFault(value: unknown, known: readonly string[], field: string): RuleSetRefusal | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { code: "not_an_object", field };
  const missing = known.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return { code: "missing_field", field: `${field}/${missing}` };
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  return unknown === undefined ? null : { code: "unknown_field", field: `${field}/${escaped(unknown)}` };
}

/** Chinese and English, neither blank. */
export function sentenceFault(value: unknown, field: string): RuleSetRefusal | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { code: "not_an_object", field };
  const { zh, en } = value as Fields;
  if (!isSaid(zh)) return { code: "chinese_missing", field: `${field}/zh` };
  if (!isSaid(en)) return { code: "english_missing", field: `${field}/en` };
  return objectFault(value, ["zh", "en"], field);
}

/** One of the four ways of rule-set.ts, or null. */
export function lastsFault(value: unknown, field: string): RuleSetRefusal | null {
  if (value === null) return null;
  if (typeof value !== "object" || Array.isArray(value)) return { code: "not_an_object", field };
  const { days, hours, from, until } = value as Fields;
  if ("until" in value) {
    const fault = objectFault(value, ["until"], field);
    return fault ?? (FACT_KINDS.includes(until as FactKind) ? null : { code: "wrong_value", field: `${field}/until` });
  }
  if ("hours" in value) return objectFault(value, ["hours"], field) ?? numberFault(hours, MAX_DAYS * 24, `${field}/hours`);
  const fault =
    objectFault(value, "from" in value ? ["days", "from"] : ["days"], field) ?? numberFault(days, MAX_DAYS, `${field}/days`);
  if (fault !== null || !("from" in value)) return fault;
  const isCount = typeof from === "string" && VARIABLES.get(from)?.type === "count";
  return isCount ? null : { code: "wrong_value", field: `${field}/from` };
}

function numberFault(value: unknown, max: number, field: string): RuleSetRefusal | null {
  const isRight = Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= max;
  return isRight ? null : { code: "wrong_value", field };
}

function isSaid(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "" && value.length <= MAX_SENTENCE_CHARS;
}

/** RFC 6901 §3. */
function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
