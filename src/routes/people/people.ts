/** People of an account: bind, take on, let go, and answer who else asks to manage them. */
import { Hono } from "hono";
import { addPersonRequest, claimDecision, type Person } from "../../contract/people.ts";
import { today } from "../../domain/china-time.ts";
import { canonicalDocument, checkDocument } from "../../domain/identity/document.ts";
import { checkName } from "../../domain/identity/name.ts";
import { accountsOf, peopleOf } from "../../objects/env.ts";
import { personKeyOf } from "../../token/secret/secrets.ts";
import type { OfActor, OfManaged } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
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

export const people = new Hono<OfActor>()
  .use(actor)
  .post("/", async (c) => {
    const body = await readBody(c.req.raw, addPersonRequest);
    if (!body.ok) return problem(body.refusal);
    const { issuer, secrets, now, actor: asking } = c.var;
    const name = checkName(body.value.name);
    if (!name.ok) return problem(name.refusal);
    const document = checkDocument(body.value.document, today(now));
    if (!document.ok) return problem({ code: document.refusal.code, pointer: `/document/${document.refusal.field}` });
    const person = await personKeyOf(secrets, canonicalDocument(document.value));
    const entry = { id: newOpaqueId(), person, relation: body.value.relation, confirmed: false };
    const accounts = accountsOf(c.env, issuer, asking.account);
    const added = await accounts.addPerson(asking.account, entry, now);
    if (!added.ok) return problem(added.refusal);
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
      return problem(claimed.ok ? { code: "person_not_found" } : claimed.refusal);
    }
    if (view.state === "managed") await accounts.confirmPerson(asking.account, entry.id);
    return c.json<Person>(personOf(entry, view), claimed.value.state === "managed" ? 201 : 202);
  })
  .route(
    "/:person",
    new Hono<OfManaged>()
      .use(managed)
      .delete("/", async (c) => {
        const { issuer, now, managed: entry, actor: asking } = c.var;
        await peopleOf(c.env, issuer, entry.person).release(entry.person, asking.account, now);
        const removed = accountsOf(c.env, issuer, asking.account).removePerson(asking.account, entry.id);
        await removed.finally(() => forgetSessions(asking.account));
        return c.body(null, 204);
      })
      .post("/claims/:claim", async (c) => {
        const body = await readBody(c.req.raw, claimDecision);
        if (!body.ok) return problem(body.refusal);
        const { issuer, now, managed: entry, actor: asking } = c.var;
        const shard = peopleOf(c.env, issuer, entry.person);
        const answered = await shard.answer(entry.person, asking.account, c.req.param("claim"), body.value.decision, now);
        return answered.ok ? c.body(null, 204) : problem(answered.refusal);
      })
      .route("/declarations", declarations)
      .route("/check-ins", checkIns)
      .route("/colour", colour)
      .route("/decisions", ownDecisions)
      .route("/appeals", appeals)
      .route("/looks", personLooks)
      .route("/credentials", credentials),
  );
