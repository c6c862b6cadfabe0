/** One appointment: the phone has to be a login that is bound by real name to somebody of that name. Source: product.md §4. */
import type { AccountKey } from "../domain/access/keys.ts";
import { type AppointRefusal, mayAppoint } from "../domain/administrator/appointment.ts";
import type { PersonName } from "../domain/identity/name.ts";
import type { PhoneNumber } from "../domain/identity/phone.ts";
import { accept, refuse, type Result } from "../domain/result.ts";
import type { AdministratorView } from "../objects/division/rpc.ts";
import { accountsOf, divisionOf, peopleOf } from "../objects/env.ts";
import { accountKeyOf } from "../token/secrets.ts";
import { nameOf } from "./division-name.ts";
import type { Env, OfOffice } from "./env.ts";
import { newOpaqueId } from "./opaque-id.ts";

export interface Appointment {
  readonly division: string;
  readonly name: PersonName;
  readonly phone: PhoneNumber;
  readonly reason: string;
}

export type AppointmentRefusal =
  | AppointRefusal
  | { readonly code: "phone_not_registered" }
  | { readonly code: "name_does_not_match" };

/** Appoints in the name of the office that the request acts for; the grant is shown at once. */
export async function appoint(
  env: Env,
  { issuer, secrets, now, office, actor }: OfOffice["Variables"],
  { division, name, phone, reason }: Appointment,
): Promise<Result<AdministratorView, AppointmentRefusal>> {
  const allowed = mayAppoint(office, division);
  if (!allowed.ok) return allowed;
  const account: AccountKey = await accountKeyOf(secrets, phone);
  const accounts = accountsOf(env, issuer, account);
  const [view, known] = await Promise.all([accounts.view(account), accounts.phone(account)]);
  const person = view?.people.find(({ relation, confirmed }) => relation === "self" && confirmed)?.person;
  if (person === undefined || known === null) return refuse({ code: "phone_not_registered" });
  const maskedName = await peopleOf(env, issuer, person).maskedNameOf(person, name);
  if (maskedName === null) return refuse({ code: "name_does_not_match" });
  const id = newOpaqueId();
  const by = { actor: actor.account, office, reason };
  const appointed = await divisionOf(env, issuer, division).appoint({ id, account, ...known, maskedName }, by, now);
  await accounts.grant(account, { division, role: "administrator", name: await nameOf(env, division) });
  return accept(appointed);
}
