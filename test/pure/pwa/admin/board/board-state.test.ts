/** The state of the live board after each message: figures, bars, comparison, and the wait before a new connection. */
import { expect, test } from "vitest";
import type { BoardMessage } from "../../../../../src/contract/board.ts";
import { afterMessage, barsOf, type BoardData, figuresOf, waitBefore } from "../../../../../src/pwa/admin/board/board-state.ts";

/** 10:30 in Wuhan. */
const NOW = Date.UTC(2020, 1, 29, 2, 30);
const EAST = "018e0000-0000-7000-8000-000000000001";
const WEST = "018e0000-0000-7000-8000-000000000002";
/** The instant of an hour of the day in Wuhan, today or `daysAgo` days earlier. */
const hour = (of: number, daysAgo = 0) => new Date(Date.UTC(2020, 1, 29 - daysAgo, of - 8)).toISOString();
const passes = (of: number, pointId: string, count: number, stopped = 0) => ({ at: hour(of), pointId, passes: count, stopped });

const STATE: BoardMessage = {
  type: "state",
  now: new Date(NOW).toISOString(),
  hours: [passes(8, EAST, 30, 1), passes(10, EAST, 4), passes(10, WEST, 6)],
  yesterday: [
    { at: hour(8, 1), passes: 20 },
    { at: hour(9, 1), passes: 5 },
    { at: hour(10, 1), passes: 100 },
  ],
  points: [
    { id: EAST, name: "东门" },
    { id: WEST, name: "西门" },
  ],
  staff: [
    { maskedName: "陈**", maskedPhone: "138*****002", pointId: EAST },
    { maskedName: "王**", maskedPhone: "138*****003", pointId: null },
  ],
  latest: [],
  waiting: 2,
};

function after(...messages: readonly BoardMessage[]): BoardData {
  const board = messages.reduce<BoardData | null>(afterMessage, null);
  if (board === null) throw new Error("nothing is known");
  return board;
}

test("figures are of today, and the comparison covers both days up to the last full hour", () => {
  expect(figuresOf(after(STATE), NOW)).toEqual({ passes: 40, stopped: 1, change: 20, posted: 1, collectors: 2 });
});

test("a yesterday without passes up to this hour gives no comparison", () => {
  expect(figuresOf(after({ ...STATE, yesterday: [{ at: hour(10, 1), passes: 100 }] }), NOW).change).toBeNull();
});

test("a message adds its passes, another replaces the staff, and a pong changes nothing", () => {
  const news: BoardMessage = { type: "passes", hours: [passes(10, WEST, 1, 1)], latest: [], waiting: 3 };
  const board = after(STATE, news, { type: "pong" }, { type: "staff", points: [], staff: [] });
  expect(figuresOf(board, NOW)).toMatchObject({ passes: 41, stopped: 2, posted: 0, collectors: 0 });
  expect(board.waiting).toBe(3);
});

test("a message before the first full state is ignored", () => {
  expect(afterMessage(null, { type: "passes", hours: [passes(10, EAST, 1)], latest: [], waiting: 0 })).toBeNull();
});

test("a new full state replaces the earlier state", () => {
  expect(
    figuresOf(after(STATE, { type: "passes", hours: [passes(10, WEST, 9)], latest: [], waiting: 3 }, STATE), NOW).passes,
  ).toBe(40);
});

test("bars run from the first hour with passes to the present hour, with empty hours, the busiest point first", () => {
  expect(barsOf(after(STATE), NOW, 6, "其他")).toEqual({
    labels: ["8:00", "9:00", "10:00"],
    series: [
      { name: "东门", values: [30, 0, 4] },
      { name: "西门", values: [0, 0, 6] },
    ],
  });
});

test("points beyond the number of colours share one bar", () => {
  const third = passes(9, "018e0000-0000-7000-8000-000000000003", 1);
  const board = after({ ...STATE, hours: [...STATE.hours, third] });
  expect(barsOf(board, NOW, 2, "其他").series).toEqual([
    { name: "东门", values: [30, 0, 4] },
    { name: "其他", values: [0, 1, 6] },
  ]);
});

test("after midnight the passes of yesterday do not count as today's", () => {
  const midnight = Date.UTC(2020, 1, 29, 16, 1);
  expect(figuresOf(after(STATE), midnight).passes).toBe(0);
  expect(barsOf(after(STATE), midnight, 6, "其他")).toEqual({ labels: ["0:00"], series: [] });
});

test("a board that is open at midnight compares with the day that ended", () => {
  // At 9:30 of the next day: fifteen passes in the hour from 8:00, against thirty in the same hour of the day before.
  const nextDay = NOW + 23 * 3_600_000;
  const news: BoardMessage = {
    type: "passes",
    hours: [{ ...passes(8, EAST, 15), at: hour(8, -1) }],
    latest: [],
    waiting: 0,
  };
  expect(figuresOf(after(STATE, news), nextDay)).toMatchObject({ passes: 15, change: -50 });
});

test("messages about one hour and one point are summed in one entry", () => {
  const news: BoardMessage = { type: "passes", hours: [passes(10, WEST, 1, 1)], latest: [], waiting: 3 };
  expect(after(STATE, news, news).hours).toEqual([passes(8, EAST, 30, 1), passes(10, EAST, 4), passes(10, WEST, 8, 2)]);
});

test("a lost connection is tried again after one second, then twice as long each time up to thirty, with a random part", () => {
  expect([1, 2, 3, 6, 7, 1000].map((attempt) => waitBefore(attempt, 1))).toEqual([1000, 2000, 4000, 30_000, 30_000, 30_000]);
  expect(waitBefore(3, 0)).toBe(2000);
});
