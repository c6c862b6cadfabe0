/** Reads the act of an operator's signed request: by a configured key, for this issuer, in time, and once; and checks the division that it names. */
import type { Context } from "hono";
import type * as z from "zod";
import { readConfig } from "../../config.ts";
import { isWithin } from "../../domain/division/division.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { issuerObjectOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { type OperatorRefusal, readOperatorRequest } from "../../token/secret/operator.ts";
import type { Env, OfIssuer } from "../env.ts";
import { noteSender } from "../http/log.ts";
import type { WireRefusal } from "../http/problem.ts";
import { parse } from "../http/read-body.ts";

interface SignedAct<Act> {
  /** The name of the operator who signed. */
  readonly operator: string;
  readonly act: Act;
}

type ActRefusal = WireRefusal<"bad_request"> | OperatorRefusal | { readonly code: "operator_request_used" };

/** Reads the act by its shape, and marks the request as used. A request whose act has a wrong shape is not marked. */
export async function readOperatorAct<Shape extends z.ZodType>(
  c: Context<OfIssuer>,
  signed: string,
  shape: Shape,
): Promise<Result<SignedAct<z.infer<Shape>>, ActRefusal>> {
  const { issuer, now } = c.var;
  const request = await readOperatorRequest(readConfig(c.env).operators, issuer.code, signed, now);
  if (!request.ok) return request;
  const { operator, id, forgetAt } = request.value;
  noteSender(c, `operator/${operator}`);
  const act = parse(shape, request.value.act);
  if (!act.ok) return act;
  const isFirst = await issuerObjectOf(c.env, issuer.code).useOnce(id, forgetAt, now);
  return isFirst ? accept({ operator, act: act.value }) : refuse({ code: "operator_request_used" });
}

/** Checks that the issuer's region has this division, if the act names one. */
export async function checkPlace(
  env: Env,
  vars: OfIssuer["Variables"],
  division: string | undefined,
): Promise<Result<null, WireRefusal<"division_unknown">>> {
  if (division === undefined) return accept(null);
  const isHere = isWithin(division, regionOf(vars.issuer.code)) && (await openDivisions(env, vars).exists(division));
  return isHere ? accept(null) : refuse({ code: "division_unknown", pointer: "/division" });
}
