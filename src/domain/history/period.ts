/** Checks the period of a request for passes, at most 31 days. Pure. Source: product.md §4. */
import { type Result, accept, refuse } from "../result.ts";
import { overUntil } from "../retention.ts";
import { DAY_MS } from "../instant.ts";

const MAX_PERIOD_MS = 31 * DAY_MS;
/** The clock of an office's computer may be ahead of the server's by this much. */
const CLOCK_MS = 60_000;

/** A period in ms: `from` belongs to it, `to` does not. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

export type PeriodRefusal =
  | { readonly code: "period_in_future"; readonly field: "from" | "to" }
  | { readonly code: "period_reversed"; readonly field: "to" }
  | { readonly code: "period_too_long"; readonly field: "from" };

/**
 * Checks a period, and moves its beginning after the time whose retention is over: passes of that time may still be stored, but nobody may see them.
 * @param request ms; without an end it reaches to the newest pass, without a beginning it starts with the oldest pass
 */
export function checkPeriod(
  request: { readonly from: number | null; readonly to: number | null },
  now: number,
): Result<Period, PeriodRefusal> {
  const { from, to } = request;
  if (from !== null && from > now + CLOCK_MS) return refuse({ code: "period_in_future", field: "from" });
  if (to !== null && to > now + CLOCK_MS) return refuse({ code: "period_in_future", field: "to" });
  if (from !== null && to !== null && to <= from) return refuse({ code: "period_reversed", field: "to" });
  if (from !== null && (to ?? now) - from > MAX_PERIOD_MS) return refuse({ code: "period_too_long", field: "from" });
  const oldest = overUntil("pass", now) + 1;
  return accept({ from: Math.max(from ?? oldest, oldest), to: to ?? Number.MAX_SAFE_INTEGER });
}
