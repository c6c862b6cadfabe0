/** Reads from the problem `point_in_use` which collectors still stand at the point that was to be removed. Pure. */
import type { Problem } from "../../../contract/problem.ts";

interface Standing {
  readonly maskedPhone: string;
  readonly maskedName: string;
}

/** A text per collector with masked name and masked phone number; empty for any other problem. */
export function standingOf(problem: Problem): { readonly standing: readonly string[] } {
  const collectors: unknown = problem.code === "point_in_use" ? problem["collectors"] : undefined;
  if (!Array.isArray(collectors)) return { standing: [] };
  return { standing: collectors.filter(isStanding).map(({ maskedName, maskedPhone }) => `${maskedName} ${maskedPhone}`) };
}

function isStanding(value: unknown): value is Standing {
  return typeof value === "object" && value !== null && "maskedPhone" in value && "maskedName" in value;
}
