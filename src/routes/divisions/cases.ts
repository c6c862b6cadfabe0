/** Cases about who manages a person: an administrator opens one, another one agrees or refuses. Source: decision 54. */
import { type WaitingCase, CASES } from "../../contract/custody/case.ts";
import { DIVISION } from "../../contract/operation.ts";
import { dateOf } from "../../domain/china-time.ts";
import { mayAgree } from "../../domain/custody/case.ts";
import { canonicalDocument, checkDocument } from "../../domain/identity/document.ts";
import { maskDocument, maskName } from "../../domain/identity/mask.ts";
import type { PersonName } from "../../domain/identity/name.ts";
import { checkNationality } from "../../domain/identity/nationality.ts";
import { instantOf } from "../../domain/instant.ts";
import { accept, refuse } from "../../domain/result.ts";
import type { AccountView, ManagedPerson } from "../../objects/accounts/rpc.ts";
import type { CaseText, CaseView } from "../../objects/division/case-rpc.ts";
import { accountsOf, divisionOf, peopleOf } from "../../objects/env.ts";
import type { CaseLook, CaseSight } from "../../objects/people/custody/case-rpc.ts";
import { accountKeyOf, personKeyOf } from "../../token/secret/secrets.ts";
import type { OfOffice } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { tellAbove } from "../people/looks.ts";
import { unconcerned } from "../who/acting-officer.ts";
import { inCharge } from "../who/in-charge.ts";
import { checkApplicant } from "./appoint.ts";
import { applyCase, cannotTake, tellOfCase } from "./apply-case.ts";

type Env = OfOffice["Bindings"];
type Vars = OfOffice["Variables"];

export const cases = new Routes<OfOffice>(`${DIVISION}/cases`)
  .use(inCharge)
  .on(CASES.openCase, async (c, { params, body, answer }) => {
    const { issuer, secrets, now, actor } = c.var;
    const named = checkApplicant(body);
    if (!named.ok) return named;
    const document = checkDocument(body.document, dateOf(now));
    if (!document.ok) return refuse({ code: document.refusal.code, pointer: `/document/${document.refusal.field}` });
    const nationality = checkNationality(document.value);
    if (!nationality.ok) return refuse({ code: nationality.refusal.code, pointer: "/document/nationality" });
    const counted = await accountsOf(c.env, issuer, actor.account).countAct(actor.account, "open_case", now);
    if (!counted.ok) return counted;
    const person = await personKeyOf(secrets, canonicalDocument(document.value));
    const opener = await unconcerned(c.env, c.var, person, "own_case");
    if (!opener.ok) return opener;
    const account = await accountKeyOf(secrets, named.value.phone);
    const login = await accountsOf(c.env, issuer, account).view(account);
    if (login === null) return cannotTake("phone_not_registered");
    const own = ownOf(login);
    if (body.relation === "self" && own !== undefined && own.person !== person) return cannotTake("self_already_bound");
    const look = await noteLook(c.env, c.var, { person, named: account }, own, named.value.name);
    if (!look.ok) return look;
    const { kind, relation, reason } = body;
    const text: CaseText = {
      kind,
      relation,
      reason,
      account,
      name: named.value.name,
      document: document.value,
      maskedPhone: login.maskedPhone,
      openedBy: actor.maskedPhone,
    };
    const one = { id: body.id, person, opener: opener.value.person, text };
    const opened = await divisionOf(c.env, issuer, params.division).openCase(one, now);
    return opened.ok ? answer(201, await caseOf(c.env, c.var, opened.value)) : opened;
  })
  .on(CASES.cases, async (c, { params, answer }) => {
    const { issuer, now } = c.var;
    const all = await divisionOf(c.env, issuer, params.division).cases(now);
    return answer(200, { cases: await Promise.all(all.map((one) => caseOf(c.env, c.var, one))) });
  })
  .on(CASES.countCases, async (c, { params, answer }) => {
    return answer(200, { waiting: await divisionOf(c.env, c.var.issuer, params.division).waitingCases() });
  })
  .on(CASES.decideCase, async (c, { params, body, answer }) => {
    const { issuer, now, actor } = c.var;
    const division = divisionOf(c.env, issuer, params.division);
    const one = await division.case(params.id);
    if (one === null) return refuse({ code: "case_not_found" });
    const { id, person, text } = one;
    const by = actor.maskedPhone;
    const officer = await unconcerned(c.env, c.var, person, "own_case");
    if (!officer.ok) return officer;
    const login = await accountsOf(c.env, issuer, text.account).view(text.account);
    const look = await noteLook(c.env, c.var, { person, named: text.account }, login && ownOf(login), text.name);
    if (!look.ok) return look;
    if (body.decision === "refuse") {
      const state = one.opener === officer.value.person ? "withdrawn" : "refused";
      await division.decideCase({ id, state, by }, now);
      return answer(200, { state });
    }
    const second = mayAgree(one.opener, officer.value, now);
    if (!second.ok) return second;
    const applied = await applyCase(c.env, c.var, one);
    if (!applied.ok) return applied;
    await division.decideCase({ id, state: "agreed", by }, now);
    await tellOfCase(c.env, c.var, text.account, applied.value);
    return answer(200, { state: "agreed" });
  });

const DECIDED: CaseSight = { maskedName: "", proof: "none", isFrozen: false, managers: [] };

/** The own person of a login, also while its claim waits. */
function ownOf({ people }: AccountView): ManagedPerson | undefined {
  return people.find(({ relation }) => relation === "self");
}

/**
 * Records the office's look at the managers of the person. Refused if the person would get into a login of this administrator.
 * @param own the own person of the named login
 */
async function noteLook(
  env: Env,
  { issuer, now, office, actor }: Vars,
  { person, named }: Pick<CaseLook, "person" | "named">,
  own: ManagedPerson | undefined | null,
  typedName: PersonName,
) {
  if (named === actor.account || own?.person === actor.person) return refuse({ code: "own_case" });
  const sight = await peopleOf(env, issuer, person).lookAtManagers({ person, named, office, actor: actor.account }, now);
  if (!sight.ok) return sight;
  const maskedName = sight.value.maskedName === "" ? maskName(typedName) : sight.value.maskedName;
  const purpose = { kind: "case", text: null } as const;
  await tellAbove(env, issuer, { at: now, office, maskedPhone: actor.maskedPhone, maskedName, purpose, extent: "managers" });
  return accept(null);
}

/** A case in the shape of the contract; while it waits, with the present managers of the person. */
async function caseOf(env: Env, { issuer, now, actor }: Vars, one: CaseView): Promise<WaitingCase> {
  const { id, person, at, opener, state, decidedAt, text } = one;
  const sight = state === "waiting" ? await peopleOf(env, issuer, person).managersOf(person, text.account, now) : DECIDED;
  const { kind, name, document, maskedPhone, relation, reason, openedBy, decidedBy = null } = text;
  return {
    id,
    kind,
    maskedPhone,
    relation,
    reason,
    openedBy,
    decidedBy,
    state,
    at: instantOf(at),
    maskedName: maskName(name),
    maskedDocument: maskDocument(document.number),
    openedByMe: opener === actor.person,
    decidedAt: instantOf(decidedAt),
    proof: sight.proof,
    frozen: sight.isFrozen,
    managers: [...sight.managers],
  };
}
