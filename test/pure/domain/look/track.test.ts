/** The extent of a track for a division: the whole track of its residents, and of others the passes within the division. */
import { expect, test } from "vitest";
import { visibleTo } from "../../../../src/domain/look/track.ts";

const passes = ["420107001002", "420107001001", "420106001001"].map((community) => ({ community }));

test.each([
  ["420107001002", "420107001002", "whole", [0, 1, 2]],
  ["420107001", "420107001002", "whole", [0, 1, 2]],
  ["420107001002", "420106001001", "division", [0]],
  ["420107001", "420106001001", "division", [0, 1]],
  ["420107", null, "division", [0, 1]],
])("the division %s sees of the track of a person who lives in %s: %s", (division, home, extent, visible) => {
  expect(visibleTo(division, home, passes)).toEqual({
    ok: true,
    value: { extent, passes: visible.map((index) => passes[index]) },
  });
});

test("the person's own division sees an empty track; another division without passes is refused", () => {
  expect(visibleTo("420107001002", "420107001002", [])).toEqual({ ok: true, value: { extent: "whole", passes: [] } });
  expect(visibleTo("420107001003", "420107001002", passes)).toEqual({ ok: false, refusal: { code: "person_not_here" } });
  expect(visibleTo("420107001003", null, [])).toEqual({ ok: false, refusal: { code: "person_not_here" } });
});
