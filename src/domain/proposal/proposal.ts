/** What one officer proposes and another one decides: four eyes on whatever changes colours by hand. Pure. Source: product.md §5, point 4. */
import type { PersonKey } from "../access/keys.ts";
import type { ClosedManagement } from "../colour/closed-management.ts";
import type { RuleSetHead } from "../colour/rule-set.ts";
import { type Turn, turnsAfter } from "../colour/turn.ts";
import { type Result, accept, refuse } from "../result.ts";
import type { HealthReason } from "./reason.ts";

/** Closed management of a division takes the place of what held for that same division: with an end, it ends it. */
export type Change =
  | ({ readonly kind: "closed_management" } & ClosedManagement)
  /** Colours are shown from this moment, ms. */
  | { readonly kind: "colours_switch"; readonly from: number }
  /** A rule set holds from its first day; its document is kept beside the proposal, under the proposal's id. */
  | { readonly kind: "rule_set"; readonly ruleSet: RuleSetHead }
  /** An approved rule set that has not begun is taken back. */
  | { readonly kind: "rule_set_withdrawal"; readonly approved: string; readonly ruleSet: RuleSetHead };

export const CHANGE_KINDS = [
  "closed_management",
  "colours_switch",
  "rule_set",
  "rule_set_withdrawal",
] as const satisfies readonly Change["kind"][];

/** An officer as the other one sees them. */
export interface Officer {
  readonly person: PersonKey;
  readonly maskedPhone: string;
}

export interface Proposal {
  readonly id: string;
  /** ms */
  readonly at: number;
  readonly by: Officer;
  readonly change: Change;
  readonly reason: HealthReason;
  /** What shows that the reason holds: a notice's number, a report. */
  readonly evidence: string;
  readonly decision: Decision | null;
}

export interface Decision {
  readonly act: "approved" | "refused";
  /** ms */
  readonly at: number;
  readonly by: Officer;
  readonly note: string;
}

export interface ChangeRefusal {
  readonly code: "period_reversed";
  readonly field: "/change/until";
}

export interface DecisionRefusal {
  readonly code: "same_officer" | "proposal_expired" | "proposal_decided";
}

/** What nobody has decided by then is proposed anew: its evidence is old. */
export const PROPOSAL_LIFE_MS = 7 * 86_400_000;

/** What an issuer's officers have set; nothing about colours where its configuration still speaks. */
export interface OfficersSetting {
  readonly coloursFrom: number | null;
  readonly closed: readonly ClosedManagement[];
  /** When that turns what is shown, and did lately. */
  readonly turns: readonly Turn[];
}

/** As a prefix of every address. */
const EVERYWHERE = "";

export const NOTHING_SET: OfficersSetting = { coloursFrom: null, closed: [], turns: [] };

export function checkChange(change: Change): Result<Change, ChangeRefusal> {
  const isReversed = change.kind === "closed_management" && change.until !== null && change.until <= change.from;
  return isReversed ? refuse({ code: "period_reversed", field: "/change/until" }) : accept(change);
}

export function isExpired({ at }: Proposal, now: number): boolean {
  return now >= at + PROPOSAL_LIFE_MS;
}

/** The second pair of eyes is another person's, whatever login they come with. */
export function decideProposal(proposal: Proposal, decision: Decision): Result<Proposal, DecisionRefusal> {
  if (proposal.decision !== null) return refuse({ code: "proposal_decided" });
  if (isExpired(proposal, decision.at)) return refuse({ code: "proposal_expired" });
  if (proposal.by.person === decision.by.person) return refuse({ code: "same_officer" });
  return accept({ ...proposal, decision });
}

/** Changes of what is set for the colours that are shown; rule sets are kept apart. */
export type SettingChange = Exclude<Change, { readonly ruleSet: RuleSetHead }>;

/** The setting once a change was approved; closures that are over leave it. */
export function settingAfter(setting: OfficersSetting, change: SettingChange, now: number): OfficersSetting {
  if (change.kind === "colours_switch") return switched(setting, change.from, now);
  const { division, from, until } = change;
  const next = { division, from, until };
  const before = setting.closed.find((other) => other.division === division);
  const closed = [...setting.closed.filter((other) => other !== before), next];
  const atOnce = holds(next, now) !== (before !== undefined && holds(before, now));
  const turning = { atOnce, ahead: until === null ? [from] : [from, until] };
  return {
    ...setting,
    closed: closed.filter((each) => each.until === null || each.until > now),
    turns: turnsAfter(setting.turns, division, turning, now),
  };
}

function switched(setting: OfficersSetting, from: number, now: number): OfficersSetting {
  const wasOn = setting.coloursFrom !== null && setting.coloursFrom <= now;
  const turning = { atOnce: wasOn !== from <= now, ahead: [from] };
  return { ...setting, coloursFrom: from, turns: turnsAfter(setting.turns, EVERYWHERE, turning, now) };
}

function holds({ from, until }: ClosedManagement, now: number): boolean {
  return from <= now && (until === null || now < until);
}
