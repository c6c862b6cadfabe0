/** Statistics of a division: query, body and operation of GET /api/v1/divisions/{division}/statistics; and of checked codes: GET /api/v1/verifications. Source: product.md §4, recognition.md §7. */
import * as z from "zod";
import { OUTCOMES } from "../domain/statistics/verifications.ts";
import { DIVISION, OFFICE, OFFICER, feature } from "./operation.ts";
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

/** The number of checks, as the least and the greatest number that it can be. Both are equal unless fewer than ten checks of one hour are among them: of those the answer only says that they were 1 to 9. */
const bounds = { atLeast: count, atMost: count };

const verifications = z.strictObject({
  from: calendarDate,
  to: calendarDate,
  by: z.enum(["hour", "day"]),
  /** The checks of each hour or day of the period that has begun, in order; `at` is its beginning. */
  bins: z.array(z.strictObject({ at: instant, valid: z.strictObject(bounds), refused: z.strictObject(bounds) })),
  /** The checks by issuer of the code and outcome: the colour of a valid code, or the reason of the refusal. Combinations without checks are left out. */
  outcomes: z.array(
    z.strictObject({
      /** The issuer that the code names; null if the text is not a code, or names an issuer that is not recognised. */
      issuer: z.string().nullable(),
      /** The name of the issuer; null if `issuer` is. */
      issuerName: z.strictObject({ zh: z.string(), en: z.string() }).nullable(),
      outcome: z.enum(OUTCOMES),
      ...bounds,
    }),
  ),
});

const PERIOD = ["period_in_future", "period_reversed", "statistics_too_long", "statistics_too_old"] as const;

export const STATISTICS = feature("statistics", {
  statistics: {
    summary: "Statistics of a division",
    description:
      "For administrators of the division or above. Counts passes, different persons and declarations, for the division and the divisions one level below. By hour: at most 7 days, of the last 35. By day: at most 400 days, of the last 400.",
    method: "GET",
    path: `${DIVISION}/statistics`,
    query: statisticsQuery,
    answers: { 200: statistics },
    problems: [...OFFICE, ...PERIOD],
  },
  verifications: {
    summary: "Statistics of checked codes",
    description:
      "For officers of the issuer. Counts the codes that were checked at the hosts of the issuer, by `POST /api/v1/verify`, by `POST /api/v1/verifications` and at the registration of passes, by hour or day, by issuer of the code and by outcome. For officers of the nation: at the hosts of all issuers of this system. Each check counts, also a repeated one. No person is counted. By hour: at most 7 days. By day: at most 35 days. Both of the last 35 days.",
    method: "GET",
    path: "/api/v1/verifications",
    query: statisticsQuery,
    answers: { 200: verifications },
    problems: [...OFFICER, ...PERIOD],
  },
});

export type Statistics = z.infer<typeof statistics>;
export type Verifications = z.infer<typeof verifications>;
export type CountsOf = Statistics["total"];
