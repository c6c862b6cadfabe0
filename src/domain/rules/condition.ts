/**
 * Checks CertLogic conditions against the types of the record and compiles them to closures; an accepted condition cannot fail later.
 * The subset is in docs/rule-sets.md; certlogic-js is the reference in tests.
 */
import { accept, refuse, type Result } from "../result.ts";
import {
  comparison,
  type ConditionRefusal,
  equality,
  membership,
  type Order,
  ORDERS,
  type Part,
  type PartResult,
  type Reading,
  sum,
  type Crossing,
  variablePart,
  wrong,
} from "./operators.ts";

export interface Condition {
  readonly holds: Reading<boolean>;
  /** The moments at which time alone can change its value. */
  readonly turns: readonly Crossing[];
  /** The names of the variables that it reads. */
  readonly variables: ReadonlySet<string>;
}

/** No shipped condition comes near this depth; a deeper one is an attack on the stack. */
const MAX_DEPTH = 16;

/** Compiles a condition. Refuses a condition without a variable: its row would decide always or never. */
export function compileCondition(expression: unknown, field: string): Result<Condition, ConditionRefusal> {
  const turns: Crossing[] = [];
  const variables = new Set<string>();
  const part = compile(expression, field, { turns, variables }, 0);
  if (!part.ok) return part;
  if (part.value.type !== "boolean" || part.value.constant) return wrong(field);
  return accept({ holds: part.value.read, turns, variables });
}

/** The fields `turns` and `variables` of a condition while its compilation collects them. */
interface Dependencies {
  readonly turns: Crossing[];
  readonly variables: Set<string>;
}

function compile(expression: unknown, field: string, on: Dependencies, depth: number): PartResult {
  if (depth > MAX_DEPTH) return wrong(field);
  if (typeof expression === "boolean") return accept({ type: "boolean", read: () => expression, constant: true });
  if (typeof expression === "string") return accept({ type: "text", read: () => expression, values: null, literal: expression });
  if (typeof expression === "number") {
    return Number.isSafeInteger(expression)
      ? accept({ type: "number", read: () => expression, literal: expression })
      : wrong(field);
  }
  if (Array.isArray(expression)) return textList(expression, field);
  if (typeof expression !== "object" || expression === null) return wrong(field);
  const [entry, second] = Object.entries(expression);
  if (entry === undefined || second !== undefined) return wrong(field);
  const [operator, values] = entry;
  const inside = `${field}/${operator}`;
  if (operator === "var") return variable(values, inside, on);
  const build = builder(operator);
  if (build === null) return refuse({ code: "unknown_operator", field: inside });
  if (!Array.isArray(values)) return wrong(inside);
  const parts: Part[] = [];
  for (const [index, value] of values.entries()) {
    const part = compile(value, `${inside}/${index}`, on, depth + 1);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  return build(parts, inside, on.turns);
}

type Builder = (parts: readonly Part[], field: string, turns: Crossing[]) => PartResult;

function builder(operator: string): Builder | null {
  if ((ORDERS as readonly string[]).includes(operator)) {
    return (parts, field, turns) => comparison(operator as Order, parts, field, turns);
  }
  switch (operator) {
    case "and":
      return conjunction;
    case "!":
      return negation;
    case "if":
      return choice;
    case "===":
      return equality;
    case "in":
      return membership;
    case "+":
      return sum;
    default:
      return null;
  }
}

function variable(name: unknown, field: string, { turns, variables }: Dependencies): PartResult {
  const read = typeof name === "string" ? variablePart(name) : null;
  if (typeof name !== "string" || read === null) return refuse({ code: "unknown_variable", field });
  variables.add(name);
  turns.push(...read.turns);
  return accept(read.part);
}

function textList(values: readonly unknown[], field: string): PartResult {
  if (!values.every((value) => typeof value === "string") || values.length === 0) return wrong(field);
  return accept({ type: "texts", read: () => values, values, literal: true });
}

function conjunction(parts: readonly Part[], field: string): PartResult {
  const tests = booleans(parts);
  if (tests === null || tests.length < 2) return wrong(field);
  return accept({ type: "boolean", read: (record) => tests.every((test) => test(record)), constant: areConstant(parts) });
}

function negation(parts: readonly Part[], field: string): PartResult {
  const tests = booleans(parts);
  const [test, tooMany] = tests ?? [];
  if (test === undefined || tooMany !== undefined) return wrong(field);
  return accept({ type: "boolean", read: (record) => !test(record), constant: areConstant(parts) });
}

/** The operator `if`. CertLogic has no `or`: it writes *a or b* as `if a then true else b`. */
function choice(parts: readonly Part[], field: string): PartResult {
  const tests = booleans(parts);
  const [guard, then, otherwise, tooMany] = tests ?? [];
  if (guard === undefined || then === undefined || otherwise === undefined || tooMany !== undefined) return wrong(field);
  const read: Reading<boolean> = (record) => (guard(record) ? then(record) : otherwise(record));
  return accept({ type: "boolean", read, constant: areConstant(parts) });
}

function booleans(parts: readonly Part[]): readonly Reading<boolean>[] | null {
  const reads = parts.flatMap((part) => (part.type === "boolean" ? [part.read] : []));
  return reads.length === parts.length ? reads : null;
}

function areConstant(parts: readonly Part[]): boolean {
  return parts.every((part) => part.type === "boolean" && part.constant);
}
