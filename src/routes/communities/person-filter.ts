/** Passes of a community that are narrowed to one person: the person, and the look that they and the divisions above can read. Source: product.md §4; decision 59. */
import type { PassFilters } from "../../contract/pass-filter.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import { checkPurpose, type ChosenKind, type Purpose, type PurposeRefusal } from "../../domain/look/look.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { type ObjectsEnv, peopleOf } from "../../objects/env.ts";
import { personReferences } from "../../token/secret/person-reference.ts";
import type { Secrets } from "../../token/secret/secrets.ts";
import type { OfOffice } from "../env.ts";
import { tellAbove } from "../people/looks.ts";

/** The person of a filter, or null without one; refuses a reference that was not made for this division. */
export async function personOf(
  secrets: Secrets,
  division: string,
  { person }: PassFilters,
): Promise<Result<PersonKey | null, { readonly code: "bad_request"; readonly pointer: "/person" }>> {
  if (person === undefined) return accept(null);
  const key = await (await personReferences(secrets, division)).open(person);
  return key === null ? refuse({ code: "bad_request", pointer: "/person" }) : accept(key);
}

/** The purpose in a query. The previous release sent none: until 30 days after this release that is recorded as not stated, and then it is to be refused. */
export function purposeOf(kind: ChosenKind | undefined, text: string | undefined): Result<Purpose, PurposeRefusal> {
  return kind === undefined ? accept({ kind: "not_stated", text: null }) : checkPurpose(kind, text);
}

interface NotedLook {
  /** Reports the look to the office and the divisions above. @param maskedName the name in a pass, for a person who has no record here */
  tell(maskedName: string | undefined): Promise<void>;
}

/** Records the look for the person. Called before anything is answered. */
export async function noteLook(
  env: ObjectsEnv,
  { issuer, now, office, actor }: OfOffice["Variables"],
  person: PersonKey,
  purpose: Purpose,
): Promise<NotedLook> {
  const look = { at: now, office, purpose, extent: "division" } as const;
  const name = await peopleOf(env, issuer, person).noteLook({ person, office, actor: actor.account, purpose }, now);
  return {
    tell: (maskedName = "") =>
      tellAbove(env, issuer, { ...look, maskedPhone: actor.maskedPhone, maskedName: name ?? maskedName }),
  };
}
