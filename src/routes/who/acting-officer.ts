/** The officer or administrator at the time of an act: as a person, with the persons who concern them, and with their appointments that one person made alone. */
import { type ActingOfficer, boundPerson, isConcerned, type OfficerNotBound } from "../../domain/officer/officer.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import { accept, type Result } from "../../domain/result.ts";
import { accountsOf, divisionOf, type ObjectsEnv, peopleOf } from "../../objects/env.ts";
import type { OfActor } from "../env.ts";

type Vars = Pick<OfActor["Variables"], "issuer" | "actor" | "now">;

/** Every act that needs two persons asks for its officer here. It counts all accounts of the person, because an officer can have two phones. */
export async function actingOfficer(
  env: ObjectsEnv,
  { issuer, actor, now }: Vars,
): Promise<Result<ActingOfficer, OfficerNotBound>> {
  const bound = boundPerson(actor);
  if (!bound.ok) return bound;
  const person = bound.value;
  const own = await peopleOf(env, issuer, person).ownAccounts(person);
  const accounts = new Set([actor.account, ...own.map(({ account }) => account)]);
  const ties = await Promise.all([...accounts].map((account) => accountsOf(env, issuer, account).ties(account, now)));
  const divisions = new Set(ties.flatMap((tie) => tie.divisions));
  const alone = await Promise.all(
    [...divisions].map((division) => divisionOf(env, issuer, division).appointmentsAlone([...accounts])),
  );
  const concerns = new Set([person, ...ties.flatMap((tie) => tie.people)]);
  return accept({ person, maskedPhone: actor.maskedPhone, alone: alone.flat(), concerns: [...concerns] });
}

/** The acting officer, if the act does not concern them. @param own the refusal of an officer whom it concerns */
export async function unconcerned<Own extends string>(
  env: ObjectsEnv,
  vars: Vars,
  person: PersonKey,
  own: Own,
): Promise<Result<ActingOfficer, OfficerNotBound | { readonly code: Own }>> {
  const officer = await actingOfficer(env, vars);
  if (!officer.ok) return officer;
  return isConcerned(officer.value, person) ? { ok: false, refusal: { code: own } } : officer;
}
