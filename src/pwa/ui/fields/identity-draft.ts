/** Name and document in a form: the types of document, and the checked identity or the first field that is missing or wrong. Pure. */
import { checkDocument, type DocumentType, type IdentityDocument } from "../../../domain/identity/document.ts";
import { checkName, type PersonName } from "../../../domain/identity/name.ts";
import { checkNationality } from "../../../domain/identity/nationality.ts";
import { IDENTITY_SENTENCES } from "../../../domain/identity/refusal-sentence.ts";
import { accept, refuse, type Result } from "../../../domain/result.ts";
import type { Sentence } from "../../../domain/sentence.ts";

interface DocumentOffer {
  readonly type: DocumentType;
  readonly zh: string;
  readonly en: string;
  /** Whether the form asks for nationality and birth date. */
  readonly nationality: boolean;
}

export const DOCUMENTS: readonly DocumentOffer[] = [
  { type: "10", zh: "居民身份证", en: "Resident identity card", nationality: false },
  { type: "14", zh: "港澳居民来往内地通行证", en: "Hong Kong and Macao permit", nationality: false },
  { type: "15", zh: "台湾居民来往大陆通行证", en: "Taiwan permit", nationality: false },
  { type: "16", zh: "一次有效台胞证", en: "One-time Taiwan permit", nationality: false },
  { type: "20", zh: "护照", en: "Passport", nationality: true },
  { type: "34", zh: "外国人永久居留身份证", en: "Foreign permanent resident card", nationality: false },
  { type: "99", zh: "其他证件", en: "Other document", nationality: true },
];

export function documentNamed(type: string): DocumentOffer | undefined {
  return DOCUMENTS.find((document) => document.type === type);
}

export interface IdentityDraft {
  readonly name: string;
  readonly type: DocumentType;
  readonly number: string;
  readonly nationality: string;
  /** `YYYY-MM-DD`; empty without an answer. */
  readonly birthDate: string;
}

export const NO_IDENTITY: IdentityDraft = { name: "", type: "10", number: "", nationality: "", birthDate: "" };

export interface FieldRefusal {
  readonly code: string;
  /** The invalid field: one of the draft, such as `number` or `nationality`. */
  readonly field: string;
  readonly sentence: Sentence;
}

export interface CheckedIdentity {
  readonly name: PersonName;
  readonly document: IdentityDocument;
}

/** The normalised name and document, or the first invalid field. `date` is today in China. Source: product.md §8. */
export function identityOf(draft: IdentityDraft, date: string): Result<CheckedIdentity, FieldRefusal> {
  const name = checkName(draft.name);
  if (!name.ok) return refuse({ ...name.refusal, sentence: IDENTITY_SENTENCES[name.refusal.code] });
  const asksMore = documentNamed(draft.type)?.nationality === true;
  const passportFields = asksMore ? { nationality: draft.nationality, birthDate: draft.birthDate } : {};
  const document = checkDocument({ type: draft.type, number: draft.number, ...passportFields }, date);
  if (!document.ok) return refuse({ ...document.refusal, sentence: IDENTITY_SENTENCES[document.refusal.code] });
  const nationality = checkNationality(document.value);
  if (!nationality.ok) return refuse({ ...nationality.refusal, sentence: IDENTITY_SENTENCES[nationality.refusal.code] });
  return accept({ name: name.value, document: document.value });
}
