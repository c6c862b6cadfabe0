/** Passes of a community that are narrowed to one person: the person, and the look that they and the divisions above can read. Source: product.md §4; decision 59. */
import type { PassesQuery, PassFilters } from "../../contract/pass-filter.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import { checkPurpose, type Purpose, type PurposeRefusal } from "../../domain/look/look.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { PERSON_FILTER_WITHOUT_PURPOSE_UNTIL } from "../../domain/taken-until.ts";
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

type QueryRefusal = PurposeRefusal & { readonly pointer: "/purpose" | "/purposeText" };

/** The purpose of a query. Only the first page of a filter by person needs one. Apps of the previous release send none: until a date it is recorded as not stated. */
export function purposeOf({ person, page, purpose, purposeText }: PassesQuery, now: number): Result<Purpose, QueryRefusal> {
  if (purpose !== undefined) {
    const checked = checkPurpose(purpose, purposeText);
    return checked.ok ? checked : refuse({ ...checked.refusal, pointer: "/purposeText" });
  }
  const isLook = person !== undefined && page === undefined;
  if (isLook && now >= PERSON_FILTER_WITHOUT_PURPOSE_UNTIL) return refuse({ code: "purpose_missing", pointer: "/purpose" });
  return accept({ kind: "not_stated", text: null });
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
