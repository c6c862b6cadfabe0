/** Counts of passes and declarations, by hour, and the hours of a day in China. Pure. Source: product.md §4, "history of passes"; architecture.md, Division. */
import type { Category } from "../declaration/declaration.ts";
import { CHINA_OFFSET_MS } from "../china-time.ts";
import { HOUR_MS } from "../instant.ts";

const HOURS_PER_DAY = 24;

/** A number of registered passes, and of declarations by category. */
export interface Counts extends Readonly<Record<Category, number>> {
  readonly passes: number;
}

export const NO_COUNTS: Counts = { passes: 0, returning: 0, arriving: 0, staying: 0 };

/** The counts of one hour. */
export interface HourCounts extends Counts {
  /** Hours since 1970 UTC. */
  readonly hour: number;
}

/** The persons who passed on one day, as a sketch that only estimates their number. */
export interface DaySketch {
  /** Days since 1970 in China. */
  readonly day: number;
  readonly sketch: Uint8Array;
}

export function plus(one: Counts, other: Counts): Counts {
  return {
    passes: one.passes + other.passes,
    returning: one.returning + other.returning,
    arriving: one.arriving + other.arriving,
    staying: one.staying + other.staying,
  };
}

export function minus(one: Counts, other: Counts): Counts {
  return {
    passes: one.passes - other.passes,
    returning: one.returning - other.returning,
    arriving: one.arriving - other.arriving,
    staying: one.staying - other.staying,
  };
}

export function isNothing({ passes, returning, arriving, staying }: Counts): boolean {
  return passes === 0 && returning === 0 && arriving === 0 && staying === 0;
}

/** The hour of a moment (ms), in hours since 1970 UTC. */
export function hourOf(ms: number): number {
  return Math.floor(ms / HOUR_MS);
}

/** The moment, ms, at which an hour begins. */
export function beginOfHour(hour: number): number {
  return hour * HOUR_MS;
}

/** The day in China, in days since 1970, in which an hour lies: China's offset from UTC is whole hours. */
export function dayOfHour(hour: number): number {
  return Math.floor((hour + CHINA_OFFSET_MS / HOUR_MS) / HOURS_PER_DAY);
}

/** The first hour, in hours since 1970 UTC, of a day in China. */
export function firstHourOf(day: number): number {
  return day * HOURS_PER_DAY - CHINA_OFFSET_MS / HOUR_MS;
}
