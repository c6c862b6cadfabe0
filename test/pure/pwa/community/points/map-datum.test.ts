/** Conversion between the coordinate systems WGS 84, GCJ-02 and BD-09, checked with the published coordinates of Tiananmen. */
import { expect, test } from "vitest";
import { toGcj02, toWgs84 } from "../../../../../src/pwa/community/points/map-datum.ts";

const WGS84 = { latitude: 39.907375, longitude: 116.391349 };
/** About one metre, in degrees. */
const METRE = 1e-5;

test("GCJ-02 differs by some hundred metres from WGS 84, and the way back is exact to a metre", async () => {
  const gcj02 = await toGcj02(WGS84);
  expect(Math.abs(gcj02.latitude - 39.908777)).toBeLessThan(METRE);
  expect(Math.abs(gcj02.longitude - 116.397592)).toBeLessThan(METRE);
  const back = await toWgs84(gcj02, "GCJ02");
  expect(Math.abs(back.latitude - WGS84.latitude)).toBeLessThan(METRE);
  expect(Math.abs(back.longitude - WGS84.longitude)).toBeLessThan(METRE);
});

test("BD-09, the datum of Baidu, becomes WGS 84 to within two metres", async () => {
  const back = await toWgs84({ latitude: 39.915119, longitude: 116.403963 }, "BD09");
  expect(Math.abs(back.latitude - WGS84.latitude)).toBeLessThan(2 * METRE);
  expect(Math.abs(back.longitude - WGS84.longitude)).toBeLessThan(2 * METRE);
});

test("the position of a satellite receiver is stored unchanged", async () => {
  expect(await toWgs84(WGS84, "WGS84")).toEqual(WGS84);
});
