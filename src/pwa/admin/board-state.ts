/** What the live board knows, and the figures that it shows of that. Pure; times in ms. */
import type { BoardMessage, BoardState } from "../../contract/board.ts";
import { beginOfHour, dayOfHour, firstHourOf, hourOf } from "../../domain/statistics/counts.ts";
import { beijing } from "../beijing.ts";

export type BoardData = Omit<BoardState, "type" | "now">;

/** What is known after a message; nothing is before the first whole state. */
export function told(before: BoardData | null, message: BoardMessage): BoardData | null {
  if (message.type === "pong") return before;
  if (message.type === "state") {
    const { type: _type, now: _now, ...board } = message;
    return board;
  }
  if (before === null) return null;
  if (message.type === "staff") return { ...before, points: message.points, staff: message.staff };
  const { hours, latest, waiting } = message;
  return { ...before, hours: addedUp([...before.hours, ...hours]), latest, waiting };
}

/** One for each hour and point: a board that is open for days does not grow with each pass. */
function addedUp(hours: BoardData["hours"]): BoardData["hours"] {
  return [...Map.groupBy(hours, ({ at, pointId }) => `${at} ${pointId}`).values()].flatMap((same) =>
    same.slice(0, 1).map((one) => ({ ...one, passes: sum(same), stopped: same.reduce((all, { stopped }) => all + stopped, 0) })),
  );
}

export interface BoardFigures {
  readonly passes: number;
  readonly stopped: number;
  /** Per cent against yesterday up to the last full hour; null where yesterday there was nothing to compare with. */
  readonly change: number | null;
  readonly posted: number;
  readonly collectors: number;
}

/** The figures of today. */
export function figuresOf({ hours, yesterday, staff }: BoardData, now: number): BoardFigures {
  const today = hours.filter(({ at }) => isOfToday(at, now));
  const full = today.filter(({ at }) => hourOf(Date.parse(at)) < hourOf(now));
  // A board that is open at midnight holds the day that ended as its hours.
  const before = sum([...yesterday, ...hours].filter(({ at }) => isOfYesterdayByNow(at, now)));
  return {
    passes: sum(today),
    stopped: today.reduce((all, { stopped }) => all + stopped, 0),
    change: before === 0 ? null : Math.round((sum(full) / before - 1) * 100),
    posted: staff.filter(({ pointId }) => pointId !== null).length,
    collectors: staff.length,
  };
}

export interface Series {
  readonly name: string;
  /** One for each label. */
  readonly values: readonly number[];
}

export interface Bars {
  readonly labels: readonly string[];
  readonly series: readonly Series[];
}

/** Passes of today by hour, from the first hour with any to this one, stacked by point: the busiest first, then all others as one. */
export function barsOf({ hours, points }: BoardData, now: number, atMost: number, others: string): Bars {
  const today = hours.filter(({ at }) => isOfToday(at, now)).map((one) => ({ ...one, hour: hourOf(Date.parse(one.at)) }));
  const first = Math.min(hourOf(now), ...today.map(({ hour }) => hour));
  const shown = Array.from({ length: hourOf(now) - first + 1 }, (_, index) => first + index);
  const byPoint = [...Map.groupBy(today, ({ pointId }) => pointId)].toSorted(([, a], [, b]) => sum(b) - sum(a));
  const named = byPoint.length <= atMost ? byPoint : byPoint.slice(0, atMost - 1);
  const rest = byPoint.slice(named.length).flatMap(([, some]) => some);
  const valuesOf = (some: typeof today) => shown.map((hour) => sum(some.filter((one) => one.hour === hour)));
  const series = named.map(([id, some]) => ({
    name: points.find((point) => point.id === id)?.name ?? others,
    values: valuesOf(some),
  }));
  return {
    labels: shown.map((hour) => `${beijing(beginOfHour(hour)).hour}:00`),
    series: rest.length === 0 ? series : [...series, { name: others, values: valuesOf(rest) }],
  };
}

function isOfToday(at: string, now: number): boolean {
  return hourOf(Date.parse(at)) >= firstHourOf(dayOfHour(hourOf(now)));
}

/** Before the hour that is now, a day earlier. */
function isOfYesterdayByNow(at: string, now: number): boolean {
  const hour = hourOf(Date.parse(at));
  return hour >= firstHourOf(dayOfHour(hourOf(now)) - 1) && hour < hourOf(now) - 24;
}

function sum(some: readonly { readonly passes: number }[]): number {
  return some.reduce((all, { passes }) => all + passes, 0);
}
