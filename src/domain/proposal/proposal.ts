/** Proposals: one officer proposes a change of colours by hand, and another officer decides it. Pure. Source: product.md §5, point 4. */
import type { PersonKey } from "../access/keys.ts";
import type { AreaEntry } from "../area/area.ts";
import type { CodeColour } from "../code/claims.ts";
import type { ColourTable } from "../federation/colour-table.ts";
import { EPIDEMIC_BEGAN, type EntryName, type Fact } from "../fact/fact.ts";
import { type Hand, isSameHand, type SecondRefusal, secondOf } from "../officer/officer.ts";
import type { ListFigures, ListFile } from "../list/list-file.ts";
import type { RuleSetHead } from "../rules/rule-set.ts";
import { dayNumberOf, startOfDay } from "../china-time.ts";
import { type Result, accept, refuse } from "../result.ts";
import type { ExposureChange } from "./exposure-change.ts";
import type { NoticeChange } from "./notice.ts";
import type { SettingChange } from "./officers-setting.ts";
import type { ToldChange } from "./told.ts";
import type { HealthReason } from "./reason.ts";
import { DAY_MS } from "../instant.ts";

/** A proposed change. */
export type Change =
  | SettingChange
  /** A rule set holds from its first day; its document is stored under the id of the proposal. */
  | { readonly kind: "rule_set"; readonly ruleSet: RuleSetHead }
  /** An approved rule set that has not begun is withdrawn. */
  | { readonly kind: "rule_set_withdrawal"; readonly approved: string; readonly ruleSet: RuleSetHead }
  /** One risk level. `shards`: the number of shards of persons that must hear of it. */
  | { readonly kind: "area_entry"; readonly entry: AreaEntry; readonly shards: number }
  | ListChange
  | FactChange
  | NoticeChange
  | ToldChange
  | ExposureChange
  /** The colours of the issuer mean something else to other issuers. `before`: the table in force at the proposal. */
  | { readonly kind: "colour_table"; readonly table: ColourTable; readonly before: ColourTable };

/** A file that was read is entered, or everything that it entered is taken back. */
export type ListChange =
  | ({ readonly kind: "fact_list" | "area_list" } & ReadList)
  /** `id`: the list, by its id among those that were entered. */
  | ({ readonly kind: "list_withdrawal"; readonly id: string; readonly figures: ListFigures | null } & ListFile);

/** A file with its figures. `attempt`: the upload that was read; a later one is another reading. */
export interface ReadList extends ListFile {
  readonly attempt: number;
  readonly figures: ListFigures;
}

/** An entry about one person is entered or withdrawn. */
export type FactChange =
  | { readonly kind: "fact_entry"; readonly about: About; readonly fact: Fact & EntryName; readonly effect?: FactEffect }
  | { readonly kind: "fact_withdrawal"; readonly about: About; readonly fact: EntryName; readonly effect?: FactEffect };

/** The colour of the person at the proposal and the one after the change; both null if the person has not declared. Absent in proposals of earlier releases. */
export interface FactEffect {
  readonly from: CodeColour | null;
  readonly to: CodeColour | null;
}

/** The person of a change, as officers see them: no full name and no full number. */
export interface About {
  readonly person: PersonKey;
  /** The number of the shard that stores the person's facts. */
  readonly shard: number;
  /** Null if no account has added a person with this document yet. */
  readonly maskedName: string | null;
  readonly maskedDocument: string;
}

export const CHANGE_KINDS = [
  "closed_management",
  "colours_switch",
  "rule_set",
  "rule_set_withdrawal",
  "fact_entry",
  "fact_withdrawal",
  "area_entry",
  "fact_list",
  "area_list",
  "list_withdrawal",
  "fact_notice",
  "fact_notice_withdrawal",
  "told_facts_entry",
  "told_facts_withdrawal",
  "exposure_entry",
  "exposure_withdrawal",
  "colour_table",
] as const satisfies readonly Change["kind"][];

/** What the public month counts: approved changes, files of clients, appointments that one operator makes alone in the first set-up, and entries set aside because their source is silent. */
export const COUNTED_ACTS = [...CHANGE_KINDS, "client_file", "set_up", "source_silent"] as const;
export type CountedAct = (typeof COUNTED_ACTS)[number];

export interface Proposal {
  readonly id: string;
  /** The time of the proposal, ms. */
  readonly at: number;
  readonly by: Hand;
  readonly change: Change;
  readonly reason: HealthReason;
  /** The evidence for the reason: the number of a notice, a report. */
  readonly evidence: string;
  readonly decision: Decision | null;
}

