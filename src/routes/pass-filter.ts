/** What a reader of the history asks for by query, as the community understands it. */
import type { PassFilters } from "../contract/history.ts";
import type { PointId } from "../domain/community/community.ts";
import { checkPeriod, type Period, type PeriodRefusal } from "../domain/history/period.ts";
import type { Result } from "../domain/result.ts";
import type { PassFilter } from "../objects/community/rpc.ts";

export function periodOf({ from, to }: PassFilters, now: number): Result<Period, PeriodRefusal> {
  return checkPeriod({ from: from === undefined ? null : Date.parse(from), to: to === undefined ? null : Date.parse(to) }, now);
}

export function filterOf({ point, collector, colour }: PassFilters, { from }: Period): PassFilter {
  return { point: (point ?? null) as PointId | null, collector: collector ?? null, colour: colour ?? null, from };
}

/** Which field of the query a refusal of the community is about. */
export function pointerOf(code: "point_not_found" | "collector_not_found"): string {
  return code === "point_not_found" ? "/point" : "/collector";
}
