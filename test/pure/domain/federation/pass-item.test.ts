/** The pass in a letter: its form with all bounds, and what its sender cannot have registered. docs/trust.md §10. */
import { expect, test } from "vitest";
import { passFault, passIn } from "../../../../src/domain/federation/pass-item.ts";
import type { IssuerCode } from "../../../../src/domain/issuer/issuer.ts";

const NOW = Date.UTC(2020, 2, 1);
const SECONDS = NOW / 1000;
const DAY = 86_400;
const ID = "0190c0de-0000-4000-8000-000000000001";
const PLACE = { division: "440106002001", point: "南门" };
const ITEM = { id: ID, at: SECONDS, place: PLACE, code: "AA-_09" };

test("a pass is read without further members", () => {
  expect(passIn({ ...ITEM, more: 1, place: { ...PLACE, more: 2 } })).toEqual(ITEM);
});

test.for([
  { at: undefined },
  { at: String(SECONDS) },
  { at: SECONDS + 0.5 },
  { at: Number.NaN },
  { place: undefined },
  { place: null },
  { place: "440106002001" },
  { place: [] },
  { place: { ...PLACE, division: 440_106_002_001 } },
  { place: { ...PLACE, division: "440106002" } },
  { place: { ...PLACE, division: "040106002001" } },
  { place: { ...PLACE, division: "440106002001\n" } },
  { place: { ...PLACE, point: "" } },
  { place: { ...PLACE, point: "门".repeat(41) } },
  { place: { ...PLACE, point: "南\u0007门" } },
  { place: { ...PLACE, point: "南\u0085门" } },
  { code: undefined },
  { code: "" },
  { code: "A=" },
  { code: "A".repeat(401) },
])("no pass with %j", (changes) => {
  expect(passIn({ ...ITEM, ...changes })).toBeNull();
});

test("its time may be 45 seconds ahead, and less than 31 days ago", () => {
  const fault = (at: number) => passFault({ at, place: PLACE }, "44" as IssuerCode, NOW);
  expect([fault(SECONDS + 45), fault(SECONDS - 31 * DAY + 1)]).toEqual([null, null]);
  expect([fault(SECONDS + 46), fault(SECONDS - 31 * DAY)]).toEqual(["pass_time", "pass_time"]);
});

test("its place lies in the region of its sender; every place lies in the nation's", () => {
  const fault = (from: string) => passFault({ at: SECONDS, place: PLACE }, from as IssuerCode, NOW);
  expect(["44", "4401", "0"].map(fault)).toEqual([null, null, null]);
  expect(["42", "4403", "4201"].map(fault)).toEqual(["region_foreign", "region_foreign", "region_foreign"]);
});
