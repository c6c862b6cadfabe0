/** The document types of product.md §7 as the form offers them, and what each has to be asked beside its number. */
import type { DocumentType } from "../../domain/identity/document.ts";

interface Offered {
  readonly type: DocumentType;
  readonly zh: string;
  readonly en: string;
  /** Asked with types 20 and 99; see checkDocument. */
  readonly nationality: boolean;
}

export const DOCUMENTS: readonly Offered[] = [
  { type: "10", zh: "居民身份证", en: "Resident identity card", nationality: false },
  { type: "14", zh: "港澳居民来往内地通行证", en: "Hong Kong and Macao permit", nationality: false },
  { type: "15", zh: "台湾居民来往大陆通行证", en: "Taiwan permit", nationality: false },
  { type: "16", zh: "一次有效台胞证", en: "One-time Taiwan permit", nationality: false },
  { type: "20", zh: "护照", en: "Passport", nationality: true },
  { type: "34", zh: "外国人永久居留身份证", en: "Foreign permanent resident card", nationality: false },
  { type: "99", zh: "其他证件", en: "Other document", nationality: true },
];

export function documentNamed(type: string): Offered | undefined {
  return DOCUMENTS.find((document) => document.type === type);
}
