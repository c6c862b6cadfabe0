/** What an operator asks for: a request signed under the master secret, good once and for minutes. */
import type * as z from "zod";
import { operatorRequest } from "../contract/operator.ts";
import { type Result, accept, refuse } from "../domain/result.ts";
import { issuerObjectOf } from "../objects/env.ts";
import { type OperatorRefusal, readOperatorRequest } from "../token/secret/operator.ts";
import type { Env, OfIssuer } from "./env.ts";
import type { WireRefusal } from "./problem.ts";
import { parse, readBody } from "./read-body.ts";

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
