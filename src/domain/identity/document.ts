/**
 * Checks and normalises identity documents (product.md §7, §8) and gives each person's document one canonical text. Form only: nothing here says whether
 * a document was issued.
 */
import type { Brand } from "../brand.ts";
import { accept, refuse, type Result } from "../result.ts";
import { fold } from "../typing/fold.ts";
import { capitals, digitsOf, readNumber } from "../typing/number.ts";
import { birthDateFault, checkResidentNumber, isPermanentResidentNumber, type ResidentNumberRefusal } from "./resident-number.ts";

/** The types of identity documents: 10 resident identity card, 14 Hong Kong and Macao permit, 15 Taiwan permit, 16 one-time Taiwan permit, 20 passport, 34 permanent resident, 99 other. */
export type DocumentType = "10" | "14" | "15" | "16" | "20" | "34" | "99";

/** A normalised document number: half width, upper case, no spaces, in the form of its type. */
export type DocumentNumber = Brand<string, "DocumentNumber">;

export interface IdentityDocument {
  readonly type: DocumentType;
  readonly number: DocumentNumber;
  /** ISO 3166-1 alpha-3, or a code of ICAO Doc 9303 for a person without a nationality; always with types 20 and 99, never with another type. */
  readonly nationality?: string;
  /** `YYYY-MM-DD`: from the number if the number contains it, otherwise as typed; may be absent then. */
  readonly birthDate?: string;
}

/** The longest text that is read as a number, to bound the work for a hostile text; the requests of the API have the same bound. */
export const MAX_NUMBER_CHARACTERS = 120;

/** A document as a person typed it. */
export interface TypedDocument {
  readonly type: string;
  readonly number: string;
  readonly nationality?: string | undefined;
  readonly birthDate?: string | undefined;
}

export type DocumentRefusal =
  | ResidentNumberRefusal
  | { readonly code: "document_type_unknown"; readonly field: "type" }
  | {
      readonly code:
        | "resident_number_form"
        | "hk_macao_permit_form"
        | "taiwan_permit_form"
        | "one_time_permit_form"
        | "chinese_passport_form"
        | "foreign_passport_form"
        | "permanent_resident_form"
        | "other_document_form";
      readonly field: "number";
    }
  | { readonly code: "nationality_missing" | "nationality_form" | "nationality_not_accepted"; readonly field: "nationality" }
  | {
      readonly code:
        | "birth_date_missing"
        | "birth_date_not_a_date"
        | "birth_date_in_future"
        | "birth_date_too_long_ago"
        | "birth_date_mismatch";
      readonly field: "birthDate";
    };

// The first characters by kind of passport: ordinary 14, 15, G, E, E + letter; public affairs P, PE; service S, SE; diplomatic D, DE; Hong Kong H, K, KJ; Macao MA, MB.
const CHINESE_PASSPORT = /^(?:1[45]\d{7}|[DEGHKS]\d{8}|[DPS]\d{7}|P\d{8}|E[A-HJ-NP-Z]\d{7}|(?:DE|PE|SE|KJ|MA|MB)\d{7})$/;
const FORMS = {
  "10": [/^\d{17}[\dX]$/, "resident_number_form"],
  "14": [/^[HM]\d{8}(?:\d\d)?$/, "hk_macao_permit_form"],
  "15": [/^\d{8}(?:\d\d)?$/, "taiwan_permit_form"],
  // No public text gives the form of a one-time permit's number, so this form is wide: 7 to 11 digits, after up to two letters.
  "16": [/^[A-Z]{0,2}\d{7,11}$/, "one_time_permit_form"],
  "20": [/^[A-Z0-9]{5,17}$/, "foreign_passport_form"],
  "34": [/^(?:[A-Z]{3}\d{12}|9\d{16}[\dX])$/, "permanent_resident_form"],
  // The numbers of military identity cards have Chinese characters.
  "99": [/^[A-Z0-9\u4e00-\u9fff-]{4,24}$/, "other_document_form"],
} as const;

