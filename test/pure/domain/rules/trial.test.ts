/** Counts of a trial run of rules: their sums, and the counts that are too small to be shown with their community. */
import { array, assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { countOutcomes, type Move, namedMoves, sumOf } from "../../../../src/domain/rules/trial.ts";

const KANGYUAN = "420107001002";
const SHUIYUAN = "420107001003";

const tried = (from: "green" | "red", to: "green" | "red", community = KANGYUAN) =>
  ({ community, from, to, row: to === "red" ? "listed" : "nothing_found" }) as const;
const moved = (division: string, persons: number): Move => ({ division, from: "green", to: "red", persons });

function sum(moves: readonly Move[]): number {
  return moves.reduce((all, { persons }) => all + persons, 0);
}

test("changes are counted by community, unchanged colours by county, and each row with the number of its changes", () => {
  const counts = countOutcomes([
    tried("green", "red"),
    tried("green", "red"),
    tried("green", "red", SHUIYUAN),
    tried("red", "red"),
    tried("green", "green", SHUIYUAN),
  ]);
  expect(counts).toEqual({
    moves: [
      moved(KANGYUAN, 2),
      moved(SHUIYUAN, 1),
      { ...moved("420107", 1), from: "red" },
      { ...moved("420107", 1), to: "green" },
    ],
    rows: [
      { row: "listed", persons: 4, changed: 3 },
      { row: "nothing_found", persons: 1, changed: 0 },
    ],
  });
});

test("the sum of the parts equals the count of the whole", () => {
  const [one, other] = [[tried("green", "red"), tried("red", "green")], [tried("green", "red")]];
  expect(sumOf([countOutcomes(one), countOutcomes(other)])).toEqual(countOutcomes([...one, ...other]));
});

test("a community is named with at least five persons of a change; fewer go to the rest of the county", () => {
  const moves = [moved(KANGYUAN, 5), moved(SHUIYUAN, 4), moved("420107001004", 3)];
  expect(namedMoves("420107", "4201", moves)).toEqual([moved(KANGYUAN, 5), moved("420107", 7)]);
});

test("a rest below five is joined by the smallest community above it", () => {
  const moves = [moved(KANGYUAN, 9), moved(SHUIYUAN, 1), moved("420107001004", 6)];
  expect(namedMoves("420107", "4201", moves)).toEqual([moved(KANGYUAN, 9), moved("420107", 7)]);
});

test("the rest of a county below five goes to the region", () => {
  expect(namedMoves("420107", "4201", [moved(KANGYUAN, 1), moved(SHUIYUAN, 3)])).toEqual([moved("4201", 4)]);
});

test("unchanged colours are shown as they were counted", () => {
  const unchanged: Move = { division: "420107", from: "green", to: "green", persons: 1 };
  expect(namedMoves("420107", "4201", [unchanged, moved(KANGYUAN, 8)])).toEqual([unchanged, moved(KANGYUAN, 8)]);
});

test("for any counts nobody is lost, and no community or county is named with fewer than five", () => {
  const counts = array(integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 30 });
  assert(
    property(counts, (sizes) => {
      const moves = sizes.map((persons, at) => moved(`4201070010${String(at).padStart(2, "0")}`, persons));
      const named = namedMoves("420107", "4201", moves);
      expect(sum(named)).toBe(sum(moves));
      expect(named.filter(({ division, persons }) => division !== "4201" && persons < 5)).toEqual([]);
    }),
  );
});
