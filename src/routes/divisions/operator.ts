/** What operators do without a login: the first administrator of a city, whom nobody above could appoint. A request signed under the master secret. */
import { Hono } from "hono";
import type * as z from "zod";
import type { Administrator } from "../../contract/administrator.ts";
import { type OperatorAct, operatorAct, operatorRequest } from "../../contract/operator.ts";
import type { AccountKey } from "../../domain/access/keys.ts";
import { isWithin } from "../../domain/division/division.ts";
import { checkPhone } from "../../domain/identity/phone.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { accountsOf, divisionOf, issuerObjectOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { type OperatorRefusal, readOperatorRequest } from "../../token/secret/operator.ts";
import type { Env, OfIssuer } from "../env.ts";
import { problem, type WireRefusal } from "../http/problem.ts";
import { parse, readBody } from "../http/read-body.ts";
import { administratorOf } from "./administrators.ts";
import { appointCandidate, candidateOf, checkApplicant } from "./appoint.ts";

type Vars = OfIssuer["Variables"];
/** No account acts here; the record says so. */
const OPERATOR = "operator";

export const operator = new Hono<OfIssuer>().post("/administrators", async (c) => {
  const act = await readOperatorAct(c.req.raw, c.env, c.var, operatorAct);
  if (!act.ok) return problem(act.refusal);
  const { issuer } = c.var;
  const { division } = act.value;
  const exists = isWithin(division, regionOf(issuer.code)) && (await openDivisions(c.env, c.var).exists(division));
  if (!exists) return problem({ code: "division_unknown", pointer: "/division" });
  return act.value.act === "appoint" ? appoint(c.env, c.var, act.value) : letGo(c.env, c.var, act.value);
});

async function appoint(env: Env, vars: Vars, act: Extract<OperatorAct, { readonly act: "appoint" }>): Promise<Response> {
  const applicant = checkApplicant(act);
  if (!applicant.ok) return problem(applicant.refusal);
  const candidate = await candidateOf(env, vars, applicant.value);
  if (!candidate.ok) return problem(candidate.refusal);
  const made = await appointCandidate(env, vars, act.division, candidate.value, byOperator(act.reason));
  return Response.json(administratorOf(made) satisfies Administrator, { status: 201 });
}

async function letGo(env: Env, vars: Vars, act: Extract<OperatorAct, { readonly act: "remove" }>): Promise<Response> {
  const phone = checkPhone(act.phone);
  if (!phone.ok) return problem(phone.refusal);
  const division = divisionOf(env, vars.issuer, act.division);
  const leaving = (await division.administrators()).find((one) => one.phone === phone.value);
  if (leaving === undefined) return problem({ code: "administrator_not_found" });
  const removed = await division.remove(leaving.id, byOperator(act.reason), vars.now, true);
  if (!removed.ok) return problem(removed.refusal);
  await accountsOf(env, vars.issuer, removed.value).withdraw(removed.value, act.division, "administrator");
  return new Response(null, { status: 204 });
}

function byOperator(reason: string) {
  return { actor: OPERATOR as AccountKey, office: OPERATOR, reason };
}

type ActRefusal = WireRefusal | OperatorRefusal | { readonly code: "operator_request_used" };

/** Reads the act by its shape; a request whose act is not understood is not used up. */
export async function readOperatorAct<Shape extends z.ZodType>(
  raw: Request,
  env: Env,
  { secrets, issuer, now }: OfIssuer["Variables"],
  shape: Shape,
): Promise<Result<z.infer<Shape>, ActRefusal>> {
  const body = await readBody(raw, operatorRequest);
  if (!body.ok) return body;
  const request = await readOperatorRequest(secrets, body.value.request, now);
  if (!request.ok) return request;
  const act = parse(shape, request.value.act);
  if (!act.ok) return act;
  const isFirst = await issuerObjectOf(env, issuer.code).useOnce(request.value.id, request.value.forgetAt, now);
  return isFirst ? accept(act.value) : refuse({ code: "operator_request_used" });
}
