/** Proposals as they go over the wire: instants there, ms here. */
import type { Proposal as ProposalBody, ProposalChange } from "../contract/proposal.ts";
import type { ClosedManagement } from "../domain/colour/shown.ts";
import { type Change, isExpired, type Officer, PROPOSAL_LIFE_MS, type Proposal } from "../domain/proposal/proposal.ts";

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
