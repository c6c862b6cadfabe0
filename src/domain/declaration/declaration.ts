/** Checks a declaration: a person's report of health, contacts and journey. Stores nothing and changes nothing in it. */
import { addDays, isCalendarDate } from "../china-time.ts";
import { checkPhone, type PhoneRefusal } from "../identity/phone.ts";
import { IDENTITY_SENTENCES } from "../identity/refusal-sentence.ts";
import { accept, refuse, type Result } from "../result.ts";
import type { Sentence } from "../sentence.ts";

/** Returning: lives in the region and is away. Arriving: lives elsewhere. Staying: has not left the region since 2020-01-23. Source: product.md §3. */
export const CATEGORIES = ["returning", "arriving", "staying"] as const;
export type Category = (typeof CATEGORIES)[number];
export type Symptom = "fever" | "cough" | "fatigue" | "breathless" | "diarrhoea" | "other";
export type Contact = "none" | "confirmed" | "suspected" | "fever_patient" | "unsure";

/** The health of a person, in a declaration or a daily check-in. */
export type Health = Pick<Declaration, "temperatureCelsius" | "symptoms">;

/** A declaration as the person sends it. Divisions are codes of 2, 4, 6, 9 or 12 digits, dates `YYYY-MM-DD` in China. */
export interface Declaration {
  readonly category: Category;
  readonly presentPlace: { readonly division: string; readonly detail?: string | undefined };
  /** The person's address in the region: a street (9 digits) or a community (12 digits), and the house and door. */
  readonly addressHere: { readonly division: string; readonly detail: string };
  /** The date of arrival: needed with returning and arriving, refused with staying. */
  readonly plannedArrival?: string | undefined;
  readonly phone: string;
  /** The body temperature: 34.0 to 43.0 °C, with at most one decimal. */
  readonly temperatureCelsius: number;
  readonly symptoms: readonly Symptom[];
  readonly contact: Contact;
  /** The other places of the person in the last 14 days; `from` and `to` are the first and the last day there. */
  readonly places: readonly { readonly division: string; readonly from: string; readonly to: string }[];
  readonly promise: true;
}

/** A warning with an accepted declaration. `arrival_today`: a declaration is due before the day of arrival. Source: product.md §3. */
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

export interface HealthRefusal extends DeclarationRefusal {
  readonly code: "temperature_range" | "temperature_precision" | "symptom_repeated";
}

/** The region and the day for which a declaration is checked. */
export interface DeclarationSetting {
  /** The issuer's division: `4201`, `42`, or an empty text for the nation. */
  readonly region: string;
  /** Calendar date in China, `YYYY-MM-DD`. */
  readonly today: string;
}

const FEVER_CELSIUS = 37.3;
const MAX_DAYS_AHEAD = 60;
const MAX_DAYS_BACK = 14;

const CASES: ReadonlySet<Contact> = new Set<Contact>(["confirmed", "suspected", "fever_patient"]);

/** Whether the answer reports a contact with a case: a confirmed, suspected or fever patient; `unsure` does not. */
export function isContact(contact: Contact): boolean {
  return CASES.has(contact);
}

/** Whether a temperature is a fever: 37.3 °C or more. Source: product.md §6. */
export function isFever(temperatureCelsius: number): boolean {
  return temperatureCelsius >= FEVER_CELSIUS;
}

/** Checks a declaration in the order of its form: journey, phone, health, places. The first fault is the refusal. Source: product.md §3. */
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
  // A person who arrives today may be in the region already; a person who arrives later is not.
  return isHere && plannedArrival > today ? { code: "present_place_inside_region", field: "/presentPlace/division" } : null;
}

function phoneFault({ phone }: Declaration): DeclarationRefusal | null {
  const checked = checkPhone(phone);
  return checked.ok ? null : { code: checked.refusal.code, field: "/phone" };
}

/** The first fault of a health report; null if it has none. */
export function healthFault({ temperatureCelsius, symptoms }: Health): HealthRefusal | null {
  if (!(temperatureCelsius >= 34 && temperatureCelsius <= 43)) return { code: "temperature_range", field: "/temperatureCelsius" };
  // 36.6 % 0.1 is not 0 in binary. A number with one decimal equals its nearest tenth; a number with more decimals does not.
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

/** What counts as "here" for an address if the issuer is the nation's, whose region has no outside: its city, or its county if it belongs to no city (`xx90`). */
function cityOf(division: string): string {
  return division.slice(0, division.slice(2, 4) === "90" ? 6 : 4);
}

const { phone_characters, phone_region_unknown, phone_length, phone_not_mobile } = IDENTITY_SENTENCES;

export const DECLARATION_SENTENCES: Readonly<Record<DeclarationRefusal["code"], Sentence>> = {
  phone_characters,
  phone_region_unknown,
  phone_length,
  phone_not_mobile,
  address_level: { zh: "请把本地住址选到街道或社区。", en: "Choose the address here down to a street or a community." },
  address_outside_region: {
    zh: "本地住址不在本地区内，请重新选择。",
    en: "The address here is outside this region: choose another one.",
  },
  present_place_outside_region: {
    zh: "您选了留在本地，现在所在地却在外地，请改一处。",
    en: "You chose staying, but your present place is elsewhere: change one of them.",
  },
  present_place_inside_region: {
    zh: "您的到达日期在以后，现在所在地却在本地，请改一处。",
    en: "Your arrival date is in the future, but your present place is already here: change one of them.",
  },
  arrival_missing: { zh: "请填写计划到达日期。", en: "Enter the planned arrival date." },
  arrival_not_expected: { zh: "留在本地的人不填到达日期。", en: "A person who stays here has no arrival date." },
  arrival_not_a_date: { zh: "到达日期不存在，请检查。", en: "This arrival date does not exist: check it." },
  arrival_in_past: { zh: "到达日期已经过去，请改为今天或以后。", en: "The arrival date is in the past: choose today or later." },
  arrival_too_far: {
    zh: "到达日期最远为 60 天以后，请临近时再申报。",
    en: "The arrival date is more than 60 days ahead: declare closer to it.",
  },
  temperature_range: { zh: "体温应在 34.0 到 43.0 度之间。", en: "A temperature must be between 34.0 and 43.0 °C." },
  temperature_precision: { zh: "体温只填一位小数。", en: "Enter the temperature with one decimal." },
  symptom_repeated: { zh: "同一症状选了两次。", en: "One symptom was chosen twice." },
  place_not_a_date: { zh: "去过的地方有一个日期不存在。", en: "One of the places has a date that does not exist." },
  place_dates_reversed: { zh: "去过的地方：离开日期早于到达日期。", en: "One of the places has a departure before its arrival." },
  place_in_future: { zh: "去过的地方有一个日期在将来。", en: "One of the places has a date in the future." },
  place_too_long_ago: { zh: "只填最近 14 天去过的地方。", en: "Enter only the places of the last 14 days." },
};
