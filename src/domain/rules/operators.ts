/** The typed parts of a compiled condition, each of which gives one value for a record, and the operators that join parts. */
import type { ColourRecord } from "../colour/record.ts";
import { accept, refuse, type Result } from "../result.ts";
import { type Variable, VARIABLES } from "./variables.ts";

export interface ConditionRefusal {
  readonly code: "unknown_operator" | "wrong_operands" | "unknown_variable" | "unknown_value";
  /** JSON Pointer (RFC 6901) into the rule set. */
  readonly field: string;
}

export type Reading<T> = (record: ColourRecord) => T;

/** How time alone changes a condition: a count reaches `at` days, or the days of a countdown have passed. */
export interface Crossing {
  /** The count or the countdown in the record. */
  readonly variable: string;
  readonly read: Reading<number>;
  /** The number of days that the count reaches; null for a countdown. */
  readonly at: number | null;
}

export type Part =
  | { readonly type: "boolean"; readonly read: Reading<boolean>; readonly constant: boolean }
  | { readonly type: "number"; readonly read: Reading<number>; readonly literal: number | null }
  | { readonly type: "count"; readonly read: Reading<number>; readonly variable: string; readonly plus: number }
  | {
      readonly type: "text";
      readonly read: Reading<string>;
      readonly values: readonly string[] | null;
      readonly literal: string | null;
    }
  | {
      readonly type: "texts";
      readonly read: Reading<readonly string[]>;
      readonly values: readonly string[];
      readonly literal: boolean;
    };

export type PartResult = Result<Part, ConditionRefusal>;

/** A variable as a part, with the crossings (changes by time) that it has without a comparison; null if the record has no variable with this name. */
export function variablePart(name: string): { readonly part: Part; readonly turns: readonly Crossing[] } | null {
  const variable = VARIABLES.get(name);
  if (variable === undefined) return null;
  if (variable.type !== "open") return { part: partOf(name, variable), turns: [] };
  const turn = { variable: variable.endsIn, read: reader<number>(variable.endsIn), at: null };
  return { part: partOf(name, { type: "boolean" }), turns: [turn] };
}

function partOf(name: string, variable: Exclude<Variable, { type: "open" }>): Part {
  if (variable.type === "boolean") return { type: "boolean", read: reader<boolean>(name), constant: false };
  if (variable.type === "number") return { type: "number", read: reader<number>(name), literal: null };
  if (variable.type === "count") return { type: "count", read: reader<number>(name), variable: name, plus: 0 };
  if (variable.type === "text") return { type: "text", read: reader<string>(name), values: variable.values, literal: null };
  return { type: "texts", read: reader<readonly string[]>(name), values: variable.values, literal: false };
}

type Branch = Readonly<Record<string, unknown>>;

/** A function that reads a variable from a record. VARIABLES states the type of each; a name has two or three parts. */
export function reader<T>(name: string): Reading<T> {
  const [first = "", second = "", third] = name.split(".");
  if (third === undefined) return (record) => ((record as unknown as Branch)[first] as Branch)[second] as T;
  return (record) => (((record as unknown as Branch)[first] as Branch)[second] as Branch)[third] as T;
}

export const ORDERS = ["<", "<=", ">", ">="] as const;
export type Order = (typeof ORDERS)[number];
type Comparable = Extract<Part, { type: "number" | "count" }>;

/**
 * Compares two or three operands: numbers, counts, or a count with a literal number. Only a count with a number changes with time, because two counts grow
 * together; its crossing, at which the count reaches the number or passes it, is added to `turns`.
 */
export function comparison(order: Order, parts: readonly Part[], field: string, turns: Crossing[]): PartResult {
  const [first, second, third, tooMany] = parts;
  if (first === undefined || second === undefined || tooMany !== undefined) return wrong(field);
  const lower = pair(order, first, second, field, turns);
  if (!lower.ok || third === undefined) return lower.ok ? accept(boolean(lower.value)) : lower;
  const upper = pair(order, second, third, field, turns);
  if (!upper.ok) return upper;
  return accept(boolean((record) => lower.value(record) && upper.value(record)));
}

function pair(order: Order, left: Part, right: Part, field: string, turns: Crossing[]) {
  if (!isComparable(left) || !isComparable(right)) return wrong(field);
  if (left.type === right.type) return accept(COMPARED[order](left.read, right.read));
  const [count, number] = left.type === "count" ? [left, right] : [right, left];
  if (count.type !== "count" || number.type !== "number" || number.literal === null) return wrong(field);
  const [days, operator] = [number.literal - count.plus, left.type === "count" ? order : MIRRORED[order]];
  const at = operator === "<" || operator === ">=" ? days : days + 1;
  turns.push({ variable: count.variable, read: reader<number>(count.variable), at });
  return accept(COMPARED[order](left.read, right.read));
}

const MIRRORED: Readonly<Record<Order, Order>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

const COMPARED: Readonly<Record<Order, (left: Reading<number>, right: Reading<number>) => Reading<boolean>>> = {
  "<": (left, right) => (record) => left(record) < right(record),
  "<=": (left, right) => (record) => left(record) <= right(record),
  ">": (left, right) => (record) => left(record) > right(record),
  ">=": (left, right) => (record) => left(record) >= right(record),
};

/** The operator `+`: a count plus a literal number of days. */
export function sum(parts: readonly Part[], field: string): PartResult {
  const [count, number, tooMany] = parts;
  if (count?.type !== "count" || number?.type !== "number" || tooMany !== undefined) return wrong(field);
  const { literal } = number;
  if (literal === null) return wrong(field);
  return accept({ ...count, read: (record) => count.read(record) + literal, plus: count.plus + literal });
}

function isComparable(part: Part): part is Comparable {
  return part.type === "number" || part.type === "count";
}

function boolean(read: Reading<boolean>): Part {
  return { type: "boolean", read, constant: false };
}

export function wrong(field: string) {
  return refuse<ConditionRefusal>({ code: "wrong_operands", field });
}

/** The operator `===`: compares a text variable with a literal text, in either order. */
export function equality(parts: readonly Part[], field: string): PartResult {
  const [left, right, tooMany] = parts;
  if (left?.type !== "text" || right?.type !== "text" || tooMany !== undefined) return wrong(field);
  const [variable, literal] = left.literal === null ? [left, right.literal] : [right, left.literal];
  if (variable.literal !== null || literal === null) return wrong(field);
  if (!knows(variable.values, literal)) return refuse({ code: "unknown_value", field: `${field}/${variable === left ? 1 : 0}` });
  const { read } = variable;
  return accept({ type: "boolean", read: (record) => read(record) === literal, constant: false });
}

/** The operator `in`: whether a text variable is in a literal list, or a literal text is in a variable with several texts. */
export function membership(parts: readonly Part[], field: string): PartResult {
  const [member, list, tooMany] = parts;
  if (member?.type !== "text" || list?.type !== "texts" || tooMany !== undefined) return wrong(field);
  if ((member.literal === null) !== list.literal) return wrong(field);
  if (member.literal === null) {
    const unknown = list.values.findIndex((value) => !knows(member.values, value));
    if (unknown !== -1) return refuse({ code: "unknown_value", field: `${field}/1/${unknown}` });
  } else if (!list.values.includes(member.literal)) return refuse({ code: "unknown_value", field: `${field}/0` });
  return accept({ type: "boolean", read: (record) => list.read(record).includes(member.read(record)), constant: false });
}

function knows(values: readonly string[] | null, text: string): boolean {
  return values === null || values.includes(text);
}
