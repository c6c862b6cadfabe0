/** Dates and days in China, which has one time zone and no summer time. Pure. */
import { DAY_MS, HOUR_MS } from "./instant.ts";
import { remembered } from "./remembered.ts";

export const CHINA_OFFSET_MS = 8 * HOUR_MS;

/** The texts of a date by its day number: each verification needs those of one or two dates, and few different ones occur. */
const textsOfDay = remembered(64, (day: number) => {
  const date = isoDate(day * DAY_MS);
  return { date, digits: date.replaceAll("-", "") };
});

/** The calendar date in China at an instant in ms since 1970 UTC, as `YYYY-MM-DD`. */
export function dateOf(instantMs: number): string {
  return textsOfDay(dayNumberAt(instantMs)).date;
}

/** The calendar date in China at an instant in ms since 1970 UTC, as `YYYYMMDD`. */
export function dateDigitsOf(instantMs: number): string {
  return textsOfDay(dayNumberAt(instantMs)).digits;
}

/** The date and time in China at an instant in ms since 1970 UTC, as `YYYY-MM-DD HH:MM:SS`. */
export function secondInChina(instantMs: number): string {
  return new Date(instantMs + CHINA_OFFSET_MS).toISOString().slice(0, 19).replace("T", " ");
}

/** The number of the day in China at an instant in ms since 1970 UTC; 1970-01-01 is day 0. */
export function dayNumberAt(instantMs: number): number {
  return Math.floor((instantMs + CHINA_OFFSET_MS) / DAY_MS);
}

/** The number of a date `YYYY-MM-DD`, in days since 1970-01-01. The date must exist. */
export function dayNumberOf(date: string): number {
  return Date.parse(date) / DAY_MS;
}

/** The instant, ms since 1970 UTC, at which a day begins in China. @param day its number, in days since 1970-01-01 */
export function startOfDay(day: number): number {
  return day * DAY_MS - CHINA_OFFSET_MS;
}

/** Whether the text is `YYYY-MM-DD` and that day exists in the Gregorian calendar. */
export function isCalendarDate(text: string): boolean {
  // Engines read the text of 31 February differently, so the date is built from its parts and compared.
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  return isoDate(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8)))) === text;
}

/** The date a number of days later, or earlier with a negative number. The date must exist. */
export function addDays(date: string, days: number): string {
  return isoDate(Date.parse(date) + days * DAY_MS);
}

function isoDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
