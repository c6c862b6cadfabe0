/** Persons of an account: the account adds and removes them, and answers other accounts that ask to manage them. */
import { PERSON } from "../../contract/operation.ts";
import { PEOPLE } from "../../contract/people.ts";
import { dateOf } from "../../domain/china-time.ts";
import { canonicalDocument, checkDocument } from "../../domain/identity/document.ts";
import { checkName } from "../../domain/identity/name.ts";
import { refuse } from "../../domain/result.ts";
import { accountsOf, peopleOf } from "../../objects/env.ts";
import { personKeyOf } from "../../token/secret/secrets.ts";
import type { OfActor, OfManaged } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { Routes } from "../http/operation.ts";
import { actor, managed } from "../who/actor.ts";
import { forgetSessions } from "../who/sessions.ts";
import { appeals } from "./appeals.ts";
import { checkIns } from "./check-ins.ts";
import { colour } from "./colour.ts";
import { credentials } from "./credentials.ts";
import { ownDecisions } from "./decisions.ts";
import { declarations } from "./declarations.ts";
import { personLooks } from "./looks.ts";
import { personOf } from "./me.ts";

const managedPerson = new Routes<OfManaged>(PERSON)
  .use(managed)
  .on(PEOPLE.removePerson, async (c, { answer }) => {
    const { issuer, now, managed: entry, actor: asking } = c.var;
    await peopleOf(c.env, issuer, entry.person).release(entry.person, asking.account, now);
    const removed = accountsOf(c.env, issuer, asking.account).removePerson(asking.account, entry.id);
    await removed.finally(() => forgetSessions(asking.account));
    return answer(204);
  })
  .on(PEOPLE.answerClaim, async (c, { params, body, answer }) => {
    const { issuer, now, managed: entry, actor: asking } = c.var;
    const shard = peopleOf(c.env, issuer, entry.person);
    const answered = await shard.answer(entry.person, asking.account, params.claim, body.decision, now);
    return answered.ok ? answer(204) : answered;
  })
  .with(declarations, checkIns, colour, ownDecisions, appeals, personLooks, credentials);

export const people = new Routes<OfActor>("/api/v1/people")
  .use(actor)
  .on(PEOPLE.addPerson, async (c, { body, answer }) => {
    const { issuer, secrets, now, actor: asking } = c.var;
    const name = checkName(body.name);
    if (!name.ok) return name;
    const document = checkDocument(body.document, dateOf(now));
    if (!document.ok) return refuse({ code: document.refusal.code, pointer: `/document/${document.refusal.field}` });
    const person = await personKeyOf(secrets, canonicalDocument(document.value));
    const entry = { id: newOpaqueId(), person, relation: body.relation, confirmed: false };
    const accounts = accountsOf(c.env, issuer, asking.account);
    const added = await accounts.addPerson(asking.account, entry, now);
    if (!added.ok) return added;
    const shard = peopleOf(c.env, issuer, person);
    const claimed = await shard.claim(
      {
        person,
        identity: { name: name.value, document: document.value },
        account: asking.account,
        maskedPhone: asking.maskedPhone,
        relation: entry.relation,
        claimId: newOpaqueId(),
      },
      now,
    );
    const view = claimed.ok ? await shard.view(person, asking.account) : null;
    if (!claimed.ok || view === null) {
      await accounts.removePerson(asking.account, entry.id);
      return claimed.ok ? refuse({ code: "person_not_found" }) : claimed;
    }
    if (view.state === "managed") await accounts.confirmPerson(asking.account, entry.id);
    return answer(claimed.value.state === "managed" ? 201 : 202, personOf(entry, view));
  })
  .with(managedPerson);