/**
 * Checks and normalises a document. `today` is the calendar date in China, `YYYY-MM-DD`. Refuses the first wrong field in the order
 * type, nationality, number, birth date. If the number contains a birth date, a typed one must agree with it; a foreign passport needs a typed birth
 * date. Source: product.md §8.
 */
export function checkDocument(typed: TypedDocument, today: string): Result<IdentityDocument, DocumentRefusal> {
  const { type } = typed;
  if (!isDocumentType(type)) return refuse({ code: "document_type_unknown", field: "type" });
  const nationality = compact(typed.nationality ?? "");
  if (type !== "20" && type !== "99") {
    if (nationality !== "") return refuse({ code: "nationality_not_accepted", field: "nationality" });
  } else if (nationality === "") return refuse({ code: "nationality_missing", field: "nationality" });
  else if (!/^[A-Z]{3}$/.test(nationality)) return refuse({ code: "nationality_form", field: "nationality" });

  const checked = checkNumber(type, typed.number, nationality, today);
  if (!checked.ok) return checked;
  const { number, birthDate: inNumber } = checked.value;

  const typedDate = fold(typed.birthDate ?? "");
  const fault = typedDate === "" ? null : birthDateFault(typedDate, today);
  if (fault !== null) return refuse({ code: `birth_date_${fault}`, field: "birthDate" });
  if (typedDate !== "" && inNumber !== "" && typedDate !== inNumber) {
    return refuse({ code: "birth_date_mismatch", field: "birthDate" });
  }
  const birthDate = inNumber || typedDate;
  if (birthDate === "" && type === "20" && nationality !== "CHN")
    return refuse({ code: "birth_date_missing", field: "birthDate" });
  return accept({
    type,
    number,
    ...(nationality !== "" && { nationality }),
    ...(birthDate !== "" && { birthDate }),
  });
}

/**
 * The text whose keyed hash names the person: `type|number`, with `|nationality` for types 20 and 99. A document gives the same text
 * however it was typed: permits lose the two digits at the end that count renewals, and the permanent resident number of 2023, which
 * some people enter as a resident card, always counts as type 34.
 */
export function canonicalDocument({ type, number, nationality }: IdentityDocument): string {
  if (type === "14") return `14|${number.slice(0, 9)}`;
  if (type === "15") return `15|${number.slice(0, 8)}`;
  if (type === "10" && isPermanentResidentNumber(number)) return `34|${number}`;
  return nationality === undefined ? `${type}|${number}` : `${type}|${number}|${nationality}`;
}

/** The normalised number and the birth date in it; an empty text if it contains none. */
function checkNumber(
  type: DocumentType,
  text: string,
  nationality: string,
  today: string,
): Result<{ readonly number: DocumentNumber; readonly birthDate: string }, DocumentRefusal> {
  const [form, code] =
    type === "20" && nationality === "CHN" ? ([CHINESE_PASSPORT, "chinese_passport_form"] as const) : FORMS[type];
  // Labels and separators are removed only if the text does not have the form as it stands, so that a stored document keeps its canonical text.
  const readings = text.length > MAX_NUMBER_CHARACTERS ? [] : [compact(text), readNumber(text, type === "99")];
  const number = readings.find((reading) => hasForm(reading, form));
  if (number === undefined) return refuse({ code, field: "number" });
  if (type !== "10" && !(type === "34" && isPermanentResidentNumber(number))) return accept({ number, birthDate: "" });
  const resident = checkResidentNumber(number, today);
  return resident.ok ? accept({ number, birthDate: resident.value.birthDate }) : resident;
}

function hasForm(number: string, form: RegExp): number is DocumentNumber {
  return form.test(number);
}

export function isDocumentType(type: string): type is DocumentType {
  return /^(?:1[0456]|20|34|99)$/.test(type);
}

/** A typed text in half width and upper case, without spaces. */
function compact(text: string): string {
  return capitals(digitsOf(fold(text)).replaceAll(" ", ""));
}
