/** How much of a track a division sees: all of whom lives there, of others what they passed there. */
import { expect, test } from "vitest";
import { visibleTo } from "../../../../src/domain/look/track.ts";

const passes = ["420107001002", "420107001001", "420106001001"].map((community) => ({ community }));

test.each([
  ["420107001002", "420107001002", "whole", [0, 1, 2]],
  ["420107001", "420107001002", "whole", [0, 1, 2]],
  ["420107001002", "420106001001", "division", [0]],
  ["420107001", "420106001001", "division", [0, 1]],
  ["420107", null, "division", [0, 1]],
])("%s, of somebody who lives in %s: %s", (division, home, extent, shown) => {
  expect(visibleTo(division, home, passes)).toEqual({ ok: true, value: { extent, passes: shown.map((index) => passes[index]) } });
});

test("where a person lives, an empty track is shown; elsewhere they are refused", () => {
  expect(visibleTo("420107001002", "420107001002", [])).toEqual({ ok: true, value: { extent: "whole", passes: [] } });
  expect(visibleTo("420107001003", "420107001002", passes)).toEqual({ ok: false, refusal: { code: "person_not_here" } });
  expect(visibleTo("420107001003", null, [])).toEqual({ ok: false, refusal: { code: "person_not_here" } });
});
