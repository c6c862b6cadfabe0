/** Query and answer of GET /api/v1/divisions/{code}/statistics. Source: product.md §4. */
import * as z from "zod";
import { DIVISION, OFFICE, feature } from "./operation.ts";
import { calendarDate, divisionCode, instant } from "./primitives.ts";

const count = z.int().min(0);

export const statisticsQuery = z.strictObject({
  /** Calendar dates of China, both included. Without an end it ends today; without a beginning it is one day by the hour, thirty by the day. */
  from: calendarDate.optional(),
  to: calendarDate.optional(),
  by: z.enum(["hour", "day"]).optional(),
});

const counts = {
  passes: count,
  /** Different persons who passed, within 3 %; a person who passed in two divisions counts in each of them, and once above them. Null if it is unknown. */
  persons: count.nullable(),
  /** Declarations of those who live there, by category. */
  declarations: z.strictObject({ returning: count, arriving: count, staying: count }),
};

export const statistics = z.strictObject({
  division: divisionCode,
  from: calendarDate,
  to: calendarDate,
  by: z.enum(["hour", "day"]),
  total: z.strictObject(counts),
  /** Each hour or day that has begun, in order. */
  bins: z.array(z.strictObject({ at: instant, ...counts })),
  /** One level below, those of which something was reported; the division's own gates and residents stand under its own code. */
  children: z.array(z.strictObject({ division: divisionCode, name: z.string(), ...counts })),
});

export const STATISTICS = feature("statistics", {
  statistics: {
    summary: "Statistics of a division",
    description:
      "For administrators of the division or above. Passes, different persons and declarations by the hour (at most 7 days, kept 35) or by the day (at most 400), with the divisions one level below.",
    method: "GET",
    path: `${DIVISION}/statistics`,
    query: statisticsQuery,
    answers: { 200: statistics },
    problems: [...OFFICE, "period_in_future", "period_reversed", "statistics_too_long", "statistics_too_old"],
  },
});

export type Statistics = z.infer<typeof statistics>;
export type CountsOf = Statistics["total"];
