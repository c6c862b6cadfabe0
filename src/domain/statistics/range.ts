/** Checks the days of a request for statistics. Pure. Source: product.md §4; decision 12. */
import { addDays, dateOf } from "../china-time.ts";
import { RETENTION, type Retained } from "../retention.ts";
import { type Result, accept, refuse } from "../result.ts";
import { DAY_MS } from "../instant.ts";

/** The most days of a request by hour: a chart has room for their bars. */
const MAX_DAYS_BY_HOUR = 7;
const DEFAULT_DAYS = { hour: 1, day: 30 } as const;

export type Grain = "hour" | "day";

/** How long the counts of each grain are stored. */
const COUNTS: Readonly<Record<Grain, Retained>> = { hour: "hourCount", day: "dayCount" };

/** Days since 1970 in China, both included. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
  readonly by: Grain;
}

export type DayRangeRefusal =
  | { readonly code: "period_in_future"; readonly field: "from" | "to" }
  | { readonly code: "period_reversed"; readonly field: "to" }
  | { readonly code: "statistics_too_long"; readonly field: "from" }
  | { readonly code: "statistics_too_old"; readonly field: "from" };

/**
 * Checks a range of days.
 * @param stored the kind of the counts of each grain
 * @param request calendar dates in China, both included; without an end it ends today, without a beginning it has one day (by hour) or thirty (by day)
 */
export function checkDays(
  request: { readonly from: string | null; readonly to: string | null; readonly by: Grain },
  now: number,
  stored = COUNTS,
): Result<DayRange, DayRangeRefusal> {
  const { by } = request;
  const to = request.to ?? dateOf(now);
  const from = request.from ?? addDays(to, 1 - DEFAULT_DAYS[by]);
  if (from > dateOf(now)) return refuse({ code: "period_in_future", field: "from" });
  if (to > dateOf(now)) return refuse({ code: "period_in_future", field: "to" });
  if (to < from) return refuse({ code: "period_reversed", field: "to" });
  const range = { first: dayNumber(from), last: dayNumber(to), by };
  const days = range.last - range.first + 1;
  const retentionDays = RETENTION[stored[by]].ms / DAY_MS;
  if (days > (by === "hour" ? MAX_DAYS_BY_HOUR : retentionDays)) return refuse({ code: "statistics_too_long", field: "from" });
  return range.first <= dayNumber(dateOf(now)) - retentionDays
    ? refuse({ code: "statistics_too_old", field: "from" })
    : accept(range);
}

/** The number of a date `YYYY-MM-DD`, in days since 1970. */
function dayNumber(date: string): number {
  return Date.parse(date) / DAY_MS;
}

export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
