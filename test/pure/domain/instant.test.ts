/** Instants in the form of the wire, and the numbers of milliseconds in a minute, an hour and a day. */
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, instantOf, MINUTE_MS } from "../../../src/domain/instant.ts";

test("an instant is written in UTC to the millisecond, and null stays null", () => {
  expect([instantOf(Date.UTC(2020, 1, 29, 12)), instantOf(1), instantOf(null)]).toEqual([
    "2020-02-29T12:00:00.000Z",
    "1970-01-01T00:00:00.001Z",
    null,
  ]);
});

test("a day has 24 hours of 60 minutes of 60 seconds", () => {
  expect([MINUTE_MS, HOUR_MS, DAY_MS]).toEqual([60 * 1000, 60 * 60 * 1000, 24 * 60 * 60 * 1000]);
});
