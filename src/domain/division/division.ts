/** Codes of administrative divisions: their form, and their level and ancestors, which the digits show. Does not know which codes exist. */
import type { Brand } from "../brand.ts";
import { accept, refuse, type Result } from "../result.ts";

/** The code of a division: 2, 4, 6, 9 or 12 digits, the statistical division code without its trailing zeros. */
export type DivisionCode = Brand<string, "DivisionCode">;

/** A division that may run collection points: a street (9 digits) or a community (12 digits). Source: product.md §1. */
export type CommunityCode = DivisionCode & Brand<string, "CommunityCode">;

export type DivisionLevel = "province" | "city" | "county" | "street" | "community";

export type DivisionCodeRefusal = { readonly code: "division_code_shape" };
export type CommunityCodeRefusal = DivisionCodeRefusal | { readonly code: "not_a_community"; readonly level: DivisionLevel };

/** The number of digits of a county's code. */
export const COUNTY_DIGITS = 6;
/** The number of digits of a community's code. */
export const COMMUNITY_DIGITS = 12;

/** The number of digits of a code at each level, from the province down. */
const LENGTHS = [
  [2, "province"],
  [4, "city"],
  [COUNTY_DIGITS, "county"],
  [9, "street"],
  [COMMUNITY_DIGITS, "community"],
] as const satisfies readonly (readonly [number, DivisionLevel])[];

/** Parses 2, 4, 6, 9 or 12 ASCII digits of which the first two are 11 or more. Refuses anything else, also surrounding space. */
export function parseDivisionCode(text: string): Result<DivisionCode, DivisionCodeRefusal> {
  if (!/^[1-9][0-9](?:\d{2}|\d{4}|\d{7}|\d{10})?$/.test(text) || text < "11") return refuse({ code: "division_code_shape" });
  return accept(text as DivisionCode);
}

/** Parses the code of a street or a community. Refuses the code of a county, city or province, and reports its level. */
export function parseCommunityCode(text: string): Result<CommunityCode, CommunityCodeRefusal> {
  const code = parseDivisionCode(text);
  if (!code.ok) return code;
  if (code.value.length < 9) return refuse({ code: "not_a_community", level: levelOf(code.value) });
  return accept(code.value as CommunityCode);
}

export function levelOf(code: DivisionCode): DivisionLevel {
  return LENGTHS.find(([length]) => length === code.length)?.[1] ?? "community";
}

/** The country as an office of the nation's issuer. No division of the table has this code. */
export const COUNTRY = "0";
export const COUNTRY_NAME = "全国";

/** Whether `code` is `ancestorPrefix` or lies below it. The empty prefix is the country, as is its code. */
export function isWithin(code: string, ancestorPrefix: string): boolean {
  return ancestorPrefix === COUNTRY || code.startsWith(ancestorPrefix);
}

/** The offices above a division, from the country down. */
export function officesAbove(code: string): readonly string[] {
  return code === COUNTRY ? [] : [COUNTRY, ...ancestors(code)];
}

/** The code of the office one level above: the country for a province, the empty text for the country. */
export function officeAbove(code: string): string {
  return code === COUNTRY ? "" : parentOf(code) || COUNTRY;
}

/** The codes of the divisions above a code, from the province down, without the code itself. */
export function ancestors(code: string): readonly DivisionCode[] {
  return LENGTHS.filter(([length]) => length < code.length).map(([length]) => code.slice(0, length) as DivisionCode);
}

/** The code of the division one level above; the empty text for a province. */
export function parentOf(code: string): string {
  const above = LENGTHS.findLast(([length]) => length < code.length);
  return code.slice(0, above?.[0] ?? 0);
}

/**
 * The 12 digits by which credentials and status lists name a street or a community: a street's 9 digits are padded with `000`.
 * @param code 9 or 12 digits, checked
 */
export function communityNumber(code: string): string {
  return code.padEnd(12, "0");
}

/** The code of 9 or 12 digits for a number of 12 digits: the inverse of `communityNumber`. */
export function divisionOfNumber(number: string): string {
  return number.endsWith("000") ? number.slice(0, 9) : number;
}
