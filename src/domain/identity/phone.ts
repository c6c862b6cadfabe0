/** Reads mobile numbers of the mainland, Hong Kong, Macao and Taiwan, in every usual spelling, as E.164. Source: product.md §8. */
import type { Brand } from "../brand.ts";
import { accept, refuse, type Result } from "../result.ts";
import { readNumber } from "../typing/number.ts";

/** A mobile number in E.164: `+86…`, `+852…`, `+853…` or `+886…`, only digits after the plus. */
export type PhoneNumber = Brand<string, "PhoneNumber">;

export interface PhoneRefusal {
  /** `phone_not_mobile`: the right number of digits, but a fixed line or a number that is not in use. */
  readonly code: "phone_characters" | "phone_region_unknown" | "phone_length" | "phone_not_mobile";
  readonly field: "phone";
}

/** The country code of each region and the number of digits after it. */
const REGIONS = [
  { prefix: "852", length: 8 },
  { prefix: "853", length: 8 },
  { prefix: "886", length: 9 },
  { prefix: "86", length: 11 },
] as const;

/** The longest text that is read as a number, to bound the work for a hostile text; the requests of the API have the same bound. */
export const MAX_PHONE_CHARACTERS = 120;

/**
 * Reads a mobile number. A number without a region's code belongs to the mainland; `+`, `00` or nothing may stand before a code.
 * Accepts every spelling that `readNumber` accepts, and the 0 of domestic calls: before a mainland number, and after the mainland's and Taiwan's codes.
 */
export function checkPhone(text: string): Result<PhoneNumber, PhoneRefusal> {
  if (text.length > MAX_PHONE_CHARACTERS) return no("phone_length");
  const typed = readNumber(text);
  if (!/^\+?\d+$/.test(typed)) return no("phone_characters");
  const international = /^(?:\+|00)/.test(typed);
  const digits = typed
    .replace(/^(?:\+|00)/, "")
    .replace(/^8860(?=9\d{8}$)/, "886")
    .replace(/^(86)?0(?=1[3-9]\d{9}$)/, "$1");
  const region = REGIONS.find(
    ({ prefix, length }) => digits.startsWith(prefix) && (international || digits.length === prefix.length + length),
  );
  if (region === undefined && international) return no("phone_region_unknown");

  const { prefix, length } = region ?? { prefix: "86", length: 11 };
  const national = region === undefined ? digits : digits.slice(prefix.length);
  if (national.length !== length) return no("phone_length");
  const phone = `+${prefix}${national}`;
  return isMobile(phone) ? accept(phone) : no("phone_not_mobile");
}

function isMobile(phone: string): phone is PhoneNumber {
  return /^\+(?:861[3-9]\d{9}|852[4-9]\d{7}|8536\d{7}|8869\d{8})$/.test(phone);
}

function no(code: PhoneRefusal["code"]) {
  return refuse<PhoneRefusal>({ code, field: "phone" });
}

/** The code of a number's region, without the plus: 86, 852, 853 or 886. */
export function phoneRegion(phone: PhoneNumber): string {
  return /^\+(85[23]|886|86)/.exec(phone)?.[1] ?? "";
}
