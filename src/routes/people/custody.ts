/** The proof of a person's identity, the other managers of a person, and a change of phone. */
import { CUSTODY } from "../../contract/custody/custody.ts";
import { PERSON } from "../../contract/operation.ts";
import type { AccountKey } from "../../domain/access/keys.ts";
import type { Proof } from "../../domain/identity/proof.ts";
import { refuse } from "../../domain/result.ts";
import type { ManagedPerson } from "../../objects/accounts/rpc.ts";
import { accountsOf, peopleOf } from "../../objects/env.ts";
import type { OfIssuer, OfManaged } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { forgetSessions } from "../who/sessions.ts";

export const custody = new Routes<OfManaged>(PERSON)
  .on(CUSTODY.askForProof, async (c, { answer }) => {
    const { issuer, now, managed: entry, actor: caller } = c.var;
    const { account } = caller;
    const accounts = accountsOf(c.env, issuer, account);
    const counted = await accounts.countAct(account, "ask_for_proof", now);
    if (!counted.ok) return counted;
    // A login whose claim waits does not manage the person, so it gets no answer about them.
    const own = ownPerson([entry]);
    if (own === undefined) return refuse({ code: "not_manager" });
    const login = await accounts.phone(account);
    return answer(200, { level: await proveOwn(c.env, c.var, account, own, login?.phone ?? null) });
  })
  .on(CUSTODY.answerManager, async (c, { params, body, answer }) => {
    const { issuer, now, managed: entry, actor: caller } = c.var;
    const shard = peopleOf(c.env, issuer, entry.person);
    const outcome = await shard.answerManager(entry.person, caller.account, params.manager, body.decision, now);
    return outcome.ok ? answer(204) : outcome;
  })
  .on(CUSTODY.denyPhoneChange, async (c, { answer }) => {
    const { issuer, now, managed: entry, actor: caller } = c.var;
    const outcome = await peopleOf(c.env, issuer, entry.person).denyChange(entry.person, caller.account, now);
    if (outcome.ok) forgetSessions(caller.account);
    return outcome.ok ? answer(204) : outcome;
  });

/** The own person of an account. A waiting claim does not make a person its own. */
export function ownPerson(people: readonly ManagedPerson[]): ManagedPerson | undefined {
  return people.find(({ relation, confirmed }) => relation === "self" && confirmed);
}

/** Asks the identity authority about an account's own person, and notes the answer. @param phone the number of the account; null: it has none */
export async function proveOwn(
  env: OfIssuer["Bindings"],
  vars: OfIssuer["Variables"],
  account: AccountKey,
  own: ManagedPerson,
  phone: string | null,
): Promise<Proof> {
  const { issuer, now } = vars;
  const { proof } = await peopleOf(env, issuer, own.person).prove(own.person, account, phone, now);
  if (proof !== own.proof) await accountsOf(env, issuer, account).confirmPerson(account, own.id, proof);
  // The login may have gained or lost roles.
  forgetSessions(account);
  return proof;
}
