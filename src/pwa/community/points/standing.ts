/** Reads the collectors at the point from the refusal `point_in_use`. Pure. */
import type { Problem } from "../../../contract/problem.ts";

interface Standing {
  readonly maskedPhone: string;
  readonly maskedName: string;
}

/** Masked names with masked phones, for display; empty for any other problem. */
export function standingOf(problem: Problem): { readonly standing: readonly string[] } {
  const collectors: unknown = problem.code === "point_in_use" ? problem["collectors"] : undefined;
  if (!Array.isArray(collectors)) return { standing: [] };
  return { standing: collectors.filter(isStanding).map(({ maskedName, maskedPhone }) => `${maskedName} ${maskedPhone}`) };
}

function isStanding(value: unknown): value is Standing {
  return typeof value === "object" && value !== null && "maskedPhone" in value && "maskedName" in value;
}
