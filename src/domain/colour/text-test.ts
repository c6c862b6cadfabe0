/** Tests of texts in a condition: equal, or one of several. A text that its variable never has is refused. */
import { accept, refuse } from "../result.ts";
import { wrong } from "./comparison.ts";
import type { Part, PartResult } from "../rules/operators.ts";

/** A text variable and a text written out, in either order. */
export function equality(parts: readonly Part[], field: string): PartResult {
  const [left, right, tooMany] = parts;
  if (left?.type !== "text" || right?.type !== "text" || tooMany !== undefined) return wrong(field);
  const [variable, literal] = left.literal === null ? [left, right.literal] : [right, left.literal];
  if (variable.literal !== null || literal === null) return wrong(field);
  if (!knows(variable.values, literal)) return refuse({ code: "unknown_value", field: `${field}/${variable === left ? 1 : 0}` });
  const { read } = variable;
  return accept({ type: "boolean", read: (record) => read(record) === literal, constant: false });
}

/** A text variable among texts written out, or a text written out in a variable that holds several. */
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
