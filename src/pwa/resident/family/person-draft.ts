/** A person in the form: the request, or the first field that is missing or wrong. Pure. */
import type { AddPersonRequest } from "../../../contract/people.ts";
import { accept, refuse, type Result } from "../../../domain/result.ts";
import type { Sentence } from "../../../domain/sentence.ts";
import { type FieldRefusal, type IdentityDraft, identityOf } from "../../ui/fields/identity-draft.ts";

export interface PersonDraft extends IdentityDraft {
  /** Null until the user chooses the relation: a preset one would be wrong for somebody. */
  readonly relation: AddPersonRequest["relation"] | null;
}

const RELATION_MISSING: Sentence = { zh: "请选择与您的关系。", en: "Choose the relation to you." };

/** The request with normalised name and document, or the first invalid field. `date` is today in China. */
export function requestOf(draft: PersonDraft, date: string): Result<AddPersonRequest, FieldRefusal> {
  const { relation } = draft;
  if (relation === null) return refuse({ code: "relation_missing", field: "relation", sentence: RELATION_MISSING });
  const identity = identityOf(draft, date);
  return identity.ok ? accept({ relation, ...identity.value }) : identity;
}
