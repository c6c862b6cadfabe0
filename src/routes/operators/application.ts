/** The issuer's application to the register of the nation, for its operators. docs/trust.md §7. */
import type { Context } from "hono";
import { OPERATORS } from "../../contract/operator.ts";
import { applyAct } from "../../contract/operator-act.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
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
    const application = await issuerObjectOf(c.env, issuer.code).application(
      applicationFacts(issuer, originOf(c, issuer.hosts[0] ?? "")),
      renewed,
      now,
    );
    // The reader hands the statement in when the issuer is admitted, also if nobody has verified a code here by then.
    c.executionCtx.waitUntil(trustOfDeployment(c.env).pull(now));
    return answer(200, { application });
  },
);

/** What an issuer says of itself. */
export function applicationFacts({ name, credentialLifetimeMinutes }: Issuer, origin: string) {
  return { name, origin, mode: "A", maxLifetimeMinutes: { live: credentialLifetimeMinutes, paper: PAPER_MINUTES } } as const;
}

/** The origin of a host of this deployment. On one machine it has the port of the request. */
export function originOf({ req, var: { publicHost } }: Context<OfIssuer>, host: string): string {
  return publicHost === null ? `http://${host}:${new URL(req.url).port}` : `https://${host}`;
}
