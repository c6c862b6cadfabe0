/** When the gate says that its scanner has stopped. */
import { expect, test } from "vitest";
import { judge, type Sight } from "../../../../../src/pwa/gate/scan/watch.ts";

const NOW = 100_000;
const SIGHT: Sight = { frameMs: NOW - 100, mutedMs: null, askedMs: NOW - 50, hasAnswered: true };

test.each([
  ["a camera that gives pictures and a decoder that answers", {}, "fine"],
  ["a decoder without a picture to read", { askedMs: null }, "fine"],
  ["no new picture for 3 s", { frameMs: NOW - 3_001, askedMs: null }, "no_pictures"],
  ["a picture that is decoded for long", { frameMs: NOW - 4_000, askedMs: NOW - 2_900 }, "fine"],
  ["a pause of the pictures", { frameMs: NOW - 2_900, askedMs: null }, "fine"],
  ["a camera that was muted 3 s ago", { mutedMs: NOW - 3_001 }, "no_pictures"],
  ["no answer for 3 s", { askedMs: NOW - 3_001 }, "no_answers"],
  ["a first answer that needs a download", { askedMs: NOW - 7_000, hasAnswered: false }, "fine"],
  ["a first answer that needs more than 8 s", { askedMs: NOW - 8_001, hasAnswered: false }, "still_loading"],
] as const)("%s", (_, changes, finding) => {
  expect(judge({ ...SIGHT, ...changes }, NOW)).toBe(finding);
});
