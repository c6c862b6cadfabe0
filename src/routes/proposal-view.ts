/** Proposals as they go over the wire, and changes as they come: instants there, ms here. */
import type { Proposal as ProposalBody, ProposalChange } from "../contract/proposal.ts";
import type { ClosedManagement } from "../domain/colour/closed-management.ts";
import { type Change, isExpired, type Officer, PROPOSAL_LIFE_MS, type Proposal } from "../domain/proposal/proposal.ts";

export function changeOf(change: ProposalChange): Change {
  const from = Date.parse(change.from);
  if (change.kind === "colours_switch") return { kind: "colours_switch", from };
  const { kind, division, until } = change;
  return { kind, division, from, until: until === null ? null : Date.parse(until) };
}

/** @param asking for whom it is shown */
export function proposalView(proposal: Proposal, asking: Officer, now: number): ProposalBody {
  const { id, change, reason, evidence, at, by, decision } = proposal;
  return {
    id,
    change: change.kind === "closed_management" ? { kind: change.kind, ...closureView(change) } : switchView(change),
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

function switchView({ kind, from }: Extract<Change, { readonly kind: "colours_switch" }>) {
  return { kind, from: new Date(from).toISOString() };
}
