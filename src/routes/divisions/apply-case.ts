/** Applies a case that two administrators have decided: the person gets into the account of the named login, which alone manages them, and all logins concerned get a message. */
import type { AccountKey } from "../../domain/access/keys.ts";
import { LOGIN_SENTENCES } from "../../domain/custody/case.ts";
import { accept, type Refused, refuse } from "../../domain/result.ts";
import type { CaseView } from "../../objects/division/case-rpc.ts";
import { accountsOf, peopleOf } from "../../objects/env.ts";
import type { OfOffice } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import type { WireRefusal } from "../http/problem.ts";
import { forgetSessions } from "../who/sessions.ts";

type Env = OfOffice["Bindings"];
type Vars = OfOffice["Variables"];

type LoginCode = keyof typeof LOGIN_SENTENCES;

/** The refusal of a login that cannot take the person, at the field with its phone number. */
export function cannotTake<Code extends LoginCode>(code: Code): Refused<WireRefusal<Code>> {
  return refuse({ code, pointer: "/phone", sentence: LOGIN_SENTENCES[code] });
}

/** Puts the person into the account and sets the managers. Answers with the accounts that lose the person. Idempotent. */
export async function applyCase(env: Env, vars: Vars, one: CaseView) {
  const { issuer, now, office } = vars;
  const { id, person, text } = one;
  const { account, relation, maskedPhone, name, document } = text;
  const accounts = accountsOf(env, issuer, account);
  const entry = await entryFor(env, vars, one);
  if (!entry.ok) return entry;
  const order = {
    person,
    identity: { name, document },
    login: { account, relation, maskedPhone },
    by: { source: office, reference: id },
  };
  const losers = await peopleOf(env, issuer, person).settleCase(order, now);
  await accounts.confirmPerson(account, entry.value.id, "in_person");
  // The login may have roles from now on.
  if (relation === "self") forgetSessions(account);
  return accept(losers);
}

/** The person's entry in the account. An entry with another relation is replaced, because the administrators have checked the relation. */
async function entryFor(env: Env, { issuer, now }: Vars, { person, text: { account, relation } }: CaseView) {
  const accounts = accountsOf(env, issuer, account);
  const before = (await accounts.view(account))?.people.find((entry) => entry.person === person);
  if (before?.relation === relation) return accept(before);
  if (before !== undefined) await accounts.removePerson(account, before.id);
  const entry = { id: newOpaqueId(), person, relation, confirmed: false, proof: "none" } as const;
  const added = await accounts.addPerson(account, entry, now);
  if (added.ok || added.refusal.code === "too_many_requests") return added;
  return added.refusal.code === "already_managed" ? added : cannotTake(added.refusal.code);
}

const GETS = "【一码】社区已核实证件，一位居民的健康码由这个号码管理。请打开一码查看。";
const LOSES = "【一码】社区已核实证件，这个号码不再管理一位居民的健康码。有异议请带证件到社区。";

/** Sends a message to the login that gets the person, and to the logins that lose them. */
export async function tellOfCase(
  env: Env,
  { issuer, sms }: Vars,
  gets: AccountKey,
  losers: readonly AccountKey[],
): Promise<void> {
  const send = async (account: AccountKey, text: string) => {
    const login = await accountsOf(env, issuer, account).phone(account);
    if (login !== null) await sms.send({ phone: login.phone, text });
  };
  await Promise.all([send(gets, GETS), ...losers.map((account) => send(account, LOSES))]);
}
