/** The symbol on the resident's screen, rastered from its path and read by two decoders: the gate's, and jsQR, which does not ship. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type jsqr from "jsqr";
import { describe, expect, it } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { drawSymbol, MARGIN_MODULES } from "../../../../../src/pwa/resident/code/symbol.ts";

const PIXELS = 3;
// Loaded by require(), because the package's type of its default export fits CommonJS only.
const require = createRequire(import.meta.url);
const decode: typeof jsqr = require("jsqr");
prepareZXingModule({ overrides: { wasmBinary: readFileSync(require.resolve("zxing-wasm/reader/zxing_reader.wasm")).buffer } });
const vectors: readonly { readonly code: string }[] = JSON.parse(
  readFileSync(new URL("../../../../vectors/code/valid.json", import.meta.url), "utf8"),
);
const digits = (length: number): string => Array.from({ length }, (_, index) => (index * 7 + 3) % 10).join("");

function drawn(text: string): { readonly side: number; readonly path: string } {
  const result = drawSymbol(text);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

/** The dark modules as [column, row], read from the symbol's path. Columns and rows count the margin too. */
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

async function decodeAsGate(text: string): Promise<{ readonly text: string; readonly level: string }> {
  const { data, size } = raster(drawn(text));
  const picture = { data: new Uint8ClampedArray(data), width: size, height: size, colorSpace: "srgb" } as const;
  const [reading] = await readBarcodes(picture, { formats: ["QRCode"], maxNumberOfSymbols: 1 });
  if (reading === undefined) throw new Error(`no symbol was found of ${text.length} digits`);
  return { text: reading.text, level: reading.ecLevel };
}

describe("the symbol", () => {
  it("the gate's decoder reads the symbol of each code of the vectors", async () => {
    for (const { code } of vectors) expect((await decodeAsGate(code)).text).toBe(code);
  });

  it.each([1, 40, 513])("of %i digits has level M although its size leaves room for a higher one", async (length) => {
    expect(await decodeAsGate(digits(length))).toEqual({ text: digits(length), level: "M" });
  });

  it.each([1, 2, 3, 41, 293, 365, 513, 604])("another decoder reads the symbol of %i digits digit for digit", (length) => {
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
  ])("of %i digits has %i modules along one side", (length, modules) => {
    expect(drawn(digits(length)).side).toBe(modules + 2 * MARGIN_MODULES);
  });

  it("leaves exactly four modules free on each side", () => {
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

  it("refuses a text with other characters than digits", () => {
    expect(drawSymbol("12a4")).toEqual({ ok: false, refusal: { code: "not_digits" } });
  });

  it("refuses more digits than the largest symbol holds", () => {
    expect(drawn(digits(1600)).side).toBe(97 + 2 * MARGIN_MODULES);
    expect(drawSymbol(digits(1601))).toEqual({ ok: false, refusal: { code: "too_many_digits", digits: 1601 } });
  });
});
