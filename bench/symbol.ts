/** The size of the QR symbols of live and paper codes as the phone draws them, with a usual and with the longest masked name. Goals: quality.md "Speed". */
import { MARGIN_MODULES, drawSymbol } from "../src/pwa/resident/code/symbol.ts";
import { benchIssuer, liveCodes, liveCredentials, paperCodes } from "./codes.ts";
import type { Figure } from "./rounds.ts";

/** A usual masked name, and a name of 24 bytes, the limit of the format. */
const NAMES = ["尹**", "买买提********************"].map((name) => name.slice(0, nameEnd(name)));

export function symbolLiveModules(): Promise<Figure> {
  return measured("symbol_live_modules", 61, async (name) => {
    const issuer = await benchIssuer(Date.now());
    return liveCodes(await liveCredentials(issuer, 1, Date.now(), name));
  });
}

export function symbolPaperModules(): Promise<Figure> {
  return measured("symbol_paper_modules", 49, async (name) => {
    return paperCodes(await benchIssuer(Date.now()), 1, Date.now(), name);
  });
}

async function measured(
  name: string,
  goal: number,
  codesOf: (maskedName: string) => Promise<readonly string[]>,
): Promise<Figure> {
  const sides: number[] = [];
  for (const maskedName of NAMES) {
    const [code = ""] = await codesOf(maskedName);
    const drawn = drawSymbol(code);
    if (!drawn.ok) throw new Error(drawn.refusal.code);
    const side = drawn.value.side - 2 * MARGIN_MODULES;
    process.stdout.write(`  ${maskedName}: ${code.length} digits, ${side}×${side} modules\n`);
    sides.push(side);
  }
  return { name, value: Math.max(...sides), unit: "modules", reference: null, ratio: null, goal, better: "lower", spread: 0 };
}

/** The number of letters of a name that fit into 24 bytes. */
function nameEnd(name: string): number {
  let end = name.length;
  while (Buffer.byteLength(name.slice(0, end)) > 24) end -= 1;
  return end;
}
