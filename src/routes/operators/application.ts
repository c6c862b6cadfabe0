/** The issuer's application to the register of the nation, for its operators. docs/trust.md §7. */
import type { Context } from "hono";
import { applyAct, OPERATORS } from "../../contract/operator.ts";
import { issuerObjectOf } from "../../objects/env.ts";
import type { OfIssuer } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { readOperatorAct } from "./request.ts";

/** 44 days: the longest life of a printed code that this program signs. */
const PAPER_MINUTES = 63_360;

export const operatorApplication = new Routes<OfIssuer>("/api/v1/operator").on(
  OPERATORS.operateApplication,
  async (c, { body, answer }) => {
    const signed = await readOperatorAct(c, body.request, applyAct);
    if (!signed.ok) return signed;
    const { issuer, now } = c.var;
    return answer(200, {
      application: await issuerObjectOf(c.env, issuer.code).application(factsOf(c), signed.value.act.identity === "new", now),
    });
  },
);

/** What the issuer says of itself. On one machine its origin has the port of the request. */
function factsOf({ req, var: { issuer, publicHost } }: Context<OfIssuer>) {
  const [host = ""] = issuer.hosts;
  const origin = publicHost === null ? `http://${host}:${new URL(req.url).port}` : `https://${publicHost}`;
  const maxLifetimeMinutes = { live: issuer.credentialLifetimeMinutes, paper: PAPER_MINUTES };
  return { name: issuer.name, origin, mode: "A", maxLifetimeMinutes } as const;
}
