/** The issuer's application to the register of the nation, for its operators. docs/trust.md §7. */
import type { Context } from "hono";
import { applyAct, OPERATORS } from "../../contract/operator.ts";
import { issuerObjectOf, trustOfDeployment } from "../../objects/env.ts";
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
    const renewed = signed.value.act.identity === "new";
    const application = await issuerObjectOf(c.env, issuer.code).application(factsOf(c), renewed, now);
    // The reader hands the statement in when the issuer is admitted, also if nobody has verified a code here by then.
    c.executionCtx.waitUntil(trustOfDeployment(c.env).pull(now));
    return answer(200, { application });
  },
);

/** What the issuer says of itself. On one machine its origin has the port of the request. */
function factsOf({ req, var: { issuer, publicHost } }: Context<OfIssuer>) {
  const [host = ""] = issuer.hosts;
  const origin = publicHost === null ? `http://${host}:${new URL(req.url).port}` : `https://${publicHost}`;
  const maxLifetimeMinutes = { live: issuer.credentialLifetimeMinutes, paper: PAPER_MINUTES };
  return { name: issuer.name, origin, mode: "A", maxLifetimeMinutes } as const;
}
