/** Operators replace the signing keys of the issuer after a leak. docs/trust.md §9. */
import { OPERATORS } from "../../contract/operator.ts";
import { replaceKeysAct } from "../../contract/operator-act.ts";
import { refuse } from "../../domain/result.ts";
import { issuerObjectOf, trustOfDeployment } from "../../objects/env.ts";
import { kidOf } from "../../token/code/header.ts";
import type { OfIssuer } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { readOperatorAct } from "./request.ts";

export const operatorKeys = new Routes<OfIssuer>("/api/v1/operator").on(OPERATORS.operateKeys, async (c, { body, answer }) => {
  const signed = await readOperatorAct(c, body.request, replaceKeysAct);
  if (!signed.ok) return signed;
  const { issuer, now } = c.var;
  const { operator, act } = signed.value;
  if (act.issuer !== issuer.code) return refuse({ code: "bad_request", pointer: "/issuer" });
  const number = await issuerObjectOf(c.env, issuer.code).replaceKeys(operator, now);
  // The reader hands the new statement in.
  c.executionCtx.waitUntil(trustOfDeployment(c.env).pull(now));
  return answer(200, { kid: kidOf(issuer.code, number) });
});
