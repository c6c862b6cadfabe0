/** Cases about who manages a person: an administrator opens one, another one agrees or refuses. Source: decision 54. */
import { type WaitingCase, CASES } from "../../contract/case.ts";
import { DIVISION } from "../../contract/operation.ts";
import type { AccountKey } from "../../domain/access/keys.ts";
import { dateOf } from "../../domain/china-time.ts";
import { mayAgree } from "../../domain/custody/case.ts";
import { canonicalDocument, checkDocument } from "../../domain/identity/document.ts";
import { maskDocument, maskName } from "../../domain/identity/mask.ts";
import { instantOf } from "../../domain/instant.ts";
import { boundPerson } from "../../domain/officer/officer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { CaseText, CaseView } from "../../objects/division/case-rpc.ts";
import { accountsOf, divisionOf, peopleOf } from "../../objects/env.ts";
import type { CaseSight } from "../../objects/people/custody/rpc.ts";
import { accountKeyOf, personKeyOf } from "../../token/secret/secrets.ts";
import type { OfOffice } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { Routes } from "../http/operation.ts";
import { tellAbove } from "../people/looks.ts";
import { inCharge } from "../who/in-charge.ts";
import { checkApplicant } from "./appoint.ts";

type Env = OfOffice["Bindings"];
type Vars = OfOffice["Variables"];

export const cases = new Routes<OfOffice>(`${DIVISION}/cases`)
  .use(inCharge)
  .on(CASES.openCase, async (c, { params, body, answer }) => {
    const { issuer, secrets, now, actor } = c.var;
    const opener = boundPerson(actor);
    if (!opener.ok) return opener;
    const named = checkApplicant(body);
    if (!named.ok) return named;
    const document = checkDocument(body.document, dateOf(now));
    if (!document.ok) return refuse({ code: document.refusal.code, pointer: `/document/${document.refusal.field}` });
    const counted = await accountsOf(c.env, issuer, actor.account).countAct(actor.account, "open_case", now);
    if (!counted.ok) return counted;
    const person = await personKeyOf(secrets, canonicalDocument(document.value));
    if (person === opener.value) return refuse({ code: "own_case" });
    const account = await accountKeyOf(secrets, named.value.phone);
    const login = await loginFor(c.env, c.var, account, body.relation, person);
    if (!login.ok) return login;
    const sight = await lookAt(c.env, c.var, person, maskName(named.value.name));
    if (!sight.ok) return sight;
    const { kind, relation, reason } = body;
    const text: CaseText = {
      kind,
      relation,
      reason,
      account,
      name: named.value.name,
      document: document.value,
      maskedPhone: login.value,
      openedBy: actor.maskedPhone,
    };
    const one = { id: body.id, person, opener: opener.value, text };
    const opened = await divisionOf(c.env, issuer, params.division).openCase(one, now);
    if (!opened.ok) return opened;
    return answer(201, caseOf({ ...one, at: now, state: "waiting", decidedAt: null }, sight.value, c.var));
  })
  .on(CASES.cases, async (c, { params, answer }) => {
    const { issuer, now } = c.var;
    const all = await divisionOf(c.env, issuer, params.division).cases(now);
    const views = all.map(async (one) => {
      const sight = one.state === "waiting" ? await peopleOf(c.env, issuer, one.person).managersOf(one.person, now) : DECIDED;
      return caseOf(one, sight, c.var);
    });
    return answer(200, { cases: await Promise.all(views) });
  })
  .on(CASES.countCases, async (c, { params, answer }) => {
    return answer(200, { waiting: await divisionOf(c.env, c.var.issuer, params.division).waitingCases() });
  })
  .on(CASES.decideCase, async (c, { params, body, answer }) => {
    const { issuer, now, actor } = c.var;
    const division = divisionOf(c.env, issuer, params.division);
    const officer = boundPerson(actor);
    if (!officer.ok) return officer;
    const one = await division.case(params.id);
    if (one === null) return refuse({ code: "case_not_found" });
    const { person, text } = one;
    if (person === officer.value) return refuse({ code: "own_case" });
    const sight = await lookAt(c.env, c.var, person, maskName(text.name));
    if (!sight.ok) return sight;
    if (body.decision === "refuse") {
      await division.decideCase(one.id, "refused", now);
      return answer(200, { state: "refused" });
    }
    const second = mayAgree(one.opener, actor);
    if (!second.ok) return second;
    const applied = await apply(c.env, c.var, one);
    if (!applied.ok) return applied;
    await division.decideCase(one.id, "agreed", now);
    await tell(c.env, c.var, [...applied.value, text.account]);
    return answer(200, { state: "agreed" });
  });

