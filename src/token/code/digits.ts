/**
 * Bytes ⇄ decimal digits, for one numeric QR segment: each group of 7 bytes becomes 17 digits, a rest of k bytes becomes ⌈k·8·log₁₀2⌉ digits.
 * The same bytes have only one text. Calculates each group in two parts below 2⁵³, because BigInt costs ten times as much.
 */
import { accept, refuse, type Refused, type Result } from "../../domain/result.ts";
import type { Bytes } from "../../domain/code/claims.ts";
import type { DigitsRefusal } from "../../domain/code/refusal.ts";

/** The numbers of digits for 0 to 7 bytes. */
const DIGITS_FOR_BYTES = [0, 3, 5, 8, 10, 13, 15, 17] as const;
const GROUP_BYTES = 7;
/** The number of values of 0 to 6 bytes. */
const LIMITS = Array.from({ length: GROUP_BYTES }, (_, bytes) => 256 ** bytes);
const GROUP_DIGITS = 17;
const BILLION = 1_000_000_000;

/** The number of digits for a number of bytes. */
export function digitCount(bytes: number): number {
  return Math.floor(bytes / GROUP_BYTES) * GROUP_DIGITS + (DIGITS_FOR_BYTES[bytes % GROUP_BYTES] ?? 0);
}

/** The digits of any bytes, with leading zeros. */
export function toDigits(bytes: Uint8Array): string {
  let text = "";
  let at = 0;
  for (; at + GROUP_BYTES <= bytes.length; at += GROUP_BYTES) {
    const high16 = uint(bytes, at, 2);
    // 2⁴⁰ = 1099·10⁹ + 511627776: no intermediate value reaches 2⁵³.
    const rest = high16 * 511_627_776 + uint(bytes, at + 2, 5);
    const billions = high16 * 1099 + Math.floor(rest / BILLION);
    text += String(billions).padStart(8, "0") + String(rest % BILLION).padStart(9, "0");
  }
  const left = bytes.length - at;
  if (left === 0) return text;
  return text + String(uint(bytes, at, left)).padStart(DIGITS_FOR_BYTES[left] ?? 0, "0");
}

/** The bytes of digits. Refuses other characters, a length that no number of bytes has, and a group whose value does not fit into its bytes, in this order. */
export function fromDigits(text: string): Result<Bytes, DigitsRefusal> {
  const length = text.length;
  const groups = Math.floor(length / GROUP_DIGITS);
  const left = (DIGITS_FOR_BYTES as readonly number[]).indexOf(length - groups * GROUP_DIGITS);
  if (left < 0) return refused(text, { code: "wrong_length", digits: length });
  const bytes = new Uint8Array(groups * GROUP_BYTES + left);
  for (let group = 0; group < groups; group += 1) {
    const billions = number(text, group * GROUP_DIGITS, 8);
    // 10⁹ = 59·2²⁴ + 10144256: the value is top·2²⁴ + the low 24 bits of low.
    const low = billions * 10_144_256 + number(text, group * GROUP_DIGITS + 8, 9);
    const top = billions * 59 + Math.floor(low / 0x1000000);
    if (!(top <= 0xffffffff)) return refused(text, { code: "not_canonical", group });
    const at = group * GROUP_BYTES;
    bytes[at] = top >>> 24;
    bytes[at + 1] = top >>> 16;
    bytes[at + 2] = top >>> 8;
    bytes[at + 3] = top;
    bytes[at + 4] = low >>> 16;
    bytes[at + 5] = low >>> 8;
    bytes[at + 6] = low;
  }
  let rest = number(text, groups * GROUP_DIGITS, length - groups * GROUP_DIGITS);
  if (!(rest < (LIMITS[left] ?? 0))) return refused(text, { code: "not_canonical", group: groups });
  for (let at = bytes.length - 1; at >= groups * GROUP_BYTES; at -= 1) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return accept(bytes);
}

/** The big-endian number in `length` bytes, at most 6, from `at` on. */
export function uint(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let index = at; index < at + length; index += 1) value = value * 256 + (bytes[index] ?? 0);
  return value;
}

/** The number in `length` digits, at most 15, from `from` on; NaN if a character is not a digit. */
function number(text: string, from: number, length: number): number {
  let value = 0;
  for (let at = from; at < from + length; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** The refusal of a text: `not_a_code` if it has a character that is not a digit, else the given fault. Only a faulty text is searched, so that a good one is read once. */
function refused(text: string, otherwise: DigitsRefusal): Refused<DigitsRefusal> {
  return refuse(/^\d*$/.test(text) ? otherwise : { code: "not_a_code" });
}
