/** The part and the size of a camera frame that is decoded. */
import { expect, test } from "vitest";
import { planFrame, planWhole } from "../../../../../src/pwa/gate/scan/frame-plan.ts";

test("the centre square of a frame is scaled to 480 pixels and searched without extra effort", () => {
  expect(planFrame(0, 1280, 720)).toEqual({
    x: 280,
    y: 0,
    width: 720,
    height: 720,
    toWidth: 480,
    toHeight: 480,
    tryHarder: false,
  });
});

test("the square of an upright camera is cut from the middle of its height", () => {
  expect(planFrame(1, 720, 1280)).toMatchObject({ x: 0, y: 280, width: 720, height: 720 });
});

test("every fourth frame is searched whole and with extra effort", () => {
  expect([0, 1, 2, 3, 4, 7].map((n) => planFrame(n, 1280, 720).tryHarder)).toEqual([false, false, false, true, false, true]);
  expect(planFrame(3, 1280, 720)).toEqual({
    x: 0,
    y: 0,
    width: 1280,
    height: 720,
    toWidth: 1280,
    toHeight: 720,
    tryHarder: true,
  });
});

test("a camera smaller than the square is not scaled up", () => {
  expect(planFrame(0, 640, 360)).toMatchObject({ width: 360, toWidth: 360, toHeight: 360 });
});

test("a whole frame of a 4K camera is scaled to 1280 pixels on its longer side", () => {
  expect(planFrame(3, 3840, 2160)).toMatchObject({ width: 3840, height: 2160, toWidth: 1280, toHeight: 720 });
});

test("a still picture keeps its shape when scaled", () => {
  expect(planWhole(3000, 4000, 2000)).toMatchObject({ toWidth: 1500, toHeight: 2000 });
});
