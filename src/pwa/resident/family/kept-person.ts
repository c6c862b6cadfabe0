/** A person's form that is not sent yet. */
import { type KeptForm, useKeptForm } from "../../app/kept-form.ts";
import type { PersonDraft } from "./person-draft.ts";

export interface KeptDraft extends PersonDraft {
  /** The account's own name for the person. It is not sent. */
  readonly nickname: string;
}

const EMPTY: KeptDraft = { relation: null, name: "", type: "10", number: "", nationality: "", birthDate: "", nickname: "" };

/** @param self whether the form is about the owner of the account: it does not mix with a form about the family */
export function useKeptPerson(self: boolean): KeptForm<KeptDraft> {
  return useKeptForm(self ? "binding self" : "binding", () => (self ? { ...EMPTY, relation: "self" } : EMPTY));
}
