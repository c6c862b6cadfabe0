/**
 * Persons of an account: the account adds and removes them, and answers the claims of other accounts on them. Also mounts all other routes below a
 * person.
 */
import { PERSON } from "../../contract/operation.ts";
import { PEOPLE } from "../../contract/people.ts";
import { dateOf } from "../../domain/china-time.ts";
import { canonicalDocument, checkDocument } from "../../domain/identity/document.ts";
import { checkName } from "../../domain/identity/name.ts";
import { MISMATCH_SENTENCES } from "../../domain/identity/refusal-sentence.ts";
import { checkNationality } from "../../domain/identity/nationality.ts";
import { type Refused, refuse } from "../../domain/result.ts";
import { accountsOf, peopleOf } from "../../objects/env.ts";
import { personKeyOf } from "../../token/secret/secrets.ts";
import type { OfActor, OfManaged } from "../env.ts";
import type { WireRefusal } from "../http/problem.ts";
import { Routes } from "../http/operation.ts";
import { actor, managed } from "../who/actor.ts";
import { forgetSessions } from "../who/sessions.ts";
import { appeals } from "./appeals.ts";
import { checkIns } from "./check-ins.ts";
import { colour } from "./colour.ts";
import { credentials } from "./credentials.ts";
import { ownDecisions } from "./decisions.ts";
import { claimPerson, type PersonClaimRefusal } from "./claim-person.ts";
import { custody, ownPerson } from "./custody.ts";
import { declarations } from "./declarations.ts";
import { personLooks } from "./looks.ts";
import { personOf } from "./me.ts";

const managedPerson = new Routes<OfManaged>(PERSON)
  .use(managed)
  .on(PEOPLE.removePerson, async (c, { answer }) => {
    const { issuer, now, managed: entry, actor: caller } = c.var;
    await peopleOf(c.env, issuer, entry.person).release(entry.person, caller.account, now);
    const removal = accountsOf(c.env, issuer, caller.account).removePerson(caller.account, entry.id);
    await removal.finally(() => forgetSessions(caller.account));
    return answer(204);
  })
  .on(PEOPLE.answerClaim, async (c, { params, body, answer }) => {
    const { issuer, now, managed: entry, actor: caller } = c.var;
    const shard = peopleOf(c.env, issuer, entry.person);
    const outcome = await shard.answer(entry.person, caller.account, params.claim, body.decision, now);
    return outcome.ok ? answer(204) : outcome;
  })
  .with(custody, declarations, checkIns, colour, ownDecisions, appeals, personLooks, credentials);

export const people = new Routes<OfActor>("/api/v1/people")
  .use(actor)
  .on(PEOPLE.addPerson, async (c, { body, answer }) => {
    const { issuer, secrets, now, session, actor: caller } = c.var;
    const name = checkName(body.name);
    if (!name.ok) return name;
    const document = checkDocument(body.document, dateOf(now));
    if (!document.ok) return refuse({ code: document.refusal.code, pointer: `/document/${document.refusal.field}` });
    const nationality = checkNationality(document.value);
    if (!nationality.ok) return refuse({ code: nationality.refusal.code, pointer: "/document/nationality" });
    const person = await personKeyOf(secrets, canonicalDocument(document.value));
    const { account, maskedPhone } = caller;
    // A waiting claim may be repeated: the authority or a change of phone may decide it now.
    const waiting = session.people.find((one) => one.person === person && one.relation === body.relation && !one.confirmed);
    const counted = waiting && (await accountsOf(c.env, issuer, account).countAct(account, "ask_for_proof", now));
    if (counted?.ok === false) return counted;
    const isProved = caller.person !== null;
    const claimant = { account, maskedPhone, isProved, replaces: await formerPhones(c.env, c.var) };
    const identity = { name: name.value, document: document.value };
    const claim = await claimPerson(c.env, c.var, claimant, { person, identity, relation: body.relation }, waiting);
    if (!claim.ok) return wrongIdentity(c.env, c.var, claim);
    const { entry, state, view } = claim.value;
    return answer(state === "managed" ? 201 : 202, personOf(entry, view));
  })
  .with(managedPerson);

/** The former logins of the caller's own person, from changes of phone: the caller replaces them as a manager of dependants. */
async function formerPhones(env: OfActor["Bindings"], { issuer, session, actor: { account }, now }: OfActor["Variables"]) {
  const own = ownPerson(session.people)?.person;
  return own === undefined ? [] : peopleOf(env, issuer, own).formerPhones(own, account, now);
}

/** Counts a name that the authority contradicts, so that nobody can try many names. The refusal points to the field that the authority calls wrong, or to the number. */
async function wrongIdentity(
  env: OfActor["Bindings"],
  { issuer, actor: { account }, now }: OfActor["Variables"],
  { refusal }: Refused<PersonClaimRefusal>,
): Promise<Refused<PersonClaimRefusal | WireRefusal<"identity_does_not_match">>> {
  if (refusal.code !== "identity_does_not_match") return refuse(refusal);
  const quota = await accountsOf(env, issuer, account).countAct(account, "wrong_identity", now);
  if (!quota.ok) return quota;
  const { differs } = refusal;
  const sentence = differs === "name" || differs === "document" ? MISMATCH_SENTENCES[differs] : undefined;
  const pointer = differs === "name" ? "/name" : "/document/number";
  return refuse({ ...refusal, pointer, ...(sentence !== undefined && { sentence }) });
}
