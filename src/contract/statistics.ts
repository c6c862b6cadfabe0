/** Statistics of a division: query, body and operation of GET /api/v1/divisions/{division}/statistics. Source: product.md §4. */
import * as z from "zod";
import { DIVISION, OFFICE, feature } from "./operation.ts";
import { calendarDate, divisionCode, instant } from "./primitives.ts";

const count = z.int().min(0);

export const statisticsQuery = z.strictObject({
  /** The first and the last day, dates in China. Without `to` the period ends today. Without `from` it has one day if `by` is `hour`, and thirty days otherwise. */
  from: calendarDate.optional(),
  to: calendarDate.optional(),
  by: z.enum(["hour", "day"]).optional(),
});

const counts = {
  passes: count,
  /** The estimated number of different persons who passed, with a standard error of about 2.3 %. A person who passed in two divisions counts once in each of them and once in the division above. Null for hours, and for several days if the data of persons of some of them are deleted already. */
  persons: count.nullable(),
  /** The number of declarations of residents of the division, by category. */
  declarations: z.strictObject({ returning: count, arriving: count, staying: count }),
};

export const statistics = z.strictObject({
  division: divisionCode,
  from: calendarDate,
  to: calendarDate,
  by: z.enum(["hour", "day"]),
  total: z.strictObject(counts),
  /** The counts of each hour or day of the period that has begun, in order; `at` is its beginning. */
  bins: z.array(z.strictObject({ at: instant, ...counts })),
  /** The divisions one level below that have counts. The division's own gates and residents are listed under its own code. */
  children: z.array(z.strictObject({ division: divisionCode, name: z.string(), ...counts })),
});

export const STATISTICS = feature("statistics", {
  statistics: {
    summary: "Statistics of a division",
    description:
      "For administrators of the division or above. Counts passes, different persons and declarations, for the division and the divisions one level below. By hour: at most 7 days, of the last 35. By day: at most 400 days, of the last 400.",
    method: "GET",
    path: `${DIVISION}/statistics`,
    query: statisticsQuery,
    answers: { 200: statistics },
    problems: [...OFFICE, "period_in_future", "period_reversed", "statistics_too_long", "statistics_too_old"],
  },
});

export type Statistics = z.infer<typeof statistics>;
export type CountsOf = Statistics["total"];
