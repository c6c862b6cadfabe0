/** A birth date: a day that exists, not in the future, of a living person. Source: product.md §8. */
import { isCalendarDate } from "../china-time.ts";

const MAX_AGE_YEARS = 130;

export type BirthDateFault = "not_a_date" | "in_future" | "too_long_ago";

/** What is wrong with a birth date `YYYY-MM-DD`, or null. `today` is the calendar date in China. */
export function birthDateFault(birthDate: string, today: string): BirthDateFault | null {
  if (!isCalendarDate(birthDate)) return "not_a_date";
  if (birthDate > today) return "in_future";
  // Text order is date order; who is born on or before this day has turned 131.
  const tooOld = `${String(Number(today.slice(0, 4)) - MAX_AGE_YEARS - 1).padStart(4, "0")}${today.slice(4)}`;
  return birthDate <= tooOld ? "too_long_ago" : null;
}
