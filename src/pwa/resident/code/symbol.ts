/** Digits to a QR symbol as one SVG path: numeric mode, level M, a margin of four modules, not mirrored. Pure. */
import QRCode from "qrcode-svg";
import { accept, refuse } from "../../../domain/result.ts";
import type { Result } from "../../../domain/result.ts";

/** Light modules on each side. ISO/IEC 18004 §6.3.8. */
export const MARGIN_MODULES = 4;

export interface QrSymbol {
  /** Modules along one side, margin included: the view box is `0 0 side side`. */
  readonly side: number;
  readonly path: string;
}

export type SymbolRefusal = { readonly code: "not_digits" } | { readonly code: "too_many_digits"; readonly digits: number };

const NUMERIC_MODE = 1;
/** Data codewords at level M of versions 1 to 20. ISO/IEC 18004 table 7. */
const CODEWORDS = [16, 28, 44, 64, 86, 108, 124, 154, 182, 216, 254, 290, 334, 365, 415, 453, 507, 563, 627, 669];
const FIRST_WITH_LONG_COUNT = 10;

/** Bits of a numeric segment: mode, count, then 10 bits for three digits, 7 for two, 4 for one. ISO/IEC 18004 §7.4.3. */
function bitsOf(digits: number, version: number): number {
  const rest = [0, 4, 7][digits % 3] ?? 0;
  return 4 + (version < FIRST_WITH_LONG_COUNT ? 10 : 12) + Math.floor(digits / 3) * 10 + rest;
}

function smallestVersion(digits: number): number {
  return CODEWORDS.findIndex((codewords, index) => bitsOf(digits, index + 1) <= codewords * 8) + 1;
}

/** The modules of a symbol, rows from the top, true is dark. Refuses what is not digits, and more than version 20 holds. */
export function modulesOf(digits: string): Result<readonly (readonly boolean[])[], SymbolRefusal> {
  if (!/^\d+$/.test(digits)) return refuse({ code: "not_digits" });
  const version = smallestVersion(digits.length);
  if (version === 0) return refuse({ code: "too_many_digits", digits: digits.length });
  // The package emits bytes through its public interface: a tiny symbol is made, then given our numeric segment (platform.md).
  const model = new QRCode({ content: "1", ecl: "M" }).qrcode;
  model.typeNumber = version;
  model.dataCache = null;
  model.dataList = [
    {
      mode: NUMERIC_MODE,
      getLength: () => digits.length,
      write(buffer) {
        for (const [group] of digits.matchAll(/\d{1,3}/g)) buffer.put(Number(group), group.length * 3 + 1);
      },
    },
  ];
  model.make();
  return accept(model.modules);
}

/** Draws the digits of a code. The path's runs are one module high, in module units, with the margin left free. */
export function drawSymbol(digits: string): Result<QrSymbol, SymbolRefusal> {
  const made = modulesOf(digits);
  if (!made.ok) return made;
  const runs: string[] = [];
  for (const [y, row] of made.value.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      if (row[x] !== true) continue;
      const from = x;
      while (row[x + 1] === true) x += 1;
      runs.push(`M${from + MARGIN_MODULES} ${y + MARGIN_MODULES}h${x - from + 1}v1h-${x - from + 1}z`);
    }
  }
  return accept({ side: made.value.length + 2 * MARGIN_MODULES, path: runs.join("") });
}
