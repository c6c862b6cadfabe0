/** Operators of the nation's deployment host a further issuer on it, or end that: two give the same order, by signed requests. docs/trust.md §11. */
import type { Context } from "hono";
import { readConfig } from "../../config.ts";
import { OPERATORS } from "../../contract/operator.ts";
import { hostingAct, type HostingOrderAct } from "../../contract/operator-act.ts";
import { type LoginProvider, statedProvider } from "../../domain/access/login-provider.ts";
import { isMemberName, isMemberOrigin } from "../../domain/federation/trust-files.ts";
import { hostedIssuer, isHostBelow } from "../../domain/issuer/hosted.ts";
import { instantOf } from "../../domain/instant.ts";
import { type Issuer, NATION } from "../../domain/issuer/issuer.ts";
import { accept, refuse } from "../../domain/result.ts";
import { issuerObjectOf, nationObjectOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import type { Env, OfIssuer } from "../env.ts";
import { type Input, Routes } from "../http/operation.ts";
import { parse } from "../http/read-body.ts";
import { issuerSetting } from "../../settings/issuers.ts";
import { type Clients, providerFault, type Secrets } from "../../settings/providers.ts";
import { applicationFacts, originOf } from "./application.ts";
import { readOperatorAct } from "./request.ts";

type Answer = Input<typeof OPERATORS.operateHosting>["answer"];
type ActOf<Name> = Extract<HostingOrderAct, { readonly act: Name }>;
type Signed<Name> = { readonly operator: string; readonly request: string; readonly act: ActOf<Name> };

export const operatorHosting = new Routes<OfIssuer>("/api/v1/operator").on(
  OPERATORS.operateHosting,
  async (c, { body: { request }, answer }) => {
    const signed = await readOperatorAct(c, request, hostingAct);
    if (!signed.ok) return signed;
    const { operator, act } = signed.value;
    if (!isNation(c)) return refuse({ code: "not_the_nation" });
    if (act.act === "host") return host(c, { operator, request, act }, answer);
    const nation = nationObjectOf(c.env);
    const { code } = act;
    if (act.act === "withdraw_hosting") {
      const isWithdrawn = await nation.withdrawHosting(operator, code, c.var.now);
      return isWithdrawn ? answer(204) : refuse({ code: "proposal_not_found" });
    }
    const ended = await nation.orderHosting({ operator, request, act: { act: "end", code } }, c.var.now);
    if (!ended.ok) return refuse({ code: ended.refusal.code });
    return ended.value === "proposed" ? answer(202, { state: ended.value }) : answer(200, { state: "ended" });
  },
);

async function host(c: Context<OfIssuer>, { operator, request, act }: Signed<"host">, answer: Answer) {
  const { issuer: nation, now, publicHost } = c.var;
  const { code, host: residents, name } = act;
  const facts = hostedIssuer(act);
  const issuer = parse(issuerSetting, { ...facts, providers: act.providers });
  if (!issuer.ok) return issuer;
  if (!isMemberName(name.zh) || !isMemberName(name.en)) return refuse({ code: "bad_request", pointer: "/name" });
  if (!(await openDivisions(c.env, c.var).exists(code))) return refuse({ code: "division_unknown", pointer: "/code" });
  const { providers } = issuer.value;
  const others = readConfig(c.env).issuers.filter((one) => one.code !== code);
  const usable = checkClients(providers, others, readConfig(c.env).providerSecrets);
  if (!usable.ok) return usable;
  const origin = originOf(c, residents);
  const isBelow = isHostBelow(residents, nation.hosts[0] ?? "") && isMemberOrigin(origin, publicHost === null);
  if (!isBelow) return refuse({ code: "host_not_below" });
  // Written anew, so that two operators say the same by two spellings. A row of an earlier release has no such member.
  const row = { ...facts, ...(providers.length > 0 && { providers: providers.map(statedProvider) }) };
  const order = { operator, request, act: { act: "host", issuer: row } } as const;
  const hosting = await nationObjectOf(c.env).orderHosting(order, now);
  if (!hosting.ok) return refuse({ code: hosting.refusal.code });
  if (hosting.value === "proposed") return answer(202, { state: hosting.value });
  // Makes its keys and its statement, before anybody comes to its host.
  const application = await issuerObjectOf(c.env, code).application(applicationFacts(issuer.value, origin), false, now);
  return answer(201, { state: "hosted", origin, application });
}

/** Whether the deployment can use each of these providers beside those of the other issuers. */
function checkClients(providers: readonly LoginProvider[], others: readonly Issuer[], secrets: Secrets) {
  const clients: Clients = new Map();
  for (const provider of others.flatMap((one) => one.providers)) providerFault(provider, clients, secrets);
  for (const [at, provider] of providers.entries()) {
    const fault = providerFault(provider, clients, secrets);
    if (fault !== null) return refuse({ code: fault, pointer: `/providers/${at}` });
  }
  return accept(null);
}

/** Whether this is the host of the nation, in a deployment that hosts others. */
export function isNation({ env, var: { issuer } }: Context<OfIssuer>): boolean {
  return issuer.code === NATION && readConfig(env).isHost;
}

/** What waits for a second operator. */
export async function waitingHostings(env: Env, now: number) {
  const waiting = await nationObjectOf(env).hostings(now);
  const hostings = waiting.flatMap(({ operator, at, act }) => {
    if (act.act !== "host") return [];
    const { code, hosts, name, shards, coloursFrom, providers = [] } = act.issuer;
    const named = providers.map(({ id, issuer }) => ({ id, issuer }));
    const facts = { code, host: hosts[0] ?? "", name, shards, coloursFrom, providers: named };
    return [{ ...facts, at: instantOf(at), by: operator }];
  });
  const endings = waiting.flatMap(({ operator, at, act }) =>
    act.act === "end" ? [{ code: act.code, at: instantOf(at), by: operator }] : [],
  );
  return { hostings, endings };
}
