/** Distinguishes a USB scanner, which types a code in fast keystrokes and ends with Enter, from a person at a keyboard. Pure. */

/** A person's keystrokes are further apart. Slow wireless scanners pause about 50 ms. */
const MAX_GAP_MS = 250;
/** A shorter burst is not a code, for example when a person leans on the keys. */
const MIN_DIGITS = 40;

export interface TypedCode {
  readonly digits: string;
  readonly lastAtMs: number;
}

export const NOTHING_TYPED: TypedCode = { digits: "", lastAtMs: 0 };

export type Keystroke =
  | { readonly kind: "ignored"; readonly typed: TypedCode }
  /** Inside a burst: the key is the scanner's and must reach no button or field. */
  | { readonly kind: "taken"; readonly typed: TypedCode }
  | { readonly kind: "code"; readonly text: string; readonly typed: TypedCode };

/** Takes one key as `KeyboardEvent.key` names it, at a time in milliseconds. */
export function typeKey(typed: TypedCode, key: string, atMs: number): Keystroke {
  const before = atMs - typed.lastAtMs <= MAX_GAP_MS ? typed.digits : "";
  if (/^\d$/.test(key)) {
    const digits = before + key;
    return { kind: digits.length > 1 ? "taken" : "ignored", typed: { digits, lastAtMs: atMs } };
  }
  if (key === "Enter" && before.length >= MIN_DIGITS) return { kind: "code", text: before, typed: NOTHING_TYPED };
  if (key === "Enter" && before.length > 0) return { kind: "taken", typed: NOTHING_TYPED };
  // Some scanners press modifier keys around digits.
  return key === "Shift" ? { kind: "ignored", typed } : { kind: "ignored", typed: NOTHING_TYPED };
}
