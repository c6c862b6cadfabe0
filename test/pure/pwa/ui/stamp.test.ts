/** Moments in the tables of the workbench on the PC. */
import { expect, it } from "vitest";
import { instantClockOf, dayOf, minuteOf, secondOf } from "../../../../src/pwa/ui/moments.ts";

it("shows an instant of the wire by the clocks of China, so that text sorts as time", () => {
  expect([minuteOf("2020-02-28T16:05:09.123Z"), secondOf("2020-02-28T16:05:09.123Z")]).toEqual([
    "2020-02-29 00:05",
    "2020-02-29 00:05:09",
  ]);
});

it("shows the day and the clock apart where a day has a heading of its own", () => {
  expect([dayOf("2020-02-28T16:05:09.123Z"), instantClockOf("2020-02-28T16:05:09.123Z")]).toEqual(["2020-02-29", "00:05:09"]);
});
