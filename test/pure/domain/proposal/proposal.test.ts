/** Proposals of officers: the moments at which a change may begin and end, and the officers who may decide. */
import { expect, test } from "vitest";
import type { PersonKey } from "../../../../src/domain/access/keys.ts";
import type { Officer } from "../../../../src/domain/officer/officer.ts";
import type { SettingChange } from "../../../../src/domain/proposal/officers-setting.ts";
import {
  checkChange,
  type DecisionAct,
  decideProposal,
  isAbout,
  isExpired,
  type Proposal,
} from "../../../../src/domain/proposal/proposal.ts";
import { checkReason } from "../../../../src/domain/proposal/reason.ts";

const NOW = Date.UTC(2020, 1, 29, 4);
const DAY = 86_400_000;
/** 2019-12-01T00:00+08:00 */
const BEGAN = Date.UTC(2019, 10, 30, 16);
const LAST = NOW + 366 * DAY;
const officer = (person: string): Officer => ({ person: person as PersonKey, maskedPhone: "138****0004" });
const closure = (from: number, until: number | null): SettingChange => ({
  kind: "closed_management",
  division: "420107001",
  from,
  until,
});
const ABOUT = { person: "resident" as PersonKey, shard: 0, maskedName: "张*", maskedDocument: "4***0" };
const WITHDRAWAL = {
  kind: "fact_withdrawal",
  about: ABOUT,
  fact: { kind: "confirmed", source: "420107", reference: "7" },
} as const;

function aProposal(changes: Partial<Proposal> = {}): Proposal {
  return {
    id: "proposal-1",
    at: NOW,
    by: officer("officer-a"),
    change: closure(NOW, null),
    reason: "outbreak",
    evidence: "鄂防指 12",
    decision: null,
    ...changes,
  };
}

function decided(proposal: Proposal, by: string, at = NOW, act: DecisionAct = "approved", hasOpened = true) {
  const decision = { act, at, by: officer(by), note: "" };
  const result = decideProposal(proposal, decision, { concerns: [officer(by).person, officer("child").person], hasOpened });
  return result.ok ? result.value : result.refusal.code;
}

test.each<[string, SettingChange]>([
  ["from the first day of the epidemic", closure(BEGAN, null)],
  ["from a year ahead", closure(LAST, null)],
  ["until a year ahead", closure(NOW, LAST)],
  ["for a millisecond", closure(NOW, NOW + 1)],
  ["of the switch to colours", { kind: "colours_switch", from: NOW }],
])("a change %s is accepted", (_, change) => {
  expect(checkChange(change, NOW)).toEqual({ ok: true, value: change });
});

test.each<[string, SettingChange, string, string]>([
  ["before the epidemic", closure(BEGAN - 1, null), "change_date_range", "/change/from"],
  ["more than a year ahead", closure(LAST + 1, null), "change_date_range", "/change/from"],
  ["until more than a year ahead", closure(NOW, LAST + 1), "change_date_range", "/change/until"],
  ["for no time", closure(NOW, NOW), "period_reversed", "/change/until"],
  ["of the switch before the epidemic", { kind: "colours_switch", from: BEGAN - 1 }, "change_date_range", "/change/from"],
])("a change %s is refused", (_, change, code, field) => {
  expect(checkChange(change, NOW)).toEqual({ ok: false, refusal: { code, field } });
});

test("another officer decides within seven days, once", () => {
  const decision = { act: "approved", at: NOW + 7 * DAY - 1, by: officer("officer-b"), note: "" };
  const approved = decided(aProposal(), "officer-b", NOW + 7 * DAY - 1);
  expect(approved).toEqual({ ...aProposal(), decision });
  expect(decided(aProposal(), "officer-a")).toBe("same_officer");
  expect(decided(aProposal(), "officer-b", NOW + 7 * DAY)).toBe("proposal_expired");
  expect(typeof approved === "string" ? approved : decided(approved, "officer-c")).toBe("proposal_decided");
  expect([isExpired(aProposal(), NOW + 7 * DAY - 1), isExpired(aProposal(), NOW + 7 * DAY)]).toEqual([false, true]);
});

test("nobody decides about facts of their own", () => {
  expect(decided(aProposal({ change: WITHDRAWAL }), "resident")).toBe("own_facts");
  expect(decided(aProposal({ change: WITHDRAWAL }), "officer-b")).toMatchObject({ change: WITHDRAWAL });
  expect(
    decided(aProposal({ change: { ...WITHDRAWAL, about: { ...ABOUT, person: officer("child").person } } }), "officer-b"),
  ).toBe("own_facts");
  const resident = [officer("resident").person];
  expect([isAbout(WITHDRAWAL, resident), isAbout(closure(NOW, null), resident)]).toEqual([true, false]);
});

test("only the officer who proposed it withdraws a proposal", () => {
  expect(decided(aProposal(), "officer-a", NOW, "withdrawn")).toMatchObject({ decision: { act: "withdrawn" } });
  expect(decided(aProposal(), "officer-b", NOW, "withdrawn")).toBe("not_proposer");
});

test("a reason comes from the list", () => {
  expect(checkReason("outbreak_over")).toEqual({ ok: true, value: "outbreak_over" });
  expect(checkReason("petition")).toEqual({ ok: false, refusal: { code: "reason_not_health" } });
});

test("nobody approves a rule set whose trial they have not opened; everybody may refuse it", () => {
  const ruleSet = { id: "x", version: 1, title: { zh: "x", en: "x" }, validFrom: "2020-03-01", validUntil: null };
  const proposal = aProposal({ change: { kind: "rule_set", ruleSet } });
  expect(decided(proposal, "officer-b", NOW, "approved", false)).toBe("trial_not_opened");
  expect(decided(proposal, "officer-b", NOW, "refused", false)).toMatchObject({ decision: { act: "refused" } });
  expect(decided(proposal, "officer-b", NOW, "approved", true)).toMatchObject({ decision: { act: "approved" } });
});
