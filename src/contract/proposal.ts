/** Bodies of /api/v1/proposals and /api/v1/manual-changes: what one officer proposes and another one decides. */
import * as z from "zod";
import { FACT_KINDS } from "../domain/fact/fact.ts";
import { CHANGE_KINDS } from "../domain/proposal/proposal.ts";
import { HEALTH_REASONS } from "../domain/proposal/reason.ts";
import type { RuleSetRefusal } from "../domain/rules/check-rule-set.ts";
import { RULE_SET_SENTENCES } from "../domain/rules/rule-words.ts";
import { FACT_DAYS } from "./fact.ts";
import { DOCUMENT, OFFICER, feature } from "./operation.ts";
import { document } from "./people.ts";
import { divisionCode, instant, line, opaqueId, sentence } from "./primitives.ts";

const closure = z.strictObject({ division: divisionCode, from: instant, until: instant.nullable() });

const closed = z.strictObject({ kind: z.literal("closed_management"), ...closure.shape });
const switched = z.strictObject({ kind: z.literal("colours_switch"), from: instant });
const ruleSet = z.strictObject({
  id: z.string(),
  version: z.int(),
  title: sentence,
  validFrom: z.iso.date(),
  validUntil: z.iso.date().nullable(),
});

/** An entry of a list by its name there, and one with its days, `YYYY-MM-DD` in China. */
const entryName = z.strictObject({ kind: z.enum(FACT_KINDS), source: divisionCode, reference: line(64) });
const fact = entryName.extend({ from: z.string().max(10), until: z.string().max(10).nullable() });

/** Whom it is about; `maskedName` is null where nobody has declared for the document yet. */
const about = z.strictObject({ maskedName: z.string().nullable(), maskedDocument: z.string() });

/** What is proposed here; a rule set is proposed with its document, under /api/v1/rule-sets. */
const askedChange = z.discriminatedUnion("kind", [
  closed,
  switched,
  /** `approved` is the proposal of the rule set that is taken back. */
  z.strictObject({ kind: z.literal("rule_set_withdrawal"), approved: opaqueId }),
  z.strictObject({ kind: z.literal("fact_entry"), document, fact }),
  z.strictObject({ kind: z.literal("fact_withdrawal"), document, fact: entryName }),
]);

const change = z.discriminatedUnion("kind", [
  closed,
  switched,
  z.strictObject({ kind: z.literal("rule_set"), ruleSet }),
  z.strictObject({ kind: z.literal("rule_set_withdrawal"), approved: z.string(), ruleSet }),
  z.strictObject({ kind: z.literal("fact_entry"), about, fact }),
  z.strictObject({ kind: z.literal("fact_withdrawal"), about, fact: entryName }),
]);

/** The domain has the list of reasons. */
export const proposalRequest = z.strictObject({ change: askedChange, reason: z.string().max(40), evidence: line(500) });

/** What the second officer looked at. */
export const proposalDecision = z.strictObject({ note: line(200) });

export const proposal = z.strictObject({
  id: z.string(),
  change,
  reason: z.enum(HEALTH_REASONS),
  evidence: z.string(),
  at: instant,
  /** The masked phone number of the officer who proposed it. */
  by: z.string(),
  /** True if the caller proposed it: another officer decides. */
  mine: z.boolean(),
  state: z.enum(["waiting", "expired", "approved", "refused"]),
  expiresAt: instant,
  decision: z.strictObject({ at: instant, by: z.string(), note: z.string() }).nullable(),
});

export const proposals = z.strictObject({
  proposals: z.array(proposal),
  /** Since when colours are shown; null: they are not, until a switch. */
  coloursFrom: instant.nullable(),
  closures: z.array(closure),
});

/** Nobody is named. */
export const manualChanges = z.strictObject({
  changes: z.array(
    z.strictObject({
      /** `YYYY-MM` in China */
      month: z.string(),
      kind: z.enum(CHANGE_KINDS),
      reason: z.enum(HEALTH_REASONS),
      changes: z.int(),
    }),
  ),
});

/** Problems of a rule set as it is proposed, approved or withdrawn. */
export const RULE_SET = Object.keys(RULE_SET_SENTENCES) as readonly RuleSetRefusal["code"][];
/** Problems of a decision. */
const DECIDED = [
  ...OFFICER,
  "same_officer",
  "own_facts",
  "proposal_expired",
  "proposal_decided",
  "proposal_not_found",
  "rule_set_not_found",
  "rule_set_begun",
  ...RULE_SET,
] as const;

export const PROPOSALS = feature("proposals", {
  manualChanges: {
    summary: "Counts of manual changes",
    description:
      "Open to everybody. How many changes of colours officers have approved in each month, by kind and reason. Nobody is named.",
    method: "GET",
    path: "/api/v1/manual-changes",
    answers: { 200: manualChanges },
    problems: [],
  },
  proposals: {
    summary: "Proposals",
    description:
      "For officers of the issuer. Proposals with their decisions, whether colours are shown, and the divisions under closed management.",
    method: "GET",
    path: "/api/v1/proposals",
    answers: { 200: proposals },
    problems: [...OFFICER],
  },
  propose: {
    summary: "Propose a change",
    description:
      "For officers of the issuer, never about themselves. Colours are changed for reasons of health only. Another officer decides within seven days; until then nothing changes.",
    method: "POST",
    path: "/api/v1/proposals",
    body: proposalRequest,
    answers: { 201: proposal },
    problems: [
      ...OFFICER,
      ...DOCUMENT,
      ...FACT_DAYS,
      ...RULE_SET,
      "reason_not_health",
      "period_reversed",
      "change_date_range",
      "division_unknown",
      "own_facts",
      "fact_withdrawn",
      "fact_not_found",
      "too_many_facts",
      "too_many_proposals",
      "rule_set_not_found",
      "rule_set_begun",
    ],
  },
  approveProposal: {
    summary: "Approve a proposal",
    description:
      "For an officer of the issuer other than the one who proposed, never about themselves. The change takes effect at once.",
    method: "POST",
    path: "/api/v1/proposals/:id/approvals",
    body: proposalDecision,
    answers: { 200: proposal },
    problems: DECIDED,
  },
  refuseProposal: {
    summary: "Refuse a proposal",
    description:
      "For an officer of the issuer other than the one who proposed, never about themselves. The proposal ends without effect.",
    method: "POST",
    path: "/api/v1/proposals/:id/refusals",
    body: proposalDecision,
    answers: { 200: proposal },
    problems: DECIDED,
  },
});

export type ManualChanges = z.infer<typeof manualChanges>;
export type Proposal = z.infer<typeof proposal>;
export type AskedChange = z.infer<typeof askedChange>;
export type ProposalChange = z.infer<typeof change>;
export type Proposals = z.infer<typeof proposals>;
