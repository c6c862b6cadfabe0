/** The form of a person as typed, and the request it makes; the identity rules judge it before it is sent. Pure. */
import type { AddPersonRequest } from "../../contract/people.ts";
import { checkDocument } from "../../domain/identity/document.ts";
import type { DocumentType } from "../../domain/identity/document.ts";
import { checkName } from "../../domain/identity/name.ts";
import { IDENTITY_SENTENCES } from "../../domain/identity/refusal-sentence.ts";
import { accept, refuse } from "../../domain/result.ts";
import type { Result } from "../../domain/result.ts";
import type { Sentence } from "../../domain/sentence.ts";
import { documentNamed } from "./documents.ts";

export interface PersonDraft {
  readonly relation: AddPersonRequest["relation"];
  readonly name: string;
  readonly type: DocumentType;
  readonly number: string;
  readonly nationality: string;
  /** `YYYY-MM-DD`, or empty. */
  readonly birthDate: string;
}

export interface FieldRefusal {
  readonly code: string;
  /** `name`, `number`, `nationality`, `birthDate` or `type`. */
  readonly field: string;
  readonly sentence: Sentence;
}

/** The request to send, normalised, or the first field that is wrong. `today` is the date in China. Source: product.md §8. */
export function requestOf(draft: PersonDraft, today: string): Result<AddPersonRequest, FieldRefusal> {
  const name = checkName(draft.name);
  if (!name.ok) return refuse({ ...name.refusal, sentence: IDENTITY_SENTENCES[name.refusal.code] });
  const asksMore = documentNamed(draft.type)?.nationality === true;
  const typed = asksMore ? { nationality: draft.nationality, birthDate: draft.birthDate } : {};
  const document = checkDocument({ type: draft.type, number: draft.number, ...typed }, today);
  if (!document.ok) return refuse({ ...document.refusal, sentence: IDENTITY_SENTENCES[document.refusal.code] });
  return accept({ relation: draft.relation, name: name.value, document: document.value });
}