const DECIDED: CaseSight = { maskedName: "", proof: "none", managers: [] };

/** Records the look of the office at who manages the person. */
async function lookAt(env: Env, { issuer, now, office, actor }: Vars, person: CaseView["person"], typedName: string) {
  const sight = await peopleOf(env, issuer, person).lookAtManagers({ person, office, actor: actor.account }, now);
  if (!sight.ok) return sight;
  const maskedName = sight.value.maskedName === "" ? typedName : sight.value.maskedName;
  const purpose = { kind: "case", text: null } as const;
  await tellAbove(env, issuer, { at: now, office, maskedPhone: actor.maskedPhone, maskedName, purpose, extent: "managers" });
  return sight;
}

type LoginRefusal = { readonly code: "phone_not_registered" } | { readonly code: "self_already_bound" };

/** The masked phone number of a login that can take the person; refused if it is bound to another person already. */
async function loginFor(
  env: Env,
  { issuer }: Vars,
  account: AccountKey,
  relation: CaseText["relation"],
  person: CaseView["person"],
): Promise<Result<string, LoginRefusal>> {
  const view = await accountsOf(env, issuer, account).view(account);
  if (view === null) return refuse({ code: "phone_not_registered" });
  const own = view.people.find((one) => one.relation === "self");
  if (relation === "self" && own !== undefined && own.person !== person) return refuse({ code: "self_already_bound" });
  return accept(view.maskedPhone);
}

/** Puts the person into the account and sets the managers. Answers with the accounts that lose the person. Idempotent. */
async function apply(env: Env, { issuer, now, office }: Vars, { id, person, text }: CaseView) {
  const { account, relation, maskedPhone, name, document } = text;
  const accounts = accountsOf(env, issuer, account);
  const before = (await accounts.view(account))?.people.find((one) => one.person === person);
  const entry = { id: newOpaqueId(), person, relation, confirmed: false, proof: "none" } as const;
  const addition = before === undefined ? await accounts.addPerson(account, entry, now) : accept(before);
  if (!addition.ok) return addition;
  const order = {
    person,
    identity: { name, document },
    login: { account, relation, maskedPhone },
    by: { source: office, reference: id },
  };
  const losers = await peopleOf(env, issuer, person).settleCase(order, now);
  await accounts.confirmPerson(account, addition.value.id, "in_person");
  return accept(losers);
}

/** Tells the logins that lose the person, and the one that gets them. */
async function tell(env: Env, { issuer, sms }: Vars, accounts: readonly AccountKey[]): Promise<void> {
  const text = "【一码】社区已核实证件，并决定由谁代管一位居民。请打开一码，在「家人」中查看。有异议请联系社区。";
  const send = async (account: AccountKey) => {
    const login = await accountsOf(env, issuer, account).phone(account);
    if (login !== null) await sms.send({ phone: login.phone, text });
  };
  await Promise.all([...new Set(accounts)].map(send));
}

function caseOf({ id, at, opener, state, decidedAt, text }: CaseView, sight: CaseSight, { actor }: Vars): WaitingCase {
  const { kind, name, document, maskedPhone, relation, reason, openedBy } = text;
  return {
    id,
    kind,
    maskedPhone,
    relation,
    reason,
    openedBy,
    state,
    at: instantOf(at),
    maskedName: maskName(name),
    maskedDocument: maskDocument(document.number),
    openedByMe: opener === actor.person,
    decidedAt: instantOf(decidedAt),
    proof: sight.proof,
    managers: [...sight.managers],
  };
}
