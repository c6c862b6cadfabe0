/** When the gate verifies a code again that stays in front of the camera. */
import { expect, test } from "vitest";
import { findRepeat, remember } from "../../../../src/pwa/gate/repeats.ts";

const NOW = 100_000;

test("a registered holder who stays in view is not scanned again", () => {
  let recents = remember([], "4201:a", "registered", NOW);
  for (let at = NOW; at <= NOW + 60_000; at += 1000) {
    const sight = findRepeat(recents, ["text", "4201:a"], at);
    expect(sight.recent?.kind).toBe("registered");
    recents = sight.recents;
  }
});

test("a registered holder who was out of view for more than four seconds is scanned again", () => {
  const recents = remember([], "4201:a", "registered", NOW);
  expect(findRepeat(recents, ["4201:a"], NOW + 4000).recent).not.toBeNull();
  expect(findRepeat(recents, ["4201:a"], NOW + 4001).recent).toBeNull();
});

test("a refused code that stays in view is scanned again after two and a half seconds", () => {
  let recents = remember([], "text", "refused", NOW);
  recents = findRepeat(recents, ["text"], NOW + 2000).recents;
  expect(findRepeat(recents, ["text"], NOW + 2501).recent).toBeNull();
});

test("another holder is scanned at once", () => {
  expect(findRepeat(remember([], "4201:a", "registered", NOW), ["other", "4201:b"], NOW).recent).toBeNull();
});
