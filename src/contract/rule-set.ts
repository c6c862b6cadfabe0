/** Bodies of /api/v1/rule-sets: the rules as they are published and proposed, whole, in the format of docs/rule-sets.md. */
import * as z from "zod";
import { FACT_KINDS } from "../domain/fact/fact.ts";
import { OFFICER, feature } from "./operation.ts";
import { line, sentence } from "./primitives.ts";
import { proposal, RULE_SET } from "./proposal.ts";

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
  /** `when` is CertLogic. */
  rows: z.array(z.strictObject({ ...outcome, when: z.unknown() })),
  otherwise: z.strictObject(outcome),
});

export const ruleSets = z.strictObject({
  /** In the order of their first days, of this issuer, its province and the nation. */
  ruleSets: z.array(
    ruleSet.extend({
      /** The first day on which it no longer holds: its own last, or the first day of the issuer's next; null: not known. */
      endsOn: z.iso.date().nullable(),
      /** `in_force`: this issuer decides by it today. `standby`: another issuer's, which decides where this one has none. */
      state: z.enum(["over", "in_force", "standby", "coming"]),
    }),
  ),
});

/** The domain checks the rule set, and has the list of reasons. */
export const ruleSetRequest = z.strictObject({
  ruleSet: z.unknown(),
  reason: z.string().max(40),
  evidence: line(500),
});

/** What an officer looks at before they decide. */
export const proposedRuleSet = z.strictObject({ proposal, ruleSet });

export const RULE_SETS = feature("rules", {
  ruleSets: {
    summary: "Rule sets",
    description:
      "Open to everybody. The rules by which colours are decided, whole, with the days on which they hold: those of the issuer, its province and the nation.",
    method: "GET",
    path: "/api/v1/rule-sets",
    answers: { 200: ruleSets },
    problems: [],
  },
  proposeRuleSet: {
    summary: "Propose a rule set",
    description:
      "For officers of the issuer. The rule set is checked field by field; the first fault is refused with its place. Another officer decides. At most 64 KB.",
    method: "POST",
    path: "/api/v1/rule-sets",
    body: ruleSetRequest,
    maxBytes: 64 * 1024,
    answers: { 201: proposal },
    problems: [...OFFICER, ...RULE_SET, "reason_not_health", "too_many_proposals", "rule_set_not_found", "rule_set_begun"],
  },
  proposedRuleSet: {
    summary: "A proposed rule set",
    description: "For officers of the issuer. The proposal and the whole rule set, as the second officer reads it.",
    method: "GET",
    path: "/api/v1/rule-sets/:id",
    answers: { 200: proposedRuleSet },
    problems: [...OFFICER, "rule_set_not_found"],
  },
});

export type ProposedRuleSet = z.infer<typeof proposedRuleSet>;
export type RuleSet = z.infer<typeof ruleSet>;
export type RuleSets = z.infer<typeof ruleSets>;
