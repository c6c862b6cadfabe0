/** Four eyes: what changes colours by hand is proposed by one officer, approved or refused by another, and counted for everybody. Source: product.md §5. */
import { type Context, Hono } from "hono";
import { readConfig } from "../../config.ts";
import {
  type ManualChanges,
  type Proposal as ProposalBody,
  type ProposalChange,
  proposalDecision,
  proposalRequest,
  type Proposals,
} from "../../contract/proposal.ts";
import type { ClosedManagement } from "../../domain/colour/shown.ts";
import type { Officer } from "../../domain/officer/officer.ts";
import { type Change, isExpired, type Proposal, PROPOSAL_LIFE_MS } from "../../domain/proposal/proposal.ts";
import { checkReason } from "../../domain/proposal/reason.ts";
import { authoritiesOf } from "../../domain/rules/succession.ts";
import { issuerObjectOf } from "../../objects/env.ts";
import { keepSetting } from "../../storage/colour-setting.ts";
import { keepRuleSets } from "../../storage/rule-sets.ts";
import type { OfIssuer, OfOfficer } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { problem } from "../http/problem.ts";
import { readBody } from "../http/read-body.ts";
import { actor } from "../who/actor.ts";
import { officer } from "../who/officer.ts";
import { changeOf } from "./asked-change.ts";

export const manualChanges = new Hono<OfIssuer>().get("/", async (c) =>
  c.json<ManualChanges>({ changes: [...(await issuerObjectOf(c.env, c.var.issuer.code).manualChanges())] }),
);

export const proposals = new Hono<OfOfficer>()
  .use(actor)
  .use(officer)
  .get("/", async (c) => {
    const { issuer, now, officer: asking } = c.var;
    const view = await issuerObjectOf(c.env, issuer.code).proposals(now);
    const { coloursFrom, closed } = keepSetting(issuer, view.setting, now);
    return c.json<Proposals>({
      proposals: view.proposals.map((one) => proposalView(one, asking, now)),
      coloursFrom: instantOf(coloursFrom),
      closures: closed.map(closureView),
    });
  })
  .post("/", async (c) => {
    const body = await readBody(c.req.raw, proposalRequest);
    if (!body.ok) return problem(body.refusal);
    const { issuer, now, officer: by } = c.var;
    const reason = checkReason(body.value.reason);
    if (!reason.ok) return problem({ ...reason.refusal, pointer: "/reason" });
    const change = await changeOf(c.env, c.var, body.value.change);
    if (!change.ok) return problem(change.refusal);
    const { evidence } = body.value;
    const asked = { id: newOpaqueId(), at: now, by, change: change.value, reason: reason.value, evidence, decision: null };
    const proposed = await issuerObjectOf(c.env, issuer.code).propose(asked);
    return proposed.ok ? c.json<ProposalBody>(proposalView(proposed.value, by, now), 201) : problem(proposed.refusal);
  })
  .post("/:id/approvals", (c) => decide(c, c.req.param("id"), "approved"))
  .post("/:id/refusals", (c) => decide(c, c.req.param("id"), "refused"));

async function decide(c: Context<OfOfficer>, id: string, act: "approved" | "refused"): Promise<Response> {
  const body = await readBody(c.req.raw, proposalDecision);
  if (!body.ok) return problem(body.refusal);
  const { issuer, now, officer: by } = c.var;
  const object = issuerObjectOf(c.env, issuer.code);
  // Whoever decides by this issuer's rule sets, in this deployment.
  const readers = readConfig(c.env).issuers.filter(({ code }) => authoritiesOf(code).includes(issuer.code));
  const decided = await object.decideProposal(
    id,
    { act, at: now, by, note: body.value.note },
    readers.map(({ code, shards }) => ({ code, shards })),
  );
  if (!decided.ok) return problem({ code: decided.refusal.code });
  if (act === "approved") {
    keepSetting(issuer, (await object.proposals(now)).setting, now);
    keepRuleSets(issuer.code, await object.ruleSets(), now);
  }
  return c.json<ProposalBody>(proposalView(decided.value, by, now));
}

/** @param asking for whom it is shown */
export function proposalView(proposal: Proposal, asking: Officer, now: number): ProposalBody {
  const { id, change, reason, evidence, at, by, decision } = proposal;
  return {
    id,
    change: changeView(change),
    reason,
    evidence,
    at: new Date(at).toISOString(),
    by: by.maskedPhone,
    mine: by.person === asking.person,
    state: decision?.act ?? (isExpired(proposal, now) ? "expired" : "waiting"),
    expiresAt: new Date(at + PROPOSAL_LIFE_MS).toISOString(),
    decision: decision && { at: new Date(decision.at).toISOString(), by: decision.by.maskedPhone, note: decision.note },
  };
}

export function closureView({ division, from, until }: ClosedManagement) {
  return { division, from: new Date(from).toISOString(), until: instantOf(until) };
}

export function instantOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function changeView(change: Change): ProposalChange {
  if (change.kind === "closed_management") return { kind: change.kind, ...closureView(change) };
  if (change.kind === "colours_switch") return { kind: change.kind, from: new Date(change.from).toISOString() };
  if (!("about" in change)) return change;
  const { maskedName, maskedDocument } = change.about;
  return { ...change, about: { maskedName, maskedDocument } };
}
