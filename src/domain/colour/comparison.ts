/** Comparisons of numbers and counts of days, and the days on which time turns them. */
import { accept, refuse } from "../result.ts";
import type { ConditionRefusal, Part, PartResult, Reading, Turn } from "../rules/operators.ts";
import { reader } from "../rules/operators.ts";

export const ORDERS = ["<", "<=", ">", ">="] as const;
export type Order = (typeof ORDERS)[number];
type Comparable = Extract<Part, { type: "number" | "count" }>;

/**
 * Two or three operands in order. A count is compared with a number written out, or with another count, which time moves along.
 * `turns` receives when a count passes the number.
 */
export function comparison(order: Order, parts: readonly Part[], field: string, turns: Turn[]): PartResult {
  const [first, second, third, tooMany] = parts;
  if (first === undefined || second === undefined || tooMany !== undefined) return wrong(field);
  const lower = pair(order, first, second, field, turns);
  if (!lower.ok || third === undefined) return lower.ok ? accept(boolean(lower.value)) : lower;
  const upper = pair(order, second, third, field, turns);
  if (!upper.ok) return upper;
  return accept(boolean((record) => lower.value(record) && upper.value(record)));
}

function pair(order: Order, left: Part, right: Part, field: string, turns: Turn[]) {
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

/** A count so many days further on. */
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