/** `withdrawn`: the hand that proposed the change takes it back. */
export const DECISION_ACTS = ["approved", "refused", "withdrawn"] as const;
export type DecisionAct = (typeof DECISION_ACTS)[number];

export interface Decision {
  readonly act: DecisionAct;
  /** The time of the decision, ms. */
  readonly at: number;
  readonly by: Hand;
  readonly note: string;
}

/** What the hand that decides has to do with the change. */
export interface Sight {
  /** The persons who concern them (officer/officer.ts); empty for an operator. */
  readonly concerns: readonly PersonKey[];
  /** Whether they have opened what the change does: the result of the trial of the proposed rule set, or the reading of the list. */
  readonly hasOpened: boolean;
  /** Whether it is counted how many colours the change turns; absent for changes that nobody waits for. */
  readonly isCounted?: boolean;
  /** Whether the list that the change enters has a line about one of `concerns`; absent for other changes. */
  readonly isListed?: boolean;
}

export interface ChangeRefusal {
  readonly code: "period_reversed" | "change_date_range";
  readonly field: "/change/from" | "/change/until";
}

export type DecisionRefusal =
  | SecondRefusal
  | { readonly code: "own_facts" }
  | { readonly code: "officers_decide" }
  | { readonly code: "list_not_opened" }
  | { readonly code: "not_proposer" }
  | { readonly code: "trial_not_opened" }
  | { readonly code: "count_running" }
  | { readonly code: "proposal_expired" }
  | { readonly code: "proposal_decided" };

/** An undecided proposal expires after this time, because its evidence is old; an officer can propose it again. */
export const PROPOSAL_LIFE_MS = 7 * DAY_MS;
const EARLIEST_MS = startOfDay(dayNumberOf(EPIDEMIC_BEGAN));
const MAX_AHEAD_MS = 366 * DAY_MS;

/** Checks the moments of a change: not before the epidemic began, at most 366 days ahead, and an end after the beginning. */
export function checkChange(change: SettingChange, now: number): Result<Change, ChangeRefusal> {
  const { from } = change;
  const last = now + MAX_AHEAD_MS;
  if (from < EARLIEST_MS || from > last) return refuse({ code: "change_date_range", field: "/change/from" });
  if (change.kind !== "closed_management" || change.until === null) return accept(change);
  if (change.until <= from) return refuse({ code: "period_reversed", field: "/change/until" });
  return change.until > last ? refuse({ code: "change_date_range", field: "/change/until" }) : accept(change);
}

export function isExpired({ at }: Proposal, now: number): boolean {
  return now >= at + PROPOSAL_LIFE_MS;
}

/**
 * The proposal with its decision. A withdrawal is an act of the one who proposed it; every other decision needs a second one whom the change does not concern.
 * Nobody approves a rule set whose trial they have not opened, nor levels of areas before it is counted how many colours they turn.
 */
export function decideProposal(
  proposal: Proposal,
  decision: Decision,
  { concerns, hasOpened, isListed = false, isCounted = true }: Sight,
): Result<Proposal, DecisionRefusal> {
  if (proposal.decision !== null) return refuse({ code: "proposal_decided" });
  if (isExpired(proposal, decision.at)) return refuse({ code: "proposal_expired" });
  const decided = accept({ ...proposal, decision });
  if (decision.act === "withdrawn") return isSameHand(proposal.by, decision.by) ? decided : refuse({ code: "not_proposer" });
  // An operator has no office: the proposals of officers are decided by officers.
  if ("operator" in decision.by && !("operator" in proposal.by)) return refuse({ code: "officers_decide" });
  const second = secondOf("proposal", proposal.by, decision.by, decision.at);
  if (!second.ok) return second;
  if (isListed || isAbout(proposal.change, concerns)) return refuse({ code: "own_facts" });
  const unseen = decision.act === "approved" && !hasOpened ? UNSEEN[proposal.change.kind] : undefined;
  if (unseen !== undefined) return refuse({ code: unseen });
  return decision.act === "approved" && !isCounted ? refuse({ code: "count_running" }) : decided;
}

/** The refusals of an approval by an officer who has not opened what the change does. */
const UNSEEN: Readonly<Partial<Record<Change["kind"], "trial_not_opened" | "list_not_opened">>> = {
  rule_set: "trial_not_opened",
  fact_list: "list_not_opened",
  area_list: "list_not_opened",
};

/** Whether the change is about facts of one of these persons. An officer whom these persons concern may neither propose nor decide it. */
export function isAbout(change: Change, concerns: readonly PersonKey[]): boolean {
  if ("sealed" in change) return concerns.includes(change.person);
  return "about" in change && concerns.includes(change.about.person);
}
