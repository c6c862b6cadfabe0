/** Checks a rule set before it is used: every field, every sentence and every condition. Pure. */
import { isCalendarDate } from "../china-time.ts";
import { COLOURS } from "../code/claims.ts";
import { FACT_KINDS, type FactKind } from "../fact/fact.ts";
import { accept, refuse, type Result } from "../result.ts";
import { compileCondition, type Condition } from "./condition.ts";
import type { ConditionRefusal } from "./operators.ts";
import type { Row, RuleSet } from "./rule-set.ts";
import { VARIABLES } from "./variables.ts";

export interface RuleSetRefusal {
  readonly code:
    | ConditionRefusal["code"]
    | "not_an_object"
    | "missing_field"
    | "unknown_field"
    | "wrong_value"
    | "chinese_missing"
    | "english_missing"
    | "not_total"
    | "row_repeated"
    | "precedence"
    | "validity_reversed"
    | "validity_overlap"
    | "validity_too_soon"
    | "other_issuer";
  /** JSON Pointer (RFC 6901) into the rule set. */
  readonly field: string;
}

/** A checked rule set with its compiled conditions: it cannot fail when it decides. */
export interface ReadyRuleSet {
  readonly ruleSet: RuleSet;
  /** The compiled conditions, in the order of the rows. */
  readonly conditions: readonly Condition[];
}

const SET_FIELDS = ["id", "issuer", "version", "title", "validFrom", "validUntil", "rows", "otherwise"];
const OUTCOME_FIELDS = ["name", "colour", "cause", "reason", "lasts", "ends", "ask"];
const MAX_ROWS = 100;
/** The order of the rows by colour: no row may stand below a row of a milder colour. Grey comes first. Source: product.md §6. */
const PRECEDENCE = ["grey", "red", "orange", "yellow", "green"];

/** Checks a rule set in the order of its fields; the first fault is the refusal. Source: docs/rule-sets.md. */
export function checkRuleSet(value: unknown): Result<ReadyRuleSet, RuleSetRefusal> {
  const shape = objectFault(value, SET_FIELDS, "");
  // A missing `otherwise` has a code of its own: without it a person whom no row fits would have no colour.
  if (shape?.field === "/otherwise") return refuse({ code: "not_total", field: shape.field });
  if (shape !== null) return refuse(shape);
  const fields = value as Fields;
  const { rows } = fields;
  const fault = headFault(fields);
  if (fault !== null) return refuse(fault);
  if (!Array.isArray(rows) || rows.length > MAX_ROWS) return refuse({ code: "wrong_value", field: "/rows" });
  const conditions: Condition[] = [];
  for (const [index, row] of rows.entries()) {
    const field = `/rows/${index}`;
    const wrong = rowFault(row, rows.slice(0, index) as readonly Row[], field);
    if (wrong !== null) return refuse(wrong);
    const condition = compileCondition((row as Row).when, `${field}/when`);
    if (!condition.ok) return condition;
    conditions.push(condition.value);
  }
  const last = outcomeFault(fields["otherwise"], OUTCOME_FIELDS, "/otherwise");
  if (last !== null) return refuse(last);
  const ruleSet = value as RuleSet;
  if (rows.some((row: Row) => row.name === ruleSet.otherwise.name))
    return refuse({ code: "row_repeated", field: "/otherwise/name" });
  return accept({ ruleSet, conditions });
}

function headFault({ id, issuer, version, title, validFrom, validUntil }: Fields): RuleSetRefusal | null {
  if (!matches(id, /^[a-z0-9-]{1,40}$/)) return { code: "wrong_value", field: "/id" };
  if (!matches(issuer, /^(?:0|\d{2}|\d{4})$/)) return { code: "wrong_value", field: "/issuer" };
  if (!Number.isSafeInteger(version) || (version as number) < 1) return { code: "wrong_value", field: "/version" };
  const titled = sentenceFault(title, "/title");
  if (titled !== null) return titled;
  if (!isDate(validFrom)) return { code: "wrong_value", field: "/validFrom" };
  if (validUntil === null) return null;
  if (!isDate(validUntil)) return { code: "wrong_value", field: "/validUntil" };
  return validUntil <= validFrom ? { code: "validity_reversed", field: "/validUntil" } : null;
}

function rowFault(row: unknown, before: readonly Row[], field: string): RuleSetRefusal | null {
  const fault = outcomeFault(row, [...OUTCOME_FIELDS, "when"], field);
  if (fault !== null) return fault;
  const { name, colour } = row as Row;
  if (before.some((other) => other.name === name)) return { code: "row_repeated", field: `${field}/name` };
  const above = before.at(-1);
  const isMilder = above !== undefined && PRECEDENCE.indexOf(above.colour) > PRECEDENCE.indexOf(colour);
  return isMilder ? { code: "precedence", field: `${field}/colour` } : null;
}

function outcomeFault(value: unknown, names: readonly string[], field: string): RuleSetRefusal | null {
  const shape = objectFault(value, names, field);
  if (shape !== null) return shape;
  const { name, colour, cause, reason, lasts, ends, ask } = value as Fields;
  if (!matches(name, /^[a-z][a-z0-9_]{0,39}$/)) return { code: "wrong_value", field: `${field}/name` };
  if (colour === "none" || !COLOURS.some((each) => each === colour)) return { code: "wrong_value", field: `${field}/colour` };
  if (cause !== null && !FACT_KINDS.includes(cause as FactKind)) return { code: "wrong_value", field: `${field}/cause` };
  return (
    sentenceFault(reason, `${field}/reason`) ??
    lastsFault(lasts, `${field}/lasts`) ??
    sentenceFault(ends, `${field}/ends`) ??
    sentenceFault(ask, `${field}/ask`)
  );
}

function matches(value: unknown, pattern: RegExp): value is string {
  return typeof value === "string" && pattern.test(value);
}

function isDate(value: unknown): value is string {
  return typeof value === "string" && isCalendarDate(value);
}

export type Fields = Readonly<Record<string, unknown>>;

const MAX_SENTENCE_CHARS = 300;
const MAX_DAYS = 366;

/** The fault of a value that is not an object with exactly the fields `names`; null if it is one. @param field the JSON Pointer of the value */
export function objectFault(value: unknown, names: readonly string[], field: string): RuleSetRefusal | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { code: "not_an_object", field };
  const missing = names.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return { code: "missing_field", field: `${field}/${missing}` };
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  return unknown === undefined ? null : { code: "unknown_field", field: `${field}/${escaped(unknown)}` };
}

/** The fault of a sentence without Chinese or English, or with other fields; null if it has none. */
export function sentenceFault(value: unknown, field: string): RuleSetRefusal | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { code: "not_an_object", field };
  const { zh, en } = value as Fields;
  if (!isSaid(zh)) return { code: "chinese_missing", field: `${field}/zh` };
  if (!isSaid(en)) return { code: "english_missing", field: `${field}/en` };
  return objectFault(value, ["zh", "en"], field);
}

/** The fault of a value that is neither a `Lasts` (rule-set.ts) nor null; null if it is one of them. */
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

/** The name as a part of a JSON Pointer. RFC 6901 §3. */
function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
