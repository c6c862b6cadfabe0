/** A moment as the clocks of China show it. Pure: UTC+8, no summer time, whatever zone the phone believes to be in. */
import { say } from "./say.ts";

const BEIJING_MS = 8 * 3_600_000;

export interface BeijingTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Year to second of a moment in milliseconds since 1970. */
export function beijing(ms: number): BeijingTime {
  const at = new Date(ms + BEIJING_MS);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    weekday: at.getUTCDay(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
  };
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

export const two = (figure: number): string => String(figure).padStart(2, "0");

export function moment(ms: number): string {
  const at = beijing(ms);
  const time = `${two(at.hour)}:${two(at.minute)}`;
  return say(`${at.month}月${at.day}日 ${time}`, `${at.day} ${MONTHS[at.month - 1] ?? ""} ${time}`);
}

export function wholeDate(ms: number): string {
  const at = beijing(ms);
  return say(
    `${at.year}年${at.month}月${at.day}日 星期${"日一二三四五六".charAt(at.weekday)}`,
    `${WEEKDAYS[at.weekday] ?? ""} ${at.day} ${MONTHS[at.month - 1] ?? ""} ${at.year}`,
  );
}
