/** Turns the request to let in what a peer has told, or to take it back, into a complete change for a proposal. docs/trust.md §10. */
import type { ChangeRequest } from "../../contract/proposal/proposal.ts";
import { addDays, dateOf } from "../../domain/china-time.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { TOLD_DAYS_KEPT, type ToldChange } from "../../domain/proposal/told.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { issuerObjectOf, mailboxOf } from "../../objects/env.ts";
import type { Env, OfIssuer } from "../env.ts";
import type { WireRefusal } from "../http/problem.ts";

type ToldRequest = Extract<ChangeRequest, { readonly kind: ToldChange["kind"] }>;

export async function toldChangeOf(
  env: Env,
  { issuer, now }: Pick<OfIssuer["Variables"], "issuer" | "now">,
  request: ToldRequest,
): Promise<Result<ToldChange, WireRefusal<"peer_not_found" | "nothing_waits" | "change_date_range">>> {
  const peer = request.peer as IssuerCode;
  const peers = await issuerObjectOf(env, issuer.code).peers();
  if (!peers.includes(peer)) return refuse({ code: "peer_not_found", pointer: "/change/peer" });
  const { days, waiting } = await mailboxOf(env, issuer.code, peer).told();
  if (request.kind === "told_facts_entry") {
    if (waiting === null) return refuse({ code: "nothing_waits", pointer: "/change/peer" });
    const { through, ...figures } = waiting;
    return accept({ kind: request.kind, peer, through, figures });
  }
  const { kind, since } = request;
  const today = dateOf(now);
  if (since > today || since <= addDays(today, -TOLD_DAYS_KEPT))
    return refuse({ code: "change_date_range", pointer: "/change/since" });
  const told = days.filter(({ day }) => day >= since).reduce((sum, { facts }) => sum + facts, 0);
  return accept({ kind, peer, since, entries: told });
}
