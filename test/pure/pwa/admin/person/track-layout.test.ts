/** The schematic map of a track: points by their coordinates or in a row, numbered and joined in the order of time. */
import { expect, test } from "vitest";
import { layoutOf } from "../../../../../src/pwa/admin/person/track-layout.ts";

const BOX = { width: 400, height: 300 };
const WUHAN = { latitude: 30.6, longitude: 114.4 };

const pass = (pointName: string, location: { latitude: number; longitude: number } | null) => ({
  id: crypto.randomUUID(),
  at: "2020-02-29T12:00:00.000Z",
  pointName,
  colour: "none" as const,
  division: "420107001002",
  divisionName: "康苑社区",
  location,
});
const north = { latitude: 30.61, longitude: 114.4 };
const east = { latitude: 30.6, longitude: 114.41 };

test("points are numbered by their first passage, and the passages are counted", () => {
  const { spots } = layoutOf([pass("东门", east), pass("南门", WUHAN), pass("东门", east), pass("北门", north)], BOX);
  expect(spots.map(({ n, name, passes }) => [n, name, passes])).toEqual([
    [1, "北门", 1],
    [2, "东门", 2],
    [3, "南门", 1],
  ]);
});

test("north is up, east is right, and every point lies within the margin", () => {
  const { spots, metresPerUnit } = layoutOf([pass("东", east), pass("北", north), pass("中", WUHAN)], BOX);
  const [centre, top, right] = spots;
  if (centre === undefined || top === undefined || right === undefined) throw new Error("three points");
  expect([top.x === centre.x, top.y < centre.y, right.x > centre.x, right.y === centre.y]).toEqual([true, true, true, true]);
  expect(top.y).toBeCloseTo(44);
  expect(centre.y).toBeCloseTo(256);
  // The points lie a hundredth of a degree (1,113 m) apart, drawn over 212 units.
  expect(metresPerUnit).toBeCloseTo(1113.2 / 212, 2);
});

test("lines follow the time, each direction is drawn once, and a stay is no line", () => {
  const { legs } = layoutOf(
    ["北", "东", "东", "北", "东", "北"].map((name) => pass(name, null)),
    BOX,
  );
  expect(legs).toEqual([
    [1, 2],
    [2, 1],
  ]);
});

test("points without coordinates stand in a row below, in order; alone they stand in the middle, without a scale", () => {
  const mixed = layoutOf([pass("丙", null), pass("乙", null), pass("甲", WUHAN)], BOX);
  expect(mixed.spots.map(({ x, y, located }) => [Math.round(x), Math.round(y), located])).toEqual([
    [200, 114, true],
    [100, 264, false],
    [300, 264, false],
  ]);
  expect(layoutOf([pass("甲", null)], BOX)).toMatchObject({ metresPerUnit: null, spots: [{ x: 200, y: 150 }] });
});

test("points at one place are drawn beside each other, and a short distance is not enlarged", () => {
  const near = { latitude: 30.600_05, longitude: 114.4 };
  const { spots, metresPerUnit } = layoutOf([pass("丙", near), pass("乙", WUHAN), pass("甲", WUHAN)], BOX);
  expect(spots.map(({ x }) => Math.round(x))).toEqual([200, 234, 268]);
  expect(metresPerUnit).toBeCloseTo(200 / 212, 3);
});

test("many points at one place stay within the box", () => {
  const { spots } = layoutOf(
    Array.from({ length: 9 }, (_, index) => pass(`门 ${index}`, WUHAN)),
    BOX,
  );
  expect(new Set(spots.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`)).size).toBe(9);
  expect(spots.filter(({ x, y }) => x > 400 - 13 || y > 300 - 13)).toEqual([]);
});

test("an empty track has an empty sketch", () => {
  expect(layoutOf([], BOX)).toEqual({ spots: [], legs: [], metresPerUnit: null });
});
