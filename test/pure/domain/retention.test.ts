/** For all data with a retention: when it is over and when the rows are removed, to the millisecond; docs/operate.md has the same table. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DAY_MS } from "../../../src/domain/instant.ts";
import {
  dueAt,
  endOfTrackDay,
  overUntil,
  RETENTION,
  type Retained,
  visibleTrackDays,
  trackDay,
} from "../../../src/domain/retention.ts";

const AT = Date.UTC(2020, 1, 1, 12, 30);
const HOUR = 3_600_000;

test.for<readonly [Retained, number]>([
  ["pass", 30],
  ["removedCollector", 30],
  ["redeclaration", 30],
  ["look", 180],
  ["appeal", 180],
  ["refusedApplication", 1],
])("a %s is over after %d days and leaves at the next full hour", ([kind, days]) => {
  expect(overUntil(kind, AT + days * DAY_MS)).toBe(AT);
  expect(dueAt(kind, AT)).toBe(AT + days * DAY_MS + HOUR / 2);
  expect(dueAt(kind, AT + HOUR / 2)).toBe(AT + days * DAY_MS + HOUR / 2);
  expect(dueAt(kind, AT + HOUR / 2 + 1)).toBe(AT + days * DAY_MS + HOUR / 2 + HOUR);
});

test("a passage is over after 30 days, and leaves when the last passage of its day is over", () => {
  expect(overUntil("track", AT + 30 * DAY_MS)).toBe(AT);
  expect([trackDay(18_293 * DAY_MS - 1), trackDay(18_293 * DAY_MS)]).toEqual([18_292, 18_293]);
  expect(dueAt("track", endOfTrackDay(18_293))).toBe(18_324 * DAY_MS);
});

test("the last 31 days, from today back, may hold passages to show", () => {
  expect(visibleTrackDays(18_324 * DAY_MS + 5)).toEqual(Array.from({ length: 31 }, (_, index) => 18_324 - index));
});

const lengthOf = (ms: number) => (ms % DAY_MS === 0 ? [ms / DAY_MS, "day"] : [ms / HOUR, "hour"]);

test("the table in docs/operate.md is the same", () => {
  const text = readFileSync(new URL("../../../docs/operate.md", import.meta.url), "utf8");
  const [, section = ""] = text.split("## How long it lives\n");
  const rows = (section.split("\n## ", 1)[0] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(1)
    .filter((line) => !line.startsWith("| --"))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
  const table = Object.values(RETENTION).map(({ ms, what, from, source }) => {
    const [count, unit] = lengthOf(ms);
    return [what, `${count} ${unit}${count === 1 ? "" : "s"}`, from, source];
  });
  expect(rows).toEqual(table);
});
