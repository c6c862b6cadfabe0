/**
 * Proposals: one officer proposes a change by hand that affects colours, and another officer approves or refuses it. Everybody can read the counts.
 * Source: product.md §5.
 */
import type { Context } from "hono";
import { readConfig } from "../../config.ts";
import { PROPOSALS } from "../../contract/proposal/proposal.ts";
import { isSameHand, officerOf } from "../../domain/officer/officer.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import type { DecisionAct, Proposal } from "../../domain/proposal/proposal.ts";
import { countingOf } from "../../domain/proposal/tried.ts";
import { checkReason } from "../../domain/proposal/reason.ts";
import { authoritiesOf } from "../../domain/rules/succession.ts";
import { refuse } from "../../domain/result.ts";
import { DIVISION } from "../../contract/operation.ts";
import { issuerObjectOf, trialOf } from "../../objects/env.ts";
import { keepAreas } from "../../storage/areas.ts";
import { keepSetting } from "../../storage/colour-setting.ts";
import { MANUAL_CHANGES_CACHED_SECONDS, manualChangesOf } from "../../storage/manual-changes.ts";
import { keepRuleSets } from "../../storage/rule-sets.ts";
import { namesOf } from "../divisions/division-name.ts";
import type { Env, OfIssuer, OfOffice, OfOfficer } from "../env.ts";
import { newOpaqueId } from "../http/opaque-id.ts";
import { type Input, Routes } from "../http/operation.ts";
import { actingOfficer } from "../who/acting-officer.ts";
import { actor } from "../who/actor.ts";
import { inCharge } from "../who/in-charge.ts";
import { officer } from "../who/officer.ts";
import { changeOf } from "./change-request.ts";
import { closureView, type Counts, proposalView } from "./proposal-view.ts";
import { instantOf } from "../../domain/instant.ts";

const CACHED = { "cache-control": `public, max-age=${MANUAL_CHANGES_CACHED_SECONDS}` };

export const manualChanges = new Routes<OfIssuer>("/api/v1/manual-changes").on(PROPOSALS.manualChanges, async (c, { answer }) => {
  const counts = await manualChangesOf(c.env.PUBLISHED, c.var.issuer.code);
  const sources = counts.map(({ source }) => source).filter((source) => source !== "");
  const names = await namesOf(c.env, c.var, sources);
  const changes = counts.map((count) => ({ ...count, sourceName: names.get(count.source) ?? count.source }));
  return answer(200, { changes }, CACHED);
});

export const proposals = new Routes<OfOfficer>("/api/v1/proposals")
  .use(actor)
  .use(officer)
  .on(PROPOSALS.proposals, async (c, { answer }) => {
    const { issuer, now, officer: reader } = c.var;
    const view = await issuerObjectOf(c.env, issuer.code).proposals(now);
    const counts = await countsOf(c.env, issuer, view.proposals);
    const { coloursFrom, closed } = keepSetting(issuer, view.setting, now);
    return answer(200, {
      proposals: view.proposals.map((one) => proposalView(one, reader, now, counts, view.answers.get(one.id))),
      coloursFrom: instantOf(coloursFrom),
      closures: closed.map(closureView),
    });
  })
  .on(PROPOSALS.propose, async (c, { body, answer }) => {
    const { issuer, now, officer: reader } = c.var;
    const reason = checkReason(body.reason);
    if (!reason.ok) return refuse({ ...reason.refusal, pointer: "/reason" });
    const acting = await actingOfficer(c.env, c.var);
    if (!acting.ok) return acting;
    const change = await changeOf(c.env, c.var, body.change, acting.value.concerns);
    if (!change.ok) return change;
    const { id = newOpaqueId(), evidence } = body;
    const by = officerOf(acting.value);
    const order = { id, at: now, by, change: change.value, reason: reason.value, evidence, decision: null };
    const proposal = await issuerObjectOf(c.env, issuer.code).propose(order);
    if (!proposal.ok) return proposal;
    return answer(201, proposalView(proposal.value, reader, now, await countsOf(c.env, issuer, [proposal.value])));
  })
  .on(PROPOSALS.approveProposal, (c, input) => decide(c, input, "approved"))
  .on(PROPOSALS.refuseProposal, (c, input) => decide(c, input, "refused"))
  .on(PROPOSALS.withdrawProposal, (c, input) => decide(c, input, "withdrawn"));

/** The number of proposals that wait for this officer, for the menu. */
export const waitingProposals = new Routes<OfOffice>(DIVISION).on(
  PROPOSALS.countProposals,
  inCharge,
  async (c, { params, answer }) => {
    const { issuer, now, actor: reader } = c.var;
    if (params.division !== issuer.code || reader.person === null) return answer(200, { waiting: 0 });
    const own = { person: reader.person, maskedPhone: reader.maskedPhone };
    const { proposals: all } = await issuerObjectOf(c.env, issuer.code).proposals(now);
    return answer(200, { waiting: all.filter(({ decision, by }) => decision === null && !isSameHand(by, own)).length });
  },
);

async function decide(
  c: Context<OfOfficer>,
  { params, body, answer }: Input<typeof PROPOSALS.approveProposal>,
  act: DecisionAct,
) {
  const { issuer, now, officer: reader } = c.var;
  const acting = await actingOfficer(c.env, c.var);
  if (!acting.ok) return acting;
  const object = issuerObjectOf(c.env, issuer.code);
  // The issuers of this deployment that decide colours by this issuer's rule sets.
  const readers = readConfig(c.env).issuers.filter(({ code }) => authoritiesOf(code).includes(issuer.code));
  const decision = await object.decideProposal(
    params.id,
    { act, at: now, by: officerOf(acting.value), note: body.note },
    { concerns: acting.value.concerns, hasOpened: await trialOf(c.env, issuer).wasOpened(params.id, acting.value.person) },
    readers.map(({ code, shards }) => ({ code, shards })),
  );
  if (!decision.ok) return refuse({ code: decision.refusal.code });
  if (act === "approved") {
    if (decision.value.change.kind === "area_entry") keepAreas(issuer.code, await object.areas(now), now);
    keepSetting(issuer, (await object.proposals(now)).setting, now);
    keepRuleSets(issuer.code, await object.ruleSets(), now);
  }
  if (act !== "approved") await dropCount(c.env, issuer, decision.value, now);
  return answer(200, proposalView(decision.value, reader, now, await countsOf(c.env, issuer, [decision.value])));
}

/** How far it is counted what these proposals turn. */
async function countsOf(env: Env, issuer: Issuer, all: readonly Proposal[]): Promise<Counts> {
  const ids = all.filter(({ change }) => countingOf(change) !== null).map(({ id }) => id);
  return { views: ids.length === 0 ? [] : await trialOf(env, issuer).counts(ids), shards: issuer.shards };
}

/** Nobody needs the count of a change that is not made. If this fails, it is counted to its end. */
async function dropCount(env: Env, issuer: Issuer, { id, change }: Proposal, now: number): Promise<void> {
  if (countingOf(change) === null) return;
  await trialOf(env, issuer)
    .cancel(id, now)
    .catch((bug: unknown) => console.error("a count was not cancelled", bug));
}
