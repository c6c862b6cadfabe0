/** Changes of colours by hand: one officer proposes a change, and another officer decides it. Bodies and operations of /api/v1/proposals and /api/v1/manual-changes. */
import * as z from "zod";
import { COUNTED_ACTS } from "../../domain/proposal/proposal.ts";
import { HEALTH_REASONS } from "../../domain/proposal/reason.ts";
import { FACT_DAYS } from "../fact.ts";
import { DIVISION, DOCUMENT, feature, OFFICE, OFFICER } from "../operation.ts";
import { instant, line, senderId } from "../primitives.ts";
import { COLOUR_TABLE, DECIDED, EXPOSURE, FAULTS, RULE_SET } from "./decided.ts";
import { change, changeRequest, closure, count } from "./proposed-change.ts";

/** The request of the first officer. The domain checks `reason` against its list of health reasons. */
export const proposalRequest = z.strictObject({
  /** Chosen by the page, so that a repeated request makes no second proposal. Absent in requests of earlier releases. */
  id: senderId.optional(),
  change: changeRequest,
  reason: z.string().max(40),
  evidence: line(500),
});

/** The decision of the second officer. `note`: the evidence that this officer examined. */
export const proposalDecision = z.strictObject({ note: line(200) });

export const proposal = z.strictObject({
  id: z.string(),
  change,
  reason: z.enum(HEALTH_REASONS),
  evidence: z.string(),
  at: instant,
  /** The masked phone number of the officer who proposed it, or the name of an operator. */
  by: z.string(),
  byOperator: z.boolean(),
  /** True if the caller proposed it: then another officer must decide it. */
  mine: z.boolean(),
  state: z.enum(["waiting", "expired", "approved", "refused", "withdrawn"]),
  expiresAt: instant,
  decision: z.strictObject({ at: instant, by: z.string(), byOperator: z.boolean(), note: z.string() }).nullable(),
  /** Present for changes that are counted: closures, the switch to colours, levels of areas, and the withdrawal of a file of levels. Absent in proposals that an earlier release decided. */
  count: count.optional(),
});

/** The number of waiting proposals, for the menu. */
export const proposalsWaiting = z.strictObject({ waiting: z.int() });

export const proposals = z.strictObject({
  proposals: z.array(proposal),
  /** The time from which the issuer shows colours; null: no time is set. */
  coloursFrom: instant.nullable(),
  closures: z.array(closure),
});

/** The numbers of approved changes by hand and of clients' files, by month, kind, reason and source. The answer names no person. */
export const manualChanges = z.strictObject({
  changes: z.array(
    z.strictObject({
      /** The month, `YYYY-MM` in China. */
      month: z.string(),
      /** `client_file`: a file of a client, which two officers have let in. `set_up`: an appointment that one operator made alone, because the issuer had no officers yet. */
      kind: z.enum(COUNTED_ACTS),
      /** Null for an act that names no reason: a client's file, an appointment. */
      reason: z.enum(HEALTH_REASONS).nullable(),
      /** The division whose list or measure it is; empty in counts of earlier releases. An act with entries of several sources counts for each of them. */
      source: z.string(),
      sourceName: z.string(),
      changes: z.int(),
      /** The number of entries of lists in these acts. */
      entries: z.int(),
    }),
  ),
});

const DECISION = [...OFFICER, ...DECIDED] as const;

export const PROPOSALS = feature("proposals", {
  manualChanges: {
    summary: "Counts of manual changes",
    description:
      "Open to everybody. Counts the changes that officers have approved and the files of clients in each month, by kind, reason and source. The answer names no person and may be some minutes old.",
    method: "GET",
    path: "/api/v1/manual-changes",
    answers: { 200: manualChanges },
    problems: [],
  },
  proposals: {
    summary: "Proposals",
    description:
      "For officers of the issuer. Lists the proposals with their decisions, the time from which the issuer shows colours, and the divisions under closed management.",
    method: "GET",
    path: "/api/v1/proposals",
    answers: { 200: proposals },
    problems: [...OFFICER],
  },
  countProposals: {
    summary: "Count of waiting proposals",
    description:
      "For administrators of the division or above. Counts the proposals of others that wait for an officer of this division; 0 in a division without officers.",
    method: "GET",
    path: `${DIVISION}/proposals/waiting`,
    answers: { 200: proposalsWaiting },
    problems: [...OFFICE],
  },
  propose: {
    summary: "Propose a change",
    description:
      "For officers of the issuer, never about themselves or a person whom they manage, claim or have managed. Only a health reason allows a change. Nothing changes until another officer approves the proposal. It expires after seven days.",
    method: "POST",
    path: "/api/v1/proposals",
    event: "act",
    stepUp: true,
    body: proposalRequest,
    answers: { 201: proposal },
    problems: [
      ...OFFICER,
      ...DOCUMENT,
      ...FACT_DAYS,
      ...RULE_SET,
      ...COLOUR_TABLE,
      "reason_not_health",
      "period_reversed",
      "change_date_range",
      "division_unknown",
      "own_facts",
      "fact_withdrawn",
      "fact_not_found",
      "too_many_facts",
      "too_many_proposals",
      "proposal_id_used",
      "rule_set_not_found",
      "rule_set_begun",
      ...FAULTS,
      "area_not_a_county",
      "area_date_range",
      "outside_scope",
      "import_not_found",
      "list_not_read",
      "list_of_another",
      "notice_home_unknown",
      ...EXPOSURE,
      "peer_not_found",
      "nothing_waits",
    ],
  },
  approveProposal: {
    summary: "Approve a proposal",
    description:
      "For an officer of the issuer who did not make the proposal, never about themselves or a person whom they manage, claim or have managed. An appointment by one person alone must not tie the two officers. A list is approved only by an officer who has opened its reading, and levels of areas after it is counted how many colours they turn. The change takes effect at once or on its own date.",
    method: "POST",
    path: "/api/v1/proposals/:id/approvals",
    event: "act",
    stepUp: true,
    body: proposalDecision,
    answers: { 200: proposal },
    problems: DECISION,
  },
  refuseProposal: {
    summary: "Refuse a proposal",
    description: "For an officer of the issuer who did not make it, never about themselves. The proposal ends without effect.",
    method: "POST",
    path: "/api/v1/proposals/:id/refusals",
    event: "act",
    stepUp: true,
    body: proposalDecision,
    answers: { 200: proposal },
    problems: DECISION,
  },
  withdrawProposal: {
    summary: "Withdraw a proposal",
    description: "For the officer who made the proposal. The proposal ends without effect.",
    method: "POST",
    path: "/api/v1/proposals/:id/withdrawals",
    event: "act",
    stepUp: true,
    body: proposalDecision,
    answers: { 200: proposal },
    problems: DECISION,
  },
});

export type ManualChanges = z.infer<typeof manualChanges>;
export type Proposal = z.infer<typeof proposal>;
export type ChangeRequest = z.infer<typeof changeRequest>;
export type ProposalChange = z.infer<typeof change>;
export type Proposals = z.infer<typeof proposals>;
