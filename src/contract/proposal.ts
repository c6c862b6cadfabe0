/** Changes of colours by hand: one officer proposes a change, and another officer decides it. Bodies and operations of /api/v1/proposals and /api/v1/manual-changes. */
import * as z from "zod";
import { COLOURS } from "../domain/code/claims.ts";
import { FACT_KINDS } from "../domain/fact/fact.ts";
import { COUNTED_ACTS } from "../domain/proposal/proposal.ts";
import { HEALTH_REASONS } from "../domain/proposal/reason.ts";
import type { RuleSetRefusal } from "../domain/rules/check-rule-set.ts";
import { RULE_SET_SENTENCES } from "../domain/rules/rule-words.ts";
import { areaRequest } from "./area.ts";
import { FACT_DAYS } from "./fact.ts";
import { listFigures } from "./list.ts";
import { DIVISION, DOCUMENT, feature, OFFICE, OFFICER } from "./operation.ts";
import { document } from "./people.ts";
import { divisionCode, fileHash, instant, line, listId, opaqueId, senderId, sentence } from "./primitives.ts";

const closure = z.strictObject({ division: divisionCode, from: instant, until: instant.nullable() });
const closedManagement = z.strictObject({ kind: z.literal("closed_management"), ...closure.shape });
const coloursSwitch = z.strictObject({ kind: z.literal("colours_switch"), from: instant });
const ruleSet = z.strictObject({
  id: z.string(),
  version: z.int(),
  title: sentence,
  validFrom: z.iso.date(),
  validUntil: z.iso.date().nullable(),
});

/** The identity of an entry of a list: the list, the division that keeps it, and the name of the entry there. */
const entryName = z.strictObject({ kind: z.enum(FACT_KINDS), source: divisionCode, reference: line(64) });
/** An entry with its days, `YYYY-MM-DD` in China: its first day, and the first day after it (null: not known). */
const fact = entryName.extend({ from: z.string().max(10), until: z.string().max(10).nullable() });

/** The person whom the change concerns. `maskedName` is null if no account has added a person with this document yet. */
const about = z.strictObject({ maskedName: z.string().nullable(), maskedDocument: z.string() });

/** The colour of the person at the proposal and the one after the change; null if the person has not declared. Absent in proposals of earlier releases. */
const factEffect = z.strictObject({ from: z.enum(COLOURS).nullable(), to: z.enum(COLOURS).nullable() });

/**
 * How many persons' colours the change turns, counted shard by shard from the proposal on. `decided`: decided colours are compared, as a level of an area
 * turns them; `shown`: displayed colours, as a closure turns them.
 */
const count = z.strictObject({
  of: z.enum(["decided", "shown"]),
  shards: z.strictObject({ counted: z.int(), all: z.int() }),
  /** Null until all shards are counted. */
  result: z
    .strictObject({
      at: instant,
      persons: z.int(),
      /** By old and new colour. Null: one of several colours, which are not named because too few persons have the change. */
      turns: z.array(z.strictObject({ from: z.enum(COLOURS).nullable(), to: z.enum(COLOURS).nullable(), persons: z.int() })),
      /** By county of the declared address; too few persons of a county count under the code of the region. */
      places: z.array(z.strictObject({ division: z.string(), persons: z.int() })),
    })
    .nullable(),
});

/** A change in a request. Rule sets have their own request, with the whole text, under /api/v1/rule-sets. */
const changeRequest = z.discriminatedUnion("kind", [
  closedManagement,
  coloursSwitch,
  /** `approved` is the id of the approved proposal whose rule set is withdrawn. */
  z.strictObject({ kind: z.literal("rule_set_withdrawal"), approved: opaqueId }),
  z.strictObject({ kind: z.literal("fact_entry"), document, fact }),
  z.strictObject({ kind: z.literal("fact_withdrawal"), document, fact: entryName }),
  z.strictObject({ kind: z.literal("area_entry"), entry: areaRequest }),
  /** A file that the same officer has sent and that was read: its SHA-256. */
  z.strictObject({ kind: z.enum(["fact_list", "area_list"]), file: fileHash }),
  /** Everything that a list has entered and changed is taken back. `id`: the list's id under /api/v1/lists. */
  z.strictObject({ kind: z.literal("list_withdrawal"), id: listId }),
]);

/** A file of a list, with its figures at the reading. */
const listed = z.strictObject({
  list: z.enum(["facts", "areas"]),
  file: z.string(),
  name: z.string(),
  sender: z.string(),
  sentAt: instant,
  figures: listFigures,
});

const change = z.discriminatedUnion("kind", [
  closedManagement,
  coloursSwitch,
  z.strictObject({ kind: z.literal("rule_set"), ruleSet }),
  z.strictObject({ kind: z.literal("rule_set_withdrawal"), approved: z.string(), ruleSet }),
  z.strictObject({ kind: z.literal("fact_entry"), about, fact, effect: factEffect.optional() }),
  z.strictObject({ kind: z.literal("fact_withdrawal"), about, fact: entryName, effect: factEffect.optional() }),
  z.strictObject({ kind: z.literal("area_entry"), entry: areaRequest }),
  listed.extend({ kind: z.enum(["fact_list", "area_list"]) }),
  /** `figures` are null for a file of a client. */
  listed.extend({ kind: z.literal("list_withdrawal"), id: z.string(), figures: listFigures.nullable() }),
]);

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

/** The codes of problems with a rule set in a proposal, an approval or a withdrawal. */
export const RULE_SET = Object.keys(RULE_SET_SENTENCES) as readonly RuleSetRefusal["code"][];
/** The codes of problems with a change in the present state of lists and levels. */
const LIST_FAULTS = ["list_proposed", "list_entered", "list_not_found", "list_withdrawn"] as const;
const AREA_FAULTS = ["area_overlap", "too_many_areas"] as const;
/** The codes of problems with an approval, a refusal or a withdrawal of a proposal. */
export const DECIDED = [
  "officers_decide",
  "same_officer",
  "tied_officers",
  "own_facts",
  "not_proposer",
  "trial_not_opened",
  "count_running",
  "proposal_expired",
  "proposal_decided",
  "proposal_not_found",
  "rule_set_not_found",
  "rule_set_begun",
  ...RULE_SET,
  ...LIST_FAULTS,
  ...AREA_FAULTS,
  "list_not_opened",
] as const;

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
      ...LIST_FAULTS,
      ...AREA_FAULTS,
      "area_not_a_county",
      "area_date_range",
      "outside_scope",
      "import_not_found",
      "list_not_read",
      "list_of_another",
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
