/** Moments as a table's column shows them, in Beijing time. Pure. */
import { beijing } from "../app/beijing-time.ts";

const two = (n: number): string => String(n).padStart(2, "0");

/** `2020-02-29 20:15` of an instant of the wire. */
export function minuteOf(instant: string): string {
  const { year, month, day, hour, minute } = beijing(Date.parse(instant));
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

/** `2020-02-29 20:15:29`. */
export function secondOf(instant: string): string {
  return `${minuteOf(instant)}:${two(beijing(Date.parse(instant)).second)}`;
}

/** `2020-02-29`. */
export function dayOf(instant: string): string {
  return minuteOf(instant).slice(0, 10);
}

/** `20:15:29`. */
export function instantClockOf(instant: string): string {
  return secondOf(instant).slice(11);
}
