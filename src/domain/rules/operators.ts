/** The typed parts into which a condition is compiled, and how they read the record. */
import type { Result } from "../result.ts";
import type { ColourRecord } from "../colour/record.ts";
import { VARIABLES, type Variable } from "../colour/variables.ts";

export interface ConditionRefusal {
  readonly code: "unknown_operator" | "wrong_operands" | "unknown_variable" | "unknown_value";
  /** JSON Pointer. */
  readonly field: string;
}

export type Reading<T> = (record: ColourRecord) => T;

/** How time alone turns a condition: a count reaches `at` days, or the days of a countdown have passed. */
export interface Turn {
  /** The count or the countdown in the record. */
  readonly variable: string;
  readonly read: Reading<number>;
  /** `null`: a countdown. */
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

/** A variable as a part, and what time does to it; null where the record has none of this name. */
export function variablePart(name: string): { readonly part: Part; readonly turns: readonly Turn[] } | null {
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

/** Reads a variable that VARIABLES names, and whose type it says: its path has two parts or three. */
export function reader<T>(name: string): Reading<T> {
  const [first = "", second = "", third] = name.split(".");
  if (third === undefined) return (record) => ((record as unknown as Branch)[first] as Branch)[second] as T;
  return (record) => (((record as unknown as Branch)[first] as Branch)[second] as Branch)[third] as T;
}
