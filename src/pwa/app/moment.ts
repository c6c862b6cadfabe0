/** Moments as the screens write them, in Beijing time: `2月29日 18:02`, `29 Feb 18:02`. */
import { beijing, two } from "./beijing-time.ts";
import { say } from "./say.ts";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

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
