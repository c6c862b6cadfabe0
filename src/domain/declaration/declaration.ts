/** A declaration: what a person says of their health, and whether it can be taken as said. Never alters what was declared. */
import { addDays, isCalendarDate } from "../china-time.ts";
import { checkPhone, type PhoneRefusal } from "../identity/phone.ts";
import { accept, refuse, type Result } from "../result.ts";

/** Returning: lives here, is away. Arriving: lives elsewhere. Staying: has not left since 2020-01-23. Source: product.md §3. */
export const CATEGORIES = ["returning", "arriving", "staying"] as const;
export type Category = (typeof CATEGORIES)[number];
export type Symptom = "fever" | "cough" | "fatigue" | "breathless" | "diarrhoea" | "other";
export type Contact = "none" | "confirmed" | "suspected" | "fever_patient" | "unsure";

/** Divisions are codes of 2, 4, 6, 9 or 12 digits, dates `YYYY-MM-DD` in China. */
/** How somebody is, in a declaration or a daily check-in. */
export type Health = Pick<Declaration, "temperatureCelsius" | "symptoms">;

export interface Declaration {
  readonly category: Category;
  readonly presentPlace: { readonly division: string; readonly detail?: string | undefined };
  /** A street (9 digits) or a community (12 digits), and what stands on the door. */
  readonly addressHere: { readonly division: string; readonly detail: string };
  /** With returning and arriving only. */
  readonly plannedArrival?: string | undefined;
  readonly phone: string;
  /** 34.0 to 43.0, one decimal. */
  readonly temperatureCelsius: number;
  readonly symptoms: readonly Symptom[];
  readonly contact: Contact;
  /** Where the person was in the last 14 days, beside the present place; both days included. */
  readonly places: readonly { readonly division: string; readonly from: string; readonly to: string }[];
  readonly promise: true;
}

/** `arrival_today`: taken, with a clear warning that one should declare ahead. Source: product.md §3. */
export type Advice = "arrival_today";

export interface DeclarationRefusal {
  readonly code:
    | PhoneRefusal["code"]
    | "address_level"
    | "address_outside_region"
    | "present_place_outside_region"
    | "present_place_inside_region"
    | "arrival_missing"
    | "arrival_not_expected"
    | "arrival_not_a_date"
    | "arrival_in_past"
    | "arrival_too_far"
    | "temperature_range"
    | "temperature_precision"
    | "symptom_repeated"
    | "place_not_a_date"
    | "place_dates_reversed"
    | "place_in_future"
    | "place_too_long_ago";
  /** JSON Pointer (RFC 6901) into the declaration. */
  readonly field: string;
}

/** Where and when a declaration is handed in. */
export interface DeclarationSetting {
  /** The issuer's division: `4201`, `42`, or nothing for the nation. */
  readonly region: string;
  /** Calendar date in China, `YYYY-MM-DD`. */
  readonly today: string;
}

const FEVER_CELSIUS = 37.3;
const MAX_DAYS_AHEAD = 60;
const MAX_DAYS_BACK = 14;

/** 37.3 °C or more. Source: product.md §6. */
export function isFever(temperatureCelsius: number): boolean {
  return temperatureCelsius >= FEVER_CELSIUS;
}

/** Checks one declaration in the order of its form; the first fault is the refusal. Source: product.md §3. */
export function checkDeclaration(
  declaration: Declaration,
  setting: DeclarationSetting,
): Result<{ readonly advice: readonly Advice[] }, DeclarationRefusal> {
  const fault =
    journeyFault(declaration, setting) ??
    phoneFault(declaration) ??
    healthFault(declaration) ??
    placesFault(declaration.places, setting.today);
  if (fault !== null) return refuse(fault);
  return accept({ advice: declaration.plannedArrival === setting.today ? ["arrival_today"] : [] });
}

function journeyFault(declaration: Declaration, { region, today }: DeclarationSetting): DeclarationRefusal | null {
  const { category, presentPlace, addressHere, plannedArrival } = declaration;
  if (!/^(?:\d{9}|\d{12})$/.test(addressHere.division)) return { code: "address_level", field: "/addressHere/division" };
  if (!addressHere.division.startsWith(region)) return { code: "address_outside_region", field: "/addressHere/division" };
  const isHere = presentPlace.division.startsWith(region === "" ? cityOf(addressHere.division) : region);
  if (category === "staying") {
    if (plannedArrival !== undefined) return { code: "arrival_not_expected", field: "/plannedArrival" };
    return isHere ? null : { code: "present_place_outside_region", field: "/presentPlace/division" };
  }
  if (plannedArrival === undefined) return { code: "arrival_missing", field: "/plannedArrival" };
  if (!isCalendarDate(plannedArrival)) return { code: "arrival_not_a_date", field: "/plannedArrival" };
  if (plannedArrival < today) return { code: "arrival_in_past", field: "/plannedArrival" };
  if (plannedArrival > addDays(today, MAX_DAYS_AHEAD)) return { code: "arrival_too_far", field: "/plannedArrival" };
  // Who arrives today may be here already; who arrives later is not.
  return isHere && plannedArrival > today ? { code: "present_place_inside_region", field: "/presentPlace/division" } : null;
}

function phoneFault({ phone }: Declaration): DeclarationRefusal | null {
  const checked = checkPhone(phone);
  return checked.ok ? null : { code: checked.refusal.code, field: "/phone" };
}

/** What is wrong with what was said of somebody's health; null: nothing. */
export function healthFault({ temperatureCelsius, symptoms }: Health): DeclarationRefusal | null {
  if (!(temperatureCelsius >= 34 && temperatureCelsius <= 43)) return { code: "temperature_range", field: "/temperatureCelsius" };
  // 36.6 % 0.1 is not 0 in binary; the nearest tenth is the very number that was sent, or it had more decimals.
  if (Math.round(temperatureCelsius * 10) / 10 !== temperatureCelsius) {
    return { code: "temperature_precision", field: "/temperatureCelsius" };
  }
  const repeated = symptoms.findIndex((symptom, index) => symptoms.indexOf(symptom) !== index);
  return repeated === -1 ? null : { code: "symptom_repeated", field: `/symptoms/${repeated}` };
}

function placesFault(places: Declaration["places"], today: string): DeclarationRefusal | null {
  const earliest = addDays(today, -MAX_DAYS_BACK);
  for (const [index, { from, to }] of places.entries()) {
    if (!isCalendarDate(from)) return { code: "place_not_a_date", field: `/places/${index}/from` };
    if (!isCalendarDate(to)) return { code: "place_not_a_date", field: `/places/${index}/to` };
    if (to > today) return { code: "place_in_future", field: `/places/${index}/to` };
    if (from > to) return { code: "place_dates_reversed", field: `/places/${index}/to` };
    if (from < earliest) return { code: "place_too_long_ago", field: `/places/${index}/from` };
  }
  return null;
}

/** The nation has no outside: there one travels between cities, and between counties that belong to no city (`xx90`). */
function cityOf(division: string): string {
  return division.slice(0, division.slice(2, 4) === "90" ? 6 : 4);
}
