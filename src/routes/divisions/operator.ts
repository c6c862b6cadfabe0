/** Acts of operators: they appoint or remove an administrator without a login, by a request signed with a key of the master secret. The first administrator of an issuer needs this, because nobody above can appoint one. Also reads the acts of other signed requests. */
import type * as z from "zod";
import { ADMINISTRATORS, type OperatorAct, operatorAct } from "../../contract/administrator.ts";
import type { AccountKey } from "../../domain/access/keys.ts";
import { isWithin } from "../../domain/division/division.ts";
import { checkPhone } from "../../domain/identity/phone.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { accountsOf, divisionOf, issuerObjectOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { type OperatorRefusal, readOperatorRequest } from "../../token/secret/operator.ts";
import type { Env, OfIssuer } from "../env.ts";
import { type Input, Routes } from "../http/operation.ts";
import type { WireRefusal } from "../http/problem.ts";
import { parse } from "../http/read-body.ts";
import { provedAdministrator } from "./administrators.ts";
import { appointCandidate, candidateOf, checkApplicant } from "./appoint.ts";

type Vars = OfIssuer["Variables"];
/** Stands for the acting account and the office in the record, because an operator has neither. */
const OPERATOR = "operator";

export const operator = new Routes<OfIssuer>("/api/v1/operator").on(
  ADMINISTRATORS.operateAdministrators,
  async (c, { body, answer }) => {
    const act = await readOperatorAct(body.request, c.env, c.var, operatorAct);
    if (!act.ok) return act;
    const { issuer } = c.var;
    const { division } = act.value;
    const exists = isWithin(division, regionOf(issuer.code)) && (await openDivisions(c.env, c.var).exists(division));
    if (!exists) return refuse({ code: "division_unknown", pointer: "/division" });
    return act.value.act === "appoint" ? appoint(c.env, c.var, act.value, answer) : remove(c.env, c.var, act.value, answer);
  },
);

type Answer = Input<typeof ADMINISTRATORS.operateAdministrators>["answer"];

async function appoint(env: Env, vars: Vars, act: Extract<OperatorAct, { readonly act: "appoint" }>, answer: Answer) {
  const applicant = checkApplicant(act);
  if (!applicant.ok) return applicant;
  const candidate = await candidateOf(env, vars, applicant.value, { source: OPERATOR, reference: act.reason });
  if (!candidate.ok) return candidate;
  const administrator = await appointCandidate(env, vars, act.division, candidate.value, byOperator(act.reason));
  return answer(201, await provedAdministrator(env, vars, administrator));
}

async function remove(env: Env, vars: Vars, act: Extract<OperatorAct, { readonly act: "remove" }>, answer: Answer) {
  const phone = checkPhone(act.phone);
  if (!phone.ok) return phone;
  const division = divisionOf(env, vars.issuer, act.division);
  const leaving = (await division.administrators()).find((one) => one.phone === phone.value);
  if (leaving === undefined) return refuse({ code: "administrator_not_found" });
  const removal = await division.remove(leaving.id, byOperator(act.reason), vars.now, true);
  if (!removal.ok) return removal;
  await accountsOf(env, vars.issuer, removal.value).withdraw(removal.value, act.division, "administrator");
  return answer(204);
}

function byOperator(reason: string) {
  return { actor: OPERATOR as AccountKey, office: OPERATOR, reason };
}

type ActRefusal = WireRefusal<"bad_request"> | OperatorRefusal | { readonly code: "operator_request_used" };

/** Reads the act of a signed request by its shape, and marks the request as used. A request whose act has a wrong shape is not marked. */
export async function readOperatorAct<Shape extends z.ZodType>(
  signed: string,
  env: Env,
  { secrets, issuer, now }: OfIssuer["Variables"],
  shape: Shape,
): Promise<Result<z.infer<Shape>, ActRefusal>> {
  const request = await readOperatorRequest(secrets, signed, now);
  if (!request.ok) return request;
  const act = parse(shape, request.value.act);
  if (!act.ok) return act;
  const isFirst = await issuerObjectOf(env, issuer.code).useOnce(request.value.id, request.value.forgetAt, now);
  return isFirst ? accept(act.value) : refuse({ code: "operator_request_used" });
}
