/**
 * Operators propose to appoint administrators and remove administrators, by signed requests. In the first set-up of an issuer one operator appoints alone, because
 * nobody is there to be the second one: decision 57.
 */
import { OPERATORS } from "../../contract/operator.ts";
import { type AdministratorAct, administratorAct } from "../../contract/operator-act.ts";
import { checkPhone } from "../../domain/identity/phone.ts";
import { refuse } from "../../domain/result.ts";
import { accountsOf, divisionOf, issuerObjectOf } from "../../objects/env.ts";
import { provedAdministrator } from "../divisions/administrators.ts";
import { appointCandidate, checkApplicant, loginOf, proveSeen } from "../divisions/appoint.ts";
import { proposeAppointment } from "../divisions/appoint-by-two.ts";
import { proposedView } from "../divisions/proposed-appointments.ts";
import type { Env, OfIssuer } from "../env.ts";
import { type Input, Routes } from "../http/operation.ts";
import { actingOperator } from "./acting-operator.ts";
import { checkPlace, readOperatorAct } from "./request.ts";

type Vars = OfIssuer["Variables"];
type Answer = Input<typeof OPERATORS.operateAdministrators>["answer"];
type ActOf<Name> = Extract<AdministratorAct, { readonly act: Name }>;

export const operatorAdministrators = new Routes<OfIssuer>("/api/v1/operator").on(
  OPERATORS.operateAdministrators,
  async (c, { body, answer }) => {
    const signed = await readOperatorAct(c, body.request, administratorAct);
    if (!signed.ok) return signed;
    const { operator, act } = signed.value;
    const place = await checkPlace(c.env, c.var, act.division);
    if (!place.ok) return place;
    return act.act === "appoint" ? appoint(c.env, c.var, act, operator, answer) : remove(c.env, c.var, act, operator, answer);
  },
);

async function appoint(env: Env, vars: Vars, act: ActOf<"appoint">, operator: string, answer: Answer) {
  const { issuer, now } = vars;
  const { division, reason } = act;
  const applicant = checkApplicant(act);
  if (!applicant.ok) return applicant;
  const candidate = await loginOf(env, vars, applicant.value);
  if (!candidate.ok) return candidate;
  const { account, maskedName } = candidate.value;
  const { by, ...acting } = actingOperator(operator);
  const appointment = { operator, division, account, maskedName, isRegionTaken: await isRegionTaken(env, vars) };
  if ((await issuerObjectOf(env, issuer.code).noteAppointment(appointment, now)) === "alone") {
    const proof = await proveSeen(env, vars, candidate.value, { source: acting.office, reference: reason });
    if (!proof.ok) return proof;
    const administrator = await appointCandidate(env, vars, division, candidate.value, { ...acting, reason });
    return answer(201, await provedAdministrator(env, vars, administrator));
  }
  const { id } = candidate.value;
  const order = { id, candidate: candidate.value, replaces: null, by, ...acting, reason };
  const proposed = await proposeAppointment(env, vars, division, order);
  if (proposed.ok) return answer(202, proposedView(proposed.value, by, now));
  const { code } = proposed.refusal;
  if (code !== "too_many_appointments") throw new Error(`no appointment of an operator can be refused as ${code}`);
  return refuse({ code });
}

/** Whether the region has had an administrator, also one of an earlier release: its record begins with the first appointment. */
async function isRegionTaken(env: Env, { issuer }: Vars): Promise<boolean> {
  const region = divisionOf(env, issuer, issuer.code);
  const [present, record] = await Promise.all([region.administrators(), region.appointments()]);
  return present.length > 0 || record.length > 0;
}

async function remove(env: Env, vars: Vars, act: ActOf<"remove">, operator: string, answer: Answer) {
  const phone = checkPhone(act.phone);
  if (!phone.ok) return phone;
  const division = divisionOf(env, vars.issuer, act.division);
  const leaving = (await division.administrators()).find((one) => one.phone === phone.value);
  if (leaving === undefined) return refuse({ code: "administrator_not_found" });
  const { by: _, ...acting } = actingOperator(operator);
  const removal = await division.remove(leaving.id, { ...acting, reason: act.reason }, vars.now, true);
  if (!removal.ok) return removal;
  await accountsOf(env, vars.issuer, removal.value).withdraw(removal.value, act.division, "administrator");
  return answer(204);
}
