/** The shape of a refused case, and the genuine codes from which the attacks are made. */
import { compose, NOW_SECONDS, rawRecord } from "./compose.ts";

export interface RefusedCase {
  readonly name: string;
  readonly now: number;
  readonly status?: number;
  readonly code: string;
  readonly refusal: { readonly code: string; readonly [datum: string]: string | number };
}

export const NOW = NOW_SECONDS * 1000;

/** A case whose code every verifier must refuse with `refusal`. @param more another time of the verifier's clock (ms), or the entry in the status list */
export function refused(
  name: string,
  code: string,
  refusal: RefusedCase["refusal"],
  more: { now?: number; status?: number } = {},
): RefusedCase {
  return { name, now: NOW, ...more, code, refusal };
}

/** The code with 256⁷ added to the first group of 17 digits that can hold the sum: a reader that drops the overflow would get the same bytes. */
export function otherSpelling(code: string): { readonly code: string; readonly group: number } {
  for (let group = 0; group * 17 + 17 <= code.length; group += 1) {
    const value = BigInt(code.slice(group * 17, group * 17 + 17)) + 256n ** 7n;
    if (value < 10n ** 17n) return { code: code.slice(0, group * 17) + String(value) + code.slice(group * 17 + 17), group };
  }
  throw new Error("no group has a second spelling");
}

export const live = compose(rawRecord());
export const paper = compose(rawRecord({ kind: 2 }));
