/** Checks the 18 characters of a resident identity number: province, birth date and check character. GB 11643. Pure. */
import { isCalendarDate } from "../china-time.ts";
import { accept, refuse, type Result } from "../result.ts";

export type ResidentNumberRefusal = {
  readonly code:
    | "resident_number_province"
    | "resident_number_date"
    | "resident_number_date_in_future"
    | "resident_number_date_too_long_ago"
    | "resident_number_check";
  readonly field: "number";
};

const PROVINCES = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const DATE_FAULTS = {
  not_a_date: "resident_number_date",
  in_future: "resident_number_date_in_future",
  too_long_ago: "resident_number_date_too_long_ago",
} as const;

/** Whether the number is like that of a permanent resident card of 2023: 9, then 16 digits for place, country, birth date and sequence, then a digit or X. Does not check their values. */
export function isPermanentResidentNumber(number: string): boolean {
  return /^9\d{16}[\dX]$/.test(number);
}

/**
 * Reads the birth date from the number of a resident card, a residence permit (81, 82, 83 0000) or a permanent resident card of 2023:
 * 17 digits and a digit or X. Accepts unknown counties: the table of counties changes every year.
 * Refuses a wrong province, date and check character in this order: a wrong date also breaks the check. Source: product.md §8.
 */
export function checkResidentNumber(
  number: string,
  today: string,
): Result<{ readonly birthDate: string }, ResidentNumberRefusal> {
  const no = (code: ResidentNumberRefusal["code"]) => refuse<ResidentNumberRefusal>({ code, field: "number" });
  if (!PROVINCES.test(number) && !isPermanentResidentNumber(number)) return no("resident_number_province");
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const fault = birthDateFault(birthDate, today);
  if (fault !== null) return no(DATE_FAULTS[fault]);
  return checkCharacter(number) === number.charAt(17) ? accept({ birthDate }) : no("resident_number_check");
}

/** The check character by ISO 7064 MOD 11-2 over the first 17 digits. It detects every single wrong character and every swap of two neighbours. */
function checkCharacter(number: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number.charAt(index)), 0);
  return "10X98765432".charAt(sum % 11);
}

const MAX_AGE_YEARS = 130;

export type BirthDateFault = "not_a_date" | "in_future" | "too_long_ago";

/** The fault of a birth date `YYYY-MM-DD`; null if it has none. `today` is the calendar date in China. */
export function birthDateFault(birthDate: string, today: string): BirthDateFault | null {
  if (!isCalendarDate(birthDate)) return "not_a_date";
  if (birthDate > today) return "in_future";
  // Text order is date order. A person born on or before this day is at least 131 years old.
  const tooOld = `${String(Number(today.slice(0, 4)) - MAX_AGE_YEARS - 1).padStart(4, "0")}${today.slice(4)}`;
  return birthDate <= tooOld ? "too_long_ago" : null;
}
