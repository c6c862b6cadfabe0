/** The codes of problems with a change, its proposal, and the decision about it. */
import type { ColourTableRefusal } from "../../domain/federation/colour-table.ts";
import type { RuleSetRefusal } from "../../domain/rules/check-rule-set.ts";
import { RULE_SET_SENTENCES } from "../../domain/rules/rule-words.ts";

/** The codes of problems with a rule set in a proposal, an approval or a withdrawal. */
export const RULE_SET = Object.keys(RULE_SET_SENTENCES) as readonly RuleSetRefusal["code"][];
/** The codes of problems with a table of colours in a proposal. */
export const COLOUR_TABLE = [
  "table_malformed",
  "colour_unknown",
  "colour_repeated",
  "colours_out_of_order",
  "meaning_unknown",
  "meaning_repeated",
  "green_not_clear",
  "colour_milder",
] as const satisfies readonly ColourTableRefusal["code"][];
/** The codes of problems with a change in the present state of lists and levels. */
export const FAULTS = [
  "list_proposed",
  "list_entered",
  "list_not_found",
  "list_withdrawn",
  "area_overlap",
  "too_many_areas",
  "notice_not_found",
  "notice_withdrawn",
  "table_in_force",
  "table_changed",
] as const;
/** The codes of problems with an exposure. */
export const EXPOSURE = [
  "exposure_days",
  "exposure_reversed",
  "exposure_too_long",
  "exposure_too_old",
  "exposure_ahead",
  "exposure_not_a_community",
] as const;
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
  ...FAULTS,
  "list_not_opened",
] as const;
