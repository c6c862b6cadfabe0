/** The risk of a person's origin: from the places in the declaration and the levels of their counties on a day, and when it changes. */
import { expect, it } from "vitest";
import type { AreaPeriod } from "../../../../src/domain/area/area.ts";
import { originRisk, originsOf, riskTurns } from "../../../../src/domain/area/origin.ts";

const PERIODS: readonly AreaPeriod[] = [
  { division: "420107", level: "high", from: "2020-01-23", until: "2020-03-12" },
  { division: "420107", level: "medium", from: "2020-03-12", until: null },
  { division: "420902", level: "low", from: "2020-01-23", until: null },
];
const within = (area: string) => PERIODS.filter(({ division }) => division.startsWith(area));

interface Places {
  readonly present?: string;
  readonly places?: readonly { readonly division: string; readonly from: string; readonly to: string }[];
}

const origins = ({ present = "420902001001", places = [] }: Places) => originsOf({ presentPlace: { division: present }, places });
const was = (division: string, to: string) => ({ division, from: "2020-02-20", to });

it.for<readonly [string, Places, string, string]>([
  ["the present place's county", { present: "420107001002" }, "2020-03-10", "high"],
  ["the level of that day", { present: "420107" }, "2020-03-12", "medium"],
  ["nothing where nobody has said anything", { present: "110101" }, "2020-03-10", "unknown"],
  ["the highest of several places", { places: [was("420107001", "2020-03-01")] }, "2020-03-10", "high"],
  ["a place that was left 14 days ago", { places: [was("420107", "2020-02-25")] }, "2020-03-10", "high"],
  ["no place that was left 15 days ago", { places: [was("420107", "2020-02-24")] }, "2020-03-10", "low"],
  ["the highest of a city's counties where only the city is named", { present: "4201" }, "2020-03-10", "high"],
])("counts %s", ([, places, day, expected]) => {
  expect(originRisk(origins(places), within, day)).toBe(expected);
});

it("names each area once, with the last day there", () => {
  const places = [was("420107001", "2020-03-01"), was("420107002", "2020-03-05"), was("420902", "2020-03-02")];
  expect(origins({ places })).toEqual([
    { area: "420902", to: null },
    { area: "420107", to: "2020-03-05" },
  ]);
});

it("takes the later of two stays in one area, and the present place before both", () => {
  expect(origins({ places: [was("420107001", "2020-03-05"), was("420107002", "2020-03-01")] })).toEqual([
    { area: "420902", to: null },
    { area: "420107", to: "2020-03-05" },
  ]);
  expect(origins({ places: [was("420902002", "2020-03-05")] })).toEqual([{ area: "420902", to: null }]);
});

it("turns on the fifteenth day after a place was left, when the risk changes by that", () => {
  expect(riskTurns(origins({ places: [was("420107", "2020-02-25")] }), within, "2020-03-10")).toBe("2020-03-11");
  expect(riskTurns(origins({ places: [was("110101", "2020-02-25")] }), within, "2020-03-10")).toBeNull();
  expect(riskTurns(origins({ present: "420107", places: [was("420902", "2020-02-25")] }), within, "2020-03-10")).toBeNull();
});

it("turns only when the last of several places is 15 days past", () => {
  const places = [was("420902", "2020-02-24"), was("420107", "2020-02-26"), was("420106", "2020-02-25")];
  expect(riskTurns(origins({ present: "110101", places }), within, "2020-03-10")).toBe("2020-03-12");
  expect(riskTurns(origins({ places: [was("420107001", "2020-02-25"), was("4201", "2020-02-26")] }), within, "2020-03-10")).toBe(
    "2020-03-12",
  );
});
