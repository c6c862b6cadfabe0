/** How far a device relies on the data by which it judges codes, at each boundary of their age, and the sentence about the worse of the two. */
import { expect, test } from "vitest";
import { worseSentence } from "../../../../src/pwa/gate/age-sentences.ts";
import { dataAge, filesAge, listAge } from "../../../../src/pwa/gate/data-age.ts";

const NOW = Date.UTC(2020, 2, 1, 4);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const HUBEI = { zh: "湖北省", en: "Hubei" };

/** @param files the age of the files, ms @param list the age of the list, ms; null without one */
function times(files: number | null, list: number | null = 0, isForeign = true) {
  return { isForeign, filesAtMs: files === null ? null : NOW - files, listAtMs: list === null ? null : NOW - list };
}

test("files about another issuer are fresh for 15 minutes, worth a date for 12 hours, old for 48 hours, then the gate asks", () => {
  const spans = [-MINUTE, 0, 15 * MINUTE, 15 * MINUTE + 1, 12 * HOUR, 12 * HOUR + 1, 48 * HOUR, 48 * HOUR + 1, null];
  expect(spans.map((ms) => filesAge(times(ms), NOW))).toEqual([
    "fresh",
    "fresh",
    "fresh",
    "dated",
    "dated",
    "old",
    "old",
    "ask",
    "ask",
  ]);
});

test("the published keys of the own issuer are good for 30 days", () => {
  const ages = [13 * HOUR, 49 * HOUR, 30 * DAY, 30 * DAY + 1].map((ms) => filesAge(times(ms, 0, false), NOW));
  expect(ages).toEqual(["fresh", "fresh", "fresh", "ask"]);
});

test("a list, of whatever issuer, is fresh for less than an hour, old for less than a day, to ask about for less than three; then nothing is known", () => {
  for (const isForeign of [true, false]) {
    const spans = [HOUR - 1, HOUR, DAY - 1, DAY, 3 * DAY - 1, 3 * DAY, null];
    expect(spans.map((ms) => listAge(times(0, ms, isForeign), NOW))).toEqual([
      "fresh",
      "old",
      "old",
      "ask",
      "ask",
      "unknown",
      "unknown",
    ]);
  }
});

test("the worse of the two speaks", () => {
  const pairs = [
    [0, 0],
    [HOUR, 0],
    [HOUR, 2 * HOUR],
    [13 * HOUR, 0],
    [13 * HOUR, 2 * HOUR],
    [13 * HOUR, 25 * HOUR],
    [49 * HOUR, 2 * HOUR],
    [49 * HOUR, null],
  ] as const;
  const said = pairs.map(([files, list]) => {
    const both = times(files, list);
    return [dataAge(both, NOW), worseSentence(both, HUBEI, NOW)?.zh.split("：")[0]];
  });
  expect(said).toEqual([
    ["fresh", undefined],
    ["dated", "按本机 今天 11:00 的资料核验。"],
    ["old", "撤销名单是 今天 10:00 的"],
    ["old", "按本机 昨天 23:00 的资料核验。之后的变动，本机不知道。请联网再扫。"],
    ["old", "撤销名单是 今天 10:00 的"],
    ["ask", "签名是真的，但撤销名单是 昨天 11:00 的，太旧了"],
    ["ask", "按本机 2月28日 11:00 的资料核验。之后的变动，本机不知道。请联网再扫。"],
    ["unknown", "签名是真的，但本机没有取到湖北省的撤销名单"],
  ]);
});
