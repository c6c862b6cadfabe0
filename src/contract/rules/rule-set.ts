/** Published and proposed rule sets with their whole text, in the format of docs/rule-sets.md: bodies and operations of /api/v1/rule-sets. */
import * as z from "zod";
import { FACT_KINDS } from "../../domain/fact/fact.ts";
import { OFFICER, feature } from "../operation.ts";
import { line, senderId, sentence } from "../primitives.ts";
import { RULE_SET } from "../proposal/decided.ts";
import { proposal } from "../proposal/proposal.ts";

const outcome = {
  name: z.string(),
  colour: z.enum(["grey", "green", "yellow", "orange", "red"]),
  cause: z.enum(FACT_KINDS).nullable(),
  reason: sentence,
  lasts: z.unknown(),
  ends: sentence,
  ask: sentence,
};

const ruleSet = z.strictObject({
  id: z.string(),
  issuer: z.string(),
  version: z.int(),
  title: sentence,
  validFrom: z.iso.date(),
  validUntil: z.iso.date().nullable(),
  /** The rows in their order. `when` is a condition in CertLogic. */
  rows: z.array(z.strictObject({ ...outcome, when: z.unknown() })),
  otherwise: z.strictObject(outcome),
});

export const ruleSets = z.strictObject({
  /** The rule sets of this issuer, its province and the nation, in the order of their first days. */
  ruleSets: z.array(
    ruleSet.extend({
      /** The first day after its validity: its own end, or the first day of the next rule set of the same issuer; null: no end is known. */
      endsOn: z.iso.date().nullable(),
      /** Whether this issuer uses the rule set today. `in_force`: it decides by it today. `standby`: it is valid, but a rule set of higher precedence decides. `coming`: its first day is in the future. `over`: its validity has ended. */
      state: z.enum(["over", "in_force", "standby", "coming"]),
    }),
  ),
});

/** The proposal of a rule set. The domain checks the rule set and the reason. */
export const ruleSetRequest = z.strictObject({
  /** Chosen by the page, so that a repeated request makes no second proposal. Absent in requests of earlier releases. */
  id: senderId.optional(),
  ruleSet: z.unknown(),
  reason: z.string().max(40),
  evidence: line(500),
});

/** The proposal and its whole rule set, for the officer who decides. */
export const proposedRuleSet = z.strictObject({ proposal, ruleSet });

export const RULE_SETS = feature("rules", {
  ruleSets: {
    summary: "Rule sets",
    description:
      "Open to everybody. Lists the rule sets of the issuer, its province and the nation, with their whole text and the days of their validity.",
    method: "GET",
    path: "/api/v1/rule-sets",
    answers: { 200: ruleSets },
    problems: [],
  },
  proposeRuleSet: {
    summary: "Propose a rule set",
    description:
      "For officers of the issuer. The server checks the rule set field by field and refuses it with the place of the first fault. Another officer decides the proposal. At most 64 KB.",
    method: "POST",
    path: "/api/v1/rule-sets",
    event: "act",
    stepUp: true,
    body: ruleSetRequest,
    maxBytes: 64 * 1024,
    answers: { 201: proposal },
    problems: [
      ...OFFICER,
      ...RULE_SET,
      "reason_not_health",
      "too_many_proposals",
      "proposal_id_used",
      "rule_set_not_found",
      "rule_set_begun",
    ],
  },
  proposedRuleSet: {
    summary: "A proposed rule set",
    description: "For officers of the issuer. Answers the proposal and its whole rule set.",
    method: "GET",
    path: "/api/v1/rule-sets/:id",
    answers: { 200: proposedRuleSet },
    problems: [...OFFICER, "rule_set_not_found"],
  },
});

export type ProposedRuleSet = z.infer<typeof proposedRuleSet>;
export type RuleSet = z.infer<typeof ruleSet>;
export type RuleSets = z.infer<typeof ruleSets>;
