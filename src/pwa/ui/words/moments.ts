/** Times on the screens, in Beijing time: 今天 07:10, 昨天 22:01, 2月27日 09:00. Pure. */
import { beijing, type BeijingTime, two } from "../../app/beijing-time.ts";
import type { Sentence } from "../../app/say.ts";
import { DAY_MS } from "../../../domain/instant.ts";

const dayNumber = (at: BeijingTime): number => Date.UTC(at.year, at.month - 1, at.day) / DAY_MS;

/** Hours and minutes after the day: "today", "yesterday", or the date, with the year if it is not the present one. */
export function whenOf(at: BeijingTime, now: BeijingTime): Sentence {
  const clock = `${two(at.hour)}:${two(at.minute)}`;
  const daysAgo = dayNumber(now) - dayNumber(at);
  if (daysAgo === 0) return { zh: `今天 ${clock}`, en: `today ${clock}` };
  if (daysAgo === 1) return { zh: `昨天 ${clock}`, en: `yesterday ${clock}` };
  const year = at.year === now.year ? "" : `${at.year}`;
  return {
    zh: `${year === "" ? "" : `${year}年`}${at.month}月${at.day}日 ${clock}`,
    en: `${year === "" ? "" : `${year}-`}${two(at.month)}-${two(at.day)} ${clock}`,
  };
}

/** `20:15:29`. */
export function clockOf(at: BeijingTime): string {
  return `${two(at.hour)}:${two(at.minute)}:${two(at.second)}`;
}

/** An age in whole minutes, from one hour in hours, from two days in days; "just now" below a minute. */
export function ageOf(ageMs: number): Sentence {
  const minutes = Math.max(0, Math.floor(ageMs / 60_000));
  if (minutes < 1) return { zh: "刚刚", en: "just now" };
  if (minutes < 60) return { zh: `${minutes} 分钟前`, en: `${minutes} min ago` };
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? { zh: `${hours} 小时前`, en: `${hours} h ago` }
    : { zh: `${Math.floor(hours / 24)} 天前`, en: `${Math.floor(hours / 24)} days ago` };
}

/** `2020-02-29 20:15` of an instant on the wire. */
export function minuteOf(instant: string): string {
  const { year, month, day, hour, minute } = beijing(Date.parse(instant));
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

/** `2020-02-29 20:15:29` of an instant on the wire. */
export function secondOf(instant: string): string {
  return `${minuteOf(instant)}:${two(beijing(Date.parse(instant)).second)}`;
}

/** `2020-02-29` of an instant on the wire. */
export function dayOf(instant: string): string {
  return minuteOf(instant).slice(0, 10);
}

/** `20:15:29`. */
export function instantClockOf(instant: string): string {
  return secondOf(instant).slice(11);
}
