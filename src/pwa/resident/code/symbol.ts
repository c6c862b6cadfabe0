/** Encodes digits as a QR symbol in one SVG path: numeric mode, level M, a margin of four modules, not mirrored. Pure. */
import { correction, generate, mode } from "lean-qr";
import { accept, refuse } from "../../../domain/result.ts";
import type { Result } from "../../../domain/result.ts";

/** The width of the light margin on each side, in modules (the squares of the symbol). ISO/IEC 18004 §6.3.8. */
export const MARGIN_MODULES = 4;

export interface QrSymbol {
  /** The number of modules per side with the margin: the view box of the SVG is `0 0 side side`. */
  readonly side: number;
  readonly path: string;
  /** The digits that the symbol encodes. */
  readonly digits: string;
}

export type SymbolRefusal = { readonly code: "not_digits" } | { readonly code: "too_many_digits"; readonly digits: number };

/** The capacity of version 20 (97×97 modules) at level M. ISO/IEC 18004 table 7. */
const MAX_DIGITS = 1600;
const MAX_VERSION = 20;

/** Always error correction level M, as docs/code-format.md describes the symbol: by default the package raises the level when the symbol has room. */
const LEVEL_M = { minCorrectionLevel: correction.M, maxCorrectionLevel: correction.M, maxVersion: MAX_VERSION };

/**
 * Draws the digits of a code. The runs of the path are one module high, in module units; the margin stays free. Refuses a text with
 * other characters than digits, and more digits than version 20 holds.
 */
export function drawSymbol(digits: string): Result<QrSymbol, SymbolRefusal> {
  if (!/^\d+$/.test(digits)) return refuse({ code: "not_digits" });
  if (digits.length > MAX_DIGITS) return refuse({ code: "too_many_digits", digits: digits.length });
  const modules = generate(mode.numeric(digits), LEVEL_M);
  const runs: string[] = [];
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) {
      if (!modules.get(x, y)) continue;
      const from = x;
      while (modules.get(x + 1, y)) x += 1;
      runs.push(`M${from + MARGIN_MODULES} ${y + MARGIN_MODULES}h${x - from + 1}v1h-${x - from + 1}z`);
    }
  }
  return accept({ side: modules.size + 2 * MARGIN_MODULES, path: runs.join(""), digits });
}
