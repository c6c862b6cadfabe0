/** Distinguishes a USB scanner, which types a code in fast keystrokes and ends with Enter, from a person at a keyboard. Pure. */

/** The longest time between two keystrokes of a scanner. Slow wireless scanners need about 50 ms; a person does not type 40 digits at this rate. */
const MAX_GAP_MS = 250;
/** A burst with fewer digits is not a code: a person may lean on the keys. */
const MIN_DIGITS = 40;

export interface TypedCode {
  readonly digits: string;
  readonly lastAtMs: number;
}

export const NOTHING_TYPED: TypedCode = { digits: "", lastAtMs: 0 };

export type Keystroke =
  | { readonly kind: "ignored"; readonly typed: TypedCode }
  /** The key belongs to a burst of digits of a scanner and must reach no button or field. */
  | { readonly kind: "taken"; readonly typed: TypedCode }
  | { readonly kind: "code"; readonly text: string; readonly typed: TypedCode };

/** Adds one keystroke: `key` as in `KeyboardEvent.key`, `atMs` its time. Returns whether it belongs to a scanner and whether a code is complete. */
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
