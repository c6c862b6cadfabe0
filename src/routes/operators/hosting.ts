/** Operators of the nation's deployment host a further issuer on it: two give the same facts, by signed requests. docs/trust.md §11. */
import type { Context } from "hono";
import { readConfig } from "../../config.ts";
import { hostAct, OPERATORS } from "../../contract/operator.ts";
import { isMemberName, isMemberOrigin } from "../../domain/federation/trust-files.ts";
import { hostedIssuer, isHostBelow } from "../../domain/issuer/hosted.ts";
import { instantOf } from "../../domain/instant.ts";
import { NATION } from "../../domain/issuer/issuer.ts";
import { refuse } from "../../domain/result.ts";
import { issuerObjectOf, nationObjectOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import type { Env, OfIssuer } from "../env.ts";
import { issuerSetting } from "../federation/issuers.ts";
import { Routes } from "../http/operation.ts";
import { parse } from "../http/read-body.ts";
import { applicationFacts, originOf } from "./application.ts";
import { readOperatorAct } from "./request.ts";

export const operatorHosting = new Routes<OfIssuer>("/api/v1/operator").on(
  OPERATORS.operateHosting,
  async (c, { body, answer }) => {
    const signed = await readOperatorAct(c, body.request, hostAct);
    if (!signed.ok) return signed;
    const { operator, act } = signed.value;
    const { issuer: nation, now, publicHost } = c.var;
    if (!isNation(c)) return refuse({ code: "not_the_nation" });
    const row = hostedIssuer(act);
    const issuer = parse(issuerSetting, row);
    if (!issuer.ok) return issuer;
    const { code, host, name } = act;
    if (!isMemberName(name.zh) || !isMemberName(name.en)) return refuse({ code: "bad_request", pointer: "/name" });
    if (!(await openDivisions(c.env, c.var).exists(code))) return refuse({ code: "division_unknown", pointer: "/code" });
    const origin = originOf(c, host);
    const isBelow = isHostBelow(host, nation.hosts[0] ?? "") && isMemberOrigin(origin, publicHost === null);
    if (!isBelow) return refuse({ code: "host_not_below" });
    const hosting = await nationObjectOf(c.env).host({ operator, request: body.request, issuer: row }, now);
    if (!hosting.ok) return refuse({ code: hosting.refusal.code });
    if (hosting.value === "proposed") return answer(202, { state: hosting.value });
    // Makes its keys and its statement, before anybody comes to its host.
    const application = await issuerObjectOf(c.env, code).application(applicationFacts(issuer.value, origin), false, now);
    return answer(201, { state: hosting.value, origin, application });
  },
);

/** Whether this is the host of the nation, in a deployment that hosts others. */
export function isNation({ env, var: { issuer } }: Context<OfIssuer>): boolean {
  return issuer.code === NATION && readConfig(env).isHost;
}

/** What waits for a second operator. */
export async function waitingHostings(env: Env, now: number) {
  return (await nationObjectOf(env).hostings(now)).map(({ operator, at, issuer }) => {
    const { code, hosts, name, shards, coloursFrom } = issuer;
    return { code, host: hosts[0] ?? "", name, shards, coloursFrom, at: instantOf(at), by: operator };
  });
}
