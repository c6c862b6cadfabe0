/** Arguments for the methods of an issuer, its files of facts, its trials and its status lists: see methods.ts. */
import { SHIPPED_RULE_SETS } from "../../../src/domain/rules/shipped.ts";
import type { RuleSet } from "../../../src/domain/rules/rule-set.ts";
import { anArea } from "../builders.ts";
import { type CallsOf, type Victim, ID, nothing, byNow, byId, officer } from "./calls.ts";

const proposed = ({ person, now }: Victim) => ({
  id: ID,
  at: now,
  by: officer(person),
  change: { kind: "colours_switch", from: 0 },
  reason: "unified_standard",
  evidence: "第 12 号",
  decision: null,
});
const proposedRuleSet = (victim: Victim, { id, issuer, version, title, validFrom, validUntil }: RuleSet) => ({
  ...proposed(victim),
  id: `rule-set-${id}`,
  change: { kind: "rule_set", ruleSet: { id, issuer, version, title, validFrom, validUntil } },
});
const decided = ({ now }: Victim, by: string) => [ID, { act: "approved", at: now, by: officer(by), note: "已核对" }];
import { ISSUER } from "./state.ts";

export const ISSUERS: CallsOf = {
  jwks: byNow,
  signingKey: byNow,
  useOnce: ({ now }) => [[ID, now, now]],
  proposals: byNow,
  proposeRuleSet: (victim) => SHIPPED_RULE_SETS.map(({ ruleSet }) => [proposedRuleSet(victim, ruleSet), ruleSet]),
  ruleSet: byId,
  ruleSets: nothing,
  enterAreas: ({ now }) => [[[anArea({ division: "420107" })], 16, now]],
  areas: byNow,
  propose: (victim) => [[proposed(victim)]],
  // One call by the officer who proposed, and one by another officer.
  decideProposal: (victim) => [decided(victim, victim.person), decided(victim, "another")],
  alarm: nothing,
};

export const CLIENTS: CallsOf = {
  clients: nothing,
  make: ({ person, now }) => [
    [{ id: ID, name: "省平台", scope: ISSUER, rights: ["facts"], made: { at: now, by: officer(person) }, secretHash: "h" }],
  ],
  approve: ({ person, stranger, now }) => [person, stranger].map((by) => [ID, { at: now, by: officer(by) }]),
  revoke: ({ person, now }) => [["another", { at: now, by: officer(person) }]],
  use: ({ now }) => [
    [ID, "h", now],
    [ID, "other", now],
  ],
};

export const IMPORTS: CallsOf = {
  begin: ({ account, now }) => [[{ format: "csv", sender: { id: account, scope: "" }, shards: 16 }, now]],
  add: () => [[1, 0, "证件号码,名单\nx,confirmed"]],
  close: ({ now }) => [[1, 1, now]],
  alarm: nothing,
  view: nothing,
  forget: () => [[1]],
};

export const TRIALS: CallsOf = {
  start: ({ person, now }) => [
    [{ run: ID, id: ID, ruleSet: SHIPPED_RULE_SETS[0]?.ruleSet, shards: 1, by: officer(person) }, now],
  ],
  view: () => [[ID, null]],
  cancel: byId,
  alarm: nothing,
};

export const LISTS: CallsOf = {
  allot: () => [[1]],
  turned: byNow,
  withdraw: () => [[[0], "invalid"]],
  alarm: nothing,
};
