/** One appointment: the phone number must belong to a login, and the login must be bound to a person of the given name. Source: product.md §4. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import { type AppointAloneRefusal, mayAppointAlone } from "../../domain/administrator/appointment.ts";
import { checkName, type NameRefusal, type PersonName } from "../../domain/identity/name.ts";
import { opensRoles } from "../../domain/identity/proof.ts";
import { checkPhone, type PhoneNumber, type PhoneRefusal } from "../../domain/identity/phone.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { AdministratorView, Office } from "../../objects/division/rpc.ts";
import type { NewAdministrator } from "../../objects/division/appointment-rpc.ts";
import { accountsOf, divisionOf, peopleOf } from "../../objects/env.ts";
import type { ProvedBy } from "../../objects/people/custody/rpc.ts";
import { accountKeyOf } from "../../token/secret/secrets.ts";
import type { Env, OfIssuer, OfOffice } from "../env.ts";
import { ownPerson } from "../people/custody.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { nameOf } from "./division-name.ts";

type Vars = Pick<OfIssuer["Variables"], "issuer" | "secrets" | "now">;

export interface Appointment {
  readonly division: string;
  readonly name: PersonName;
  readonly phone: PhoneNumber;
  readonly reason: string;
}

type LoginRefusal = { readonly code: "phone_not_registered" } | { readonly code: "name_does_not_match" };
export type CandidateRefusal = LoginRefusal | { readonly code: "not_proved" };

/** The person whose login has this phone number, if they have this name and have proved who they are, as a new administrator with a new id. */
export async function candidateOf(
  env: Env,
  vars: Vars,
  applicant: Pick<Appointment, "name" | "phone">,
): Promise<Result<NewAdministrator, CandidateRefusal>> {
  const candidate = await loginOf(env, vars, applicant);
  if (!candidate.ok) return candidate;
  const { account, person } = candidate.value;
  const [proof = "none"] = await peopleOf(env, vars.issuer, person).proofs([{ person, account }], vars.now);
  return opensRoles(proof) ? candidate : refuse({ code: "not_proved" });
}

/** A candidate who is bound to a person. */
type BoundCandidate = NewAdministrator & { readonly person: PersonKey };

/** The same without a proof: of a candidate whose document an operator has seen. */
export async function loginOf(
  env: Env,
  { issuer, secrets }: Vars,
  { name, phone }: Pick<Appointment, "name" | "phone">,
): Promise<Result<BoundCandidate, LoginRefusal>> {
  const account: AccountKey = await accountKeyOf(secrets, phone);
  const accounts = accountsOf(env, issuer, account);
  const [view, login] = await Promise.all([accounts.view(account), accounts.phone(account)]);
  const own = ownPerson(view?.people ?? []);
  if (own === undefined || login === null) return refuse({ code: "phone_not_registered" });
  const { person } = own;
  const maskedName = await peopleOf(env, issuer, person).maskedNameOf(person, name);
  if (maskedName === null) return refuse({ code: "name_does_not_match" });
  return accept({ id: newOpaqueId(), account, person, ...login, maskedName });
}

/** Proves a person whose document an operator has seen, unless they are proved already. */
export async function proveSeen(
  env: Env,
  { issuer, now }: Vars,
  { person, account }: Pick<BoundCandidate, "person" | "account">,
  seenBy: ProvedBy,
): Promise<Result<null, { readonly code: "not_proved" }>> {
  const people = peopleOf(env, issuer, person);
  const [proof = "none"] = await people.proofs([{ person, account }], now);
  if (opensRoles(proof)) return accept(null);
  const accounts = accountsOf(env, issuer, account);
  const own = ownPerson((await accounts.view(account))?.people ?? []);
  if (own?.person !== person) return refuse({ code: "not_proved" });
  const seen = await people.proveInPerson(person, account, seenBy, now);
  if (!seen.ok) return refuse({ code: "not_proved" });
  await accounts.confirmPerson(account, own.id, "in_person");
  return accept(null);
}

/**
 * Counts the refusal of an unfit candidate and returns it. The refusal reveals whether a number has a login here, so each account gets it a limited
 * number of times per hour, and nobody can try all numbers. The lines of a list count too: a line beyond the limit waits, and says no more than that.
 */
export async function countRefusal<Refusal extends { readonly code: string }>(
  env: Env,
  { issuer, actor, now }: OfOffice["Variables"],
  refusal: Refusal,
): Promise<Refusal | TooManyRequests> {
  if (refusal.code !== "phone_not_registered" && refusal.code !== "name_does_not_match") return refusal;
  const quota = await accountsOf(env, issuer, actor.account).countAct(actor.account, "unfit_candidate", now);
  return quota.ok ? refusal : quota.refusal;
}

/** Appoints a checked candidate, and notes the role on their account, so that their phone shows it at once. */
export async function appointCandidate(
  env: Env,
  vars: Vars,
  division: string,
  candidate: NewAdministrator,
  by: Office,
): Promise<AdministratorView> {
  const administrator = await divisionOf(env, vars.issuer, division).appoint(candidate, by, vars.now);
  await showGrant(env, vars, division, candidate.account);
  return administrator;
}

/** Notes the role of an administrator on the account: the phone shows the division's workbench, and requests ask the division whether the role is valid. */
export async function showGrant(env: Env, vars: Vars, division: string, account: AccountKey): Promise<void> {
  const name = await nameOf(env, vars, division);
  await accountsOf(env, vars.issuer, account).grant(account, { division, role: "administrator", name });
}

/** Checks and appoints an applicant alone, in the name of the caller's office. */
export async function appoint(
  env: Env,
  vars: OfOffice["Variables"],
  { division, reason, ...applicant }: Appointment,
): Promise<Result<AdministratorView, AppointAloneRefusal | CandidateRefusal>> {
  const permission = mayAppointAlone(vars.office, division);
  if (!permission.ok) return permission;
  const candidate = await candidateOf(env, vars, applicant);
  return candidate.ok ? appointAlone(env, vars, { division, candidate: candidate.value, reason }) : candidate;
}

/** Appoints a checked candidate alone, where one person may. Every appointment by a login that nobody else has agreed to is made here. */
export async function appointAlone(
  env: Env,
  vars: OfOffice["Variables"],
  { division, candidate, reason }: { readonly division: string; readonly candidate: NewAdministrator; readonly reason: string },
): Promise<Result<AdministratorView, AppointAloneRefusal>> {
  const permission = mayAppointAlone(vars.office, division);
  if (!permission.ok) return permission;
  return accept(await appointCandidate(env, vars, division, candidate, aloneBy(vars, reason)));
}

/** The acting account and office of a request, with the reason. */
export function byOf({ actor, office }: OfOffice["Variables"], reason: string): Office {
  return { actor: actor.account, office, reason };
}

/** The same for an appointment that this person makes alone. */
export function aloneBy(vars: OfOffice["Variables"], reason: string): Office {
  return { ...byOf(vars, reason), aloneBy: vars.actor.person };
}

interface Applicant {
  readonly name: PersonName;
  readonly phone: PhoneNumber;
}

export function checkApplicant(text: {
  readonly name: string;
  readonly phone: string;
}): Result<Applicant, NameRefusal | PhoneRefusal> {
  const name = checkName(text.name);
  if (!name.ok) return name;
  const phone = checkPhone(text.phone);
  return phone.ok ? accept({ name: name.value, phone: phone.value }) : phone;
}
