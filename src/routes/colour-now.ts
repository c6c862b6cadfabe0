/** The colour that an issuer shows of a person now: the decision as the shard keeps it, in the words of its rule set. */
import type { CodeColour } from "../domain/code/claims.ts";
import { SHIPPED_RULE_SETS } from "../domain/colour/shipped.ts";
import { type ColourSetting, type Shown, shownColour } from "../domain/colour/shown.ts";
import { outcomeOf } from "../domain/colour/succession.ts";
import type { DecisionRow } from "../objects/people/colour-store.ts";

/** @param address 12 digits: the declared one */
export function shownNow(setting: ColourSetting, decision: DecisionRow, address: string, now: number): Shown {
  const outcome = outcomeOf(SHIPPED_RULE_SETS, decision.ruleSet, decision.row);
  if (outcome === null) throw new Error(`rule set ${decision.ruleSet} no longer has ${decision.row}`);
  return shownColour(setting, { address, application: null }, { ...decision, outcome }, now);
}

/** The colour alone, as a code carries it; none where nothing was decided. */
export function colourNow(setting: ColourSetting, decision: DecisionRow | null, address: string, now: number): CodeColour {
  return decision === null ? "none" : shownNow(setting, decision, address, now).colour;
}
