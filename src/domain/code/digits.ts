/**
 * Bytes ⇄ decimal digits, for one numeric QR segment: 7 bytes are 17 digits, the rest k bytes ⌈k·8·log₁₀2⌉.
 * Each text has one reading and each reading one text. Split in halves below 2⁵³, because BigInt costs ten times as much.
 */
import { accept, refuse, type Result } from "../result.ts";
import type { Bytes } from "./claims.ts";
import type { DigitsRefusal } from "./refusal.ts";

/** Digits for 0..7 bytes. */
const DIGITS_FOR_BYTES = [0, 3, 5, 8, 10, 13, 15, 17] as const;
const GROUP_BYTES = 7;
const GROUP_DIGITS = 17;
const BILLION = 1_000_000_000;

/** How many digits a number of bytes takes. */
export function digitCount(bytes: number): number {
  return Math.floor(bytes / GROUP_BYTES) * GROUP_DIGITS + (DIGITS_FOR_BYTES[bytes % GROUP_BYTES] ?? 0);
}

/** The digits of any bytes, leading zeros kept. */
export function toDigits(bytes: Uint8Array): string {
  let text = "";
  let at = 0;
  for (; at + GROUP_BYTES <= bytes.length; at += GROUP_BYTES) {
    const high16 = uint(bytes, at, 2);
    // 2⁴⁰ = 1099·10⁹ + 511627776: no step leaves 2⁵³.
    const rest = high16 * 511_627_776 + uint(bytes, at + 2, 5);
    const billions = high16 * 1099 + Math.floor(rest / BILLION);
    text += String(billions).padStart(8, "0") + String(rest % BILLION).padStart(9, "0");
  }
  const left = bytes.length - at;
  if (left === 0) return text;
  return text + String(uint(bytes, at, left)).padStart(DIGITS_FOR_BYTES[left] ?? 0, "0");
}

/** The bytes of digits. Refuses other characters, a length that no number of bytes has, and a group beyond its bytes. */
export function fromDigits(text: string): Result<Bytes, DigitsRefusal> {
  const length = text.length;
  for (let at = 0; at < length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 48 || unit > 57) return refuse({ code: "not_a_code" });
  }
  const groups = Math.floor(length / GROUP_DIGITS);
  const left = (DIGITS_FOR_BYTES as readonly number[]).indexOf(length - groups * GROUP_DIGITS);
  if (left < 0) return refuse({ code: "wrong_length", digits: length });
  const bytes = new Uint8Array(groups * GROUP_BYTES + left);
  for (let group = 0; group < groups; group += 1) {
    const at = group * GROUP_DIGITS;
    const billions = number(text, at, at + 8);
    // 10⁹ = 59·2²⁴ + 10144256: the value is top·2²⁴ + the low 24 bits of low.
    const low = billions * 10_144_256 + number(text, at + 8, at + GROUP_DIGITS);
    const top = billions * 59 + Math.floor(low / 0x1000000);
    if (top > 0xffffffff) return refuse({ code: "not_canonical", group });
    put(bytes, group * GROUP_BYTES, 4, top);
    put(bytes, group * GROUP_BYTES + 4, 3, low % 0x1000000);
  }
  if (left > 0) {
    const value = number(text, groups * GROUP_DIGITS, length);
    if (value >= 256 ** left) return refuse({ code: "not_canonical", group: groups });
    put(bytes, groups * GROUP_BYTES, left, value);
  }
  return accept(bytes);
}

/** Big-endian number of up to 6 bytes. */
function uint(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let index = at; index < at + length; index += 1) value = value * 256 + (bytes[index] ?? 0);
  return value;
}

function number(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + text.charCodeAt(at) - 48;
  return value;
}

function put(bytes: Bytes, at: number, length: number, value: number): void {
  let rest = value;
  for (let index = at + length - 1; index >= at; index -= 1) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}
