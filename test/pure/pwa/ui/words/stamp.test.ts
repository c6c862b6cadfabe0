/** Instants as the tables of the workbench on the PC display them. */
import { expect, it } from "vitest";
import { instantClockOf, dayOf, minuteOf, secondOf } from "../../../../../src/pwa/ui/words/moments.ts";

it("an instant is shown in the time of China, so that the order of the text is the order of time", () => {
  expect([minuteOf("2020-02-28T16:05:09.123Z"), secondOf("2020-02-28T16:05:09.123Z")]).toEqual([
    "2020-02-29 00:05",
    "2020-02-29 00:05:09",
  ]);
});

it("the day and the time of day are shown apart under a heading with the day", () => {
  expect([dayOf("2020-02-28T16:05:09.123Z"), instantClockOf("2020-02-28T16:05:09.123Z")]).toEqual(["2020-02-29", "00:05:09"]);
});
