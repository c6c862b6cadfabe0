/** Between datums, by a place that is known in each: Tiananmen, as converters of several makers have it. */
import { expect, test } from "vitest";
import { toGcj02, toWgs84 } from "../../../../../src/pwa/community/points/map-datum.ts";

const WGS84 = { latitude: 39.907375, longitude: 116.391349 };
/** A metre is about this many degrees. */
const METRE = 1e-5;

test("what a Chinese map shows is some hundred metres off, and comes back to within a metre", async () => {
  const shown = await toGcj02(WGS84);
  expect(Math.abs(shown.latitude - 39.908777)).toBeLessThan(METRE);
  expect(Math.abs(shown.longitude - 116.397592)).toBeLessThan(METRE);
  const back = await toWgs84(shown, "GCJ02");
  expect(Math.abs(back.latitude - WGS84.latitude)).toBeLessThan(METRE);
  expect(Math.abs(back.longitude - WGS84.longitude)).toBeLessThan(METRE);
});

test("Baidu's own datum is neither", async () => {
  const back = await toWgs84({ latitude: 39.915119, longitude: 116.403963 }, "BD09");
  expect(Math.abs(back.latitude - WGS84.latitude)).toBeLessThan(2 * METRE);
  expect(Math.abs(back.longitude - WGS84.longitude)).toBeLessThan(2 * METRE);
});

test("what a receiver says is stored as it is", async () => {
  expect(await toWgs84(WGS84, "WGS84")).toEqual(WGS84);
});
