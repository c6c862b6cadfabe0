/** A moment in the time of China. Pure: UTC+8, no summer time, independent of the phone's time zone. */
import { CHINA_OFFSET_MS } from "../../domain/china-time.ts";

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

/** The date and time in China of a moment in ms since 1970. */
export function beijing(ms: number): BeijingTime {
  const at = new Date(ms + CHINA_OFFSET_MS);
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

/** A number in two digits: `07`, `12`. */
export const two = (figure: number): string => String(figure).padStart(2, "0");
