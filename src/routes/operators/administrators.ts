/** Operators appoint or remove an administrator, by a signed request. The first administrator of an issuer needs this, because nobody above can appoint one. */
import { type AdministratorAct, administratorAct, OPERATORS } from "../../contract/operator.ts";
import type { AccountKey } from "../../domain/access/keys.ts";
import { isWithin } from "../../domain/division/division.ts";
import { checkPhone } from "../../domain/identity/phone.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { refuse } from "../../domain/result.ts";
import type { Office } from "../../objects/division/rpc.ts";
import { accountsOf, divisionOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import type { Env, OfIssuer } from "../env.ts";
import { type Input, Routes } from "../http/operation.ts";
import { provedAdministrator } from "../divisions/administrators.ts";
import { appointCandidate, candidateOf, checkApplicant } from "../divisions/appoint.ts";
import { readOperatorAct } from "./request.ts";

type Vars = OfIssuer["Variables"];
/** Stands for the office in the record, because an operator has none. */
const OPERATOR = "operator";

export const operatorAdministrators = new Routes<OfIssuer>("/api/v1/operator").on(
  OPERATORS.operateAdministrators,
  async (c, { body, answer }) => {
    const signed = await readOperatorAct(c, body.request, administratorAct);
    if (!signed.ok) return signed;
    const { operator, act } = signed.value;
    const isHere = isWithin(act.division, regionOf(c.var.issuer.code));
    const exists = isHere && (await openDivisions(c.env, c.var).exists(act.division));
    if (!exists) return refuse({ code: "division_unknown", pointer: "/division" });
    const by = byOperator(operator, act.reason);
    return act.act === "appoint" ? appoint(c.env, c.var, act, by, answer) : remove(c.env, c.var, act, by, answer);
  },
);

type ActOf<Name> = Extract<AdministratorAct, { readonly act: Name }>;
type Answer = Input<typeof OPERATORS.operateAdministrators>["answer"];

async function appoint(env: Env, vars: Vars, act: ActOf<"appoint">, by: Office, answer: Answer) {
  const applicant = checkApplicant(act);
  if (!applicant.ok) return applicant;
  const candidate = await candidateOf(env, vars, applicant.value, { source: OPERATOR, reference: act.reason });
  if (!candidate.ok) return candidate;
  const administrator = await appointCandidate(env, vars, act.division, candidate.value, by);
  return answer(201, await provedAdministrator(env, vars, administrator));
}

async function remove(env: Env, vars: Vars, act: ActOf<"remove">, by: Office, answer: Answer) {
  const phone = checkPhone(act.phone);
  if (!phone.ok) return phone;
  const division = divisionOf(env, vars.issuer, act.division);
  const leaving = (await division.administrators()).find((one) => one.phone === phone.value);
  if (leaving === undefined) return refuse({ code: "administrator_not_found" });
  const removal = await division.remove(leaving.id, by, vars.now, true);
  if (!removal.ok) return removal;
  await accountsOf(env, vars.issuer, removal.value).withdraw(removal.value, act.division, "administrator");
  return answer(204);
}

/** The chain of acts names the operator in place of the acting account. */
function byOperator(operator: string, reason: string): Office {
  return { actor: `${OPERATOR}/${operator}` as AccountKey, office: OPERATOR, reason };
}
