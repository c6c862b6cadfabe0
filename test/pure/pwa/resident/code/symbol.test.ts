/** The symbol on the resident's screen, read back by an independent decoder from a raster of its path. */
import { createRequire } from "node:module";
import type jsqr from "jsqr";
import { describe, expect, it } from "vitest";
import { drawSymbol, MARGIN_MODULES } from "../../../../../src/pwa/resident/code/symbol.ts";

const PIXELS = 5;
// The package's type of its default export is right for CommonJS only.
const decode: typeof jsqr = createRequire(import.meta.url)("jsqr");
const digits = (length: number): string => Array.from({ length }, (_, index) => (index * 7 + 3) % 10).join("");

function drawn(text: string): { readonly side: number; readonly path: string } {
  const result = drawSymbol(text);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

/** Dark modules as [column, row] of the path's runs, margin included. */
function darkModules(path: string): readonly (readonly [number, number])[] {
  return [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].flatMap(([, x, y, wide]) =>
    Array.from({ length: Number(wide) }, (_, step) => [Number(x) + step, Number(y)] as const),
  );
}

function raster(symbol: { readonly side: number; readonly path: string }): {
  readonly data: Uint8ClampedArray;
  readonly size: number;
} {
  const size = symbol.side * PIXELS;
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (const [column, row] of darkModules(symbol.path))
    for (let y = row * PIXELS; y < (row + 1) * PIXELS; y += 1)
      for (let x = column * PIXELS; x < (column + 1) * PIXELS; x += 1) data.set([13, 17, 23, 255], (y * size + x) * 4);
  return { data, size };
}

describe("the symbol", () => {
  it.each([1, 2, 3, 41, 293, 365, 513, 604])("of %i digits is read back digit for digit", (length) => {
    const { data, size } = raster(drawn(digits(length)));
    expect(decode(data, size, size, { inversionAttempts: "dontInvert" })?.data).toBe(digits(length));
  });

  it.each([
    [293, 45],
    [294, 49],
    [365, 49],
    [513, 57],
    [604, 61],
    [605, 65],
  ])("of %i digits takes %i modules along one side", (length, modules) => {
    expect(drawn(digits(length)).side).toBe(modules + 2 * MARGIN_MODULES);
  });

  it("leaves four modules free on each side and none more", () => {
    const { side, path } = drawn(digits(513));
    const places = darkModules(path).flat();
    expect([Math.min(...places), Math.max(...places)]).toEqual([4, side - 5]);
  });

  it("is not mirrored: the corner without a finder is at the bottom right", () => {
    const { side, path } = drawn(digits(513));
    const dark = new Set(darkModules(path).map(String));
    const finderRow = (column: number, row: number): boolean =>
      Array.from({ length: 7 }, (_, step) => dark.has(`${column + step},${row}`)).every(Boolean);
    const far = side - 4 - 7;
    expect([finderRow(4, 4), finderRow(far, 4), finderRow(4, far), finderRow(far, far)]).toEqual([true, true, true, false]);
  });

  it("refuses a text that is not digits", () => {
    expect(drawSymbol("12a4")).toEqual({ ok: false, refusal: { code: "not_digits" } });
  });

  it("refuses more digits than the largest symbol it draws", () => {
    expect(drawSymbol(digits(1700))).toEqual({ ok: false, refusal: { code: "too_many_digits", digits: 1700 } });
  });
});
