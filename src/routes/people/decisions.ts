/** Decisions of a person's colour: for managers of the person; and for administrators of a county or above, with a purpose that the person can read. Source: product.md §5. */
import { readConfig } from "../../config.ts";
import { type Decision, DECISIONS } from "../../contract/decision.ts";
import { DIVISION, PERSON } from "../../contract/operation.ts";
import type { FactKind } from "../../domain/fact/fact.ts";
import { outcomeOf } from "../../domain/rules/succession.ts";
import { refuse } from "../../domain/result.ts";
import { checkPurpose } from "../../domain/look/look.ts";
import { peopleOf } from "../../objects/env.ts";
import { ruleSetsOf } from "../../storage/rule-sets.ts";
import { personReferences } from "../../token/secret/person-reference.ts";
import { namesOf } from "../divisions/division-name.ts";
import type { Env, OfIssuer, OfManaged, OfOffice, OfRoute } from "../env.ts";
import { lookUp } from "../divisions/look-up.ts";
import { findPerson } from "../divisions/tracks.ts";
import { inCharge } from "../who/in-charge.ts";
import { check, Routes } from "../http/operation.ts";
import { tellAbove } from "./looks.ts";
import type { PastDecision } from "../../objects/people/colour/rpc.ts";
import { COUNTY_DIGITS } from "../../domain/division/division.ts";
import { instantOf } from "../../domain/instant.ts";

interface OfCounty extends OfRoute {
  readonly Problems: OfOffice["Problems"] | "county_only";
  readonly Variables: OfOffice["Variables"];
}

/** Refuses an office below a county. It runs before the body is read, so that the refusal reveals nothing about the person. */
const fromCounty = check<OfCounty>(async (c) => (c.var.office.length > COUNTY_DIGITS ? refuse({ code: "county_only" }) : null));

export const divisionDecisions = new Routes<OfOffice>(`${DIVISION}/decisions`)
  .use(inCharge)
  .on(DECISIONS.personDecisions, fromCounty, async (c, { params, body, answer }) => {
    const { issuer, secrets, now, office, actor } = c.var;
    const purpose = checkPurpose(body.purpose.kind, body.purpose.text);
    if (!purpose.ok) return refuse({ ...purpose.refusal, pointer: "/purpose/text" });
    const { division } = params;
    const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
    const lookup = { env: c.env, config: readConfig(c.env), issuer, secrets, now, division, later };
    const person = await findPerson(lookup, body.person);
    if (!person.ok) return person;
    const order = { person: person.value, division, office, actor: actor.account, purpose: purpose.value };
    const view = await lookUp(c.env, c.var, purpose.value, "person_not_resident", () =>
      peopleOf(c.env, issuer, person.value).decisions(order, now),
    );
    if (!view.ok) return view;
    const { maskedName, proof, complete, decisions } = view.value;
    const look = { at: now, office, maskedPhone: actor.maskedPhone, maskedName, purpose: purpose.value };
    await tellAbove(c.env, issuer, { ...look, extent: "decisions" });
    const { seal } = await personReferences(secrets, division);
    return answer(200, {
      person: await seal(person.value),
      maskedName,
      proof,
      complete,
      decisions: await decisionViews(c.env, c.var, decisions),
    });
  });

export const ownDecisions = new Routes<OfManaged>(PERSON).on(DECISIONS.ownDecisions, async (c, { answer }) => {
  const { issuer, managed, actor } = c.var;
  const own = await peopleOf(c.env, issuer, managed.person).ownDecisions(managed.person, actor.account);
  if (!own.ok) return own;
  const { complete, decisions } = own.value;
  return answer(200, { complete, decisions: await decisionViews(c.env, c.var, decisions) });
});

async function decisionViews(env: Env, vars: OfIssuer["Variables"], decisions: readonly PastDecision[]): Promise<Decision[]> {
  const entries = decisions.map(({ facts }) => facts.map(entryOf));
  const names = await namesOf(
    env,
    vars,
    entries.flat().map(({ source }) => source),
  );
  const ruleSets = await ruleSetsOf(env.PUBLISHED, vars.issuer.code, vars.now);
  return decisions.map(({ at, since, until, ruleSet: id, version, facts, ...decision }) => ({
    ...decision,
    at: instantOf(at),
    since: instantOf(since),
    until: instantOf(until),
    ruleSet: { id, version, title: ruleSets.find(({ ruleSet }) => ruleSet.id === id)?.ruleSet.title ?? null },
    reason: outcomeOf(ruleSets, { ruleSet: id, version, row: decision.row })?.reason ?? null,
    facts: facts.map(entryOf).map((entry) => ({ ...entry, sourceName: names.get(entry.source) ?? entry.source })),
  }));
}

/** Splits the name of a fact in a decision: `source/kind/reference`; the reference may contain slashes. */
function entryOf(name: string): { readonly source: string; readonly kind: FactKind; readonly reference: string } {
  const [source = "", kind = "", ...reference] = name.split("/");
  return { source, kind: kind as FactKind, reference: reference.join("/") };
}
