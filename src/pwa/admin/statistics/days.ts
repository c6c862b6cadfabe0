/** The days of the statistics: their form in the page's address and in the API's query. Pure. */
import type { Statistics } from "../../../contract/statistics.ts";
import { beijing } from "../../app/beijing-time.ts";

const KEYS = ["by", "from", "to"] as const;
export type DayKey = (typeof KEYS)[number];

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The query of the API for the page's address: `by`, `from` and `to`, without invalid dates and without a `by` other than `hour` and `day`. */
export function daysOf(address: URLSearchParams): URLSearchParams {
  const values = KEYS.map((key) => [key, address.get(key) ?? ""] as const);
  return new URLSearchParams(
    values
      .filter(([key, value]) => (key === "by" ? value === "hour" || value === "day" : DATE.test(value)))
      .map(([key, value]) => [key, value]),
  );
}

/** The query of the page's address with one value changed; an empty value removes it. A change of `by` removes the dates, because the period may be too long for hours. */
export function withDay(address: URLSearchParams, key: DayKey, value: string): URLSearchParams {
  const next = new URLSearchParams(address);
  if (value === "") next.delete(key);
  else next.set(key, value);
  if (key === "by") for (const other of ["from", "to"]) next.delete(other);
  return next;
}

/** The label of an hour or a day on the chart's axis. Hours have their date only where the period has several days. */
export function labelOf(at: string, { by, from, to }: Pick<Statistics, "by" | "from" | "to">): string {
  const { month, day, hour } = beijing(Date.parse(at));
  if (by === "day") return `${month}-${day}`;
  return from === to ? `${hour}:00` : `${month}-${day} ${hour}:00`;
}
