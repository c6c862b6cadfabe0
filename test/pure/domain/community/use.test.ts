/** One code counts once: which uses contradict each other, and the speed that a person cannot have. */
import { expect, test } from "vitest";
import type { PassId, PointId } from "../../../../src/domain/community/community.ts";
import { countUse, type GatePlace, proofAtOf, type Use } from "../../../../src/domain/community/use.ts";

const KM = 1 / 111.195;

/** A place some kilometres north of the first one; null: without coordinates. */
const placeAt = (name: string, kilometres: number | null = null, accuracyMetres: number | null = null): GatePlace => ({
  division: "420107001002",
  community: "康苑社区",
  point: name as PointId,
  name,
  location: kilometres === null ? null : { latitude: 30 + kilometres * KM, longitude: 114, accuracyMetres },
});

let passes = 0;
function aUse(place: GatePlace, { proofAt = 0, at = proofAt }: { proofAt?: number; at?: number } = {}): Use {
  passes += 1;
  return { pass: `pass-${passes}` as PassId, issuer: "4201", handle: "00", proofAt, at, place };
}

const [east, west, north] = [placeAt("东门"), placeAt("西门"), placeAt("北门")];

/** Counts the uses in order, and returns for each the name of the place that it contradicts. */
function count(...all: readonly Use[]): readonly (string | null)[] {
  let uses: readonly Use[] = [];
  return all.map((use) => {
    const counted = countUse(uses, use);
    uses = counted.uses;
    return counted.earlier?.place.name ?? null;
  });
}

test("the same proof at another point is a second use of the last such use", () => {
  expect(count(aUse(east), aUse(west), aUse(north))).toEqual([null, "东门", "西门"]);
});

test("points of two communities may share an id: they are two places", () => {
  expect(count(aUse(east), aUse({ ...east, division: "420107001003" }))).toEqual([null, "东门"]);
});

test.each([
  [60_000, null],
  [60_001, "东门"],
])("the same proof at the same point after %i ms", (at, contradicted) => {
  expect(count(aUse(east), aUse(east, { proofAt: 0, at }))).toEqual([null, contradicted]);
});

test("a repeat is compared only with the uses before its first one", () => {
  const first = aUse(east);
  expect(count(first, aUse(west), first, aUse(east, { at: 1000 }))).toEqual([null, "东门", null, null]);
});

test("a pass whose collector had moved is counted at its new point, and not against itself", () => {
  const before = aUse(east);
  expect(count(before, { ...before, place: west }, aUse(east))).toEqual([null, null, "西门"]);
});

/** 150 km/h are 625 metres in 15 s. */
test.each<readonly [string, Use, Use, boolean]>([
  ["600 m in 15 s", aUse(placeAt("甲", 0)), aUse(placeAt("乙", 0.6), { proofAt: 15_000 }), false],
  ["650 m in 15 s", aUse(placeAt("甲", 0)), aUse(placeAt("乙", 0.65), { proofAt: 15_000 }), true],
  [
    "650 m in 15 s by places that are 20 m exact",
    aUse(placeAt("甲", 0, 20)),
    aUse(placeAt("乙", 0.65, 20), { proofAt: 15_000 }),
    false,
  ],
  [
    "650 m in 15 s by the proofs, 30 s by the gates",
    aUse(placeAt("甲", 0)),
    aUse(placeAt("乙", 0.65), { proofAt: 15_000, at: 30_000 }),
    false,
  ],
  [
    "650 m in 30 s by the proofs, 15 s by the gates",
    aUse(placeAt("甲", 0)),
    aUse(placeAt("乙", 0.65), { proofAt: 30_000, at: 15_000 }),
    false,
  ],
  ["650 m, the later proof first", aUse(placeAt("甲", 0), { proofAt: 15_000 }), aUse(placeAt("乙", 0.65)), true],
  ["9 km without the place of the first gate", aUse(placeAt("甲")), aUse(placeAt("乙", 9), { proofAt: 15_000 }), false],
  ["9 km without the place of the second gate", aUse(placeAt("甲", 9)), aUse(placeAt("乙"), { proofAt: 15_000 }), false],
])("two proofs of one phone: %s", (_, first, second, isTooFar) => {
  expect(count(first, second)[1]).toBe(isTooFar ? "甲" : null);
});

test("the distance follows the earth: a degree of longitude is half as long at 60° north", () => {
  const at = (longitude: number): GatePlace => ({
    ...east,
    point: `${longitude}` as PointId,
    location: { latitude: 60, longitude, accuracyMetres: null },
  });
  // 0.011° are 1.22 km at the equator and 0.61 km here.
  expect(count(aUse(at(0)), aUse(at(0.011), { proofAt: 15_000 }))).toEqual([null, null]);
  expect(count(aUse(at(0)), aUse(at(0.012), { proofAt: 15_000 }))).toEqual([null, "东门"]);
});

test("a paper code, which proves no time, counts by the minute of its scan", () => {
  expect([proofAtOf(null, 119_999), proofAtOf(null, 120_000), proofAtOf(90_000, 120_000)]).toEqual([60_000, 120_000, 90_000]);
});
