/** The proof of a person's identity, the other managers of a person, and a change of phone. */
import { CUSTODY } from "../../contract/custody/custody.ts";
import { PERSON } from "../../contract/operation.ts";
import type { AccountKey } from "../../domain/access/keys.ts";
import { refuse } from "../../domain/result.ts";
import { accountsOf, peopleOf } from "../../objects/env.ts";
import type { OfIssuer, OfManaged } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { forgetSessions } from "../who/sessions.ts";

export const custody = new Routes<OfManaged>(PERSON)
  .on(CUSTODY.askForProof, async (c, { answer }) => {
    const { issuer, now, managed: entry, actor: caller } = c.var;
    const accounts = accountsOf(c.env, issuer, caller.account);
    const counted = await accounts.countAct(caller.account, "ask_for_proof", now);
    if (!counted.ok) return counted;
    const login = await accounts.phone(caller.account);
    // A claim that waits is no management: the answer about the person is not this login's.
    if (entry.relation !== "self" || !entry.confirmed || login === null) return refuse({ code: "not_manager" });
    const { proof, replaced } = await peopleOf(c.env, issuer, entry.person).prove(entry.person, caller.account, login.phone, now);
    await accounts.noteProof(caller.account, entry.person, proof);
    await tellReplaced(c.env, c.var, replaced);
    return answer(200, { level: proof });
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

/** Tells the phone of before that another one has proved to be the same person's. A message that is not sent is no failure: the phone shows it too. */
export async function tellReplaced(
  env: OfIssuer["Bindings"],
  { issuer, sms }: OfIssuer["Variables"],
  replaced: AccountKey | null,
): Promise<void> {
  if (replaced === null) return;
  const login = await accountsOf(env, issuer, replaced).phone(replaced);
  if (login === null) return;
  const text = "【一码】另一部手机用您的姓名和证件通过了实名核验。24 小时后本号码不再登录。不是您本人操作，请立即打开一码报告。";
  await sms.send({ phone: login.phone, text });
}
