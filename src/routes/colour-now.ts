/** The colour that an issuer shows of a person now: the decision as the shard keeps it, in the words of its rule set. */
import type { CodeColour } from "../domain/code/claims.ts";
import type { ReadyRuleSet } from "../domain/rules/check-rule-set.ts";
import type { Outcome } from "../domain/rules/rule-set.ts";
import { type Shown, shownColour } from "../domain/colour/shown.ts";
import { outcomeOf } from "../domain/rules/succession.ts";
import type { Issuer } from "../domain/issuer/issuer.ts";
import type { OfficersSetting } from "../domain/proposal/proposal.ts";
import type { ObjectsEnv } from "../objects/env.ts";
import type { DecisionRow } from "../objects/people/colour/colour-store.ts";
import { settingOf } from "../storage/colour-setting.ts";
import { ruleSetsOf } from "../storage/rule-sets.ts";

/** What an issuer shows by: what its officers set, and the words of every rule set by which something was decided. */
export interface Showing {
  readonly setting: OfficersSetting;
  readonly ruleSets: readonly ReadyRuleSet[];
}

export async function showingOf({ PUBLISHED }: ObjectsEnv, issuer: Issuer, now: number): Promise<Showing> {
  const [setting, ruleSets] = await Promise.all([settingOf(PUBLISHED, issuer, now), ruleSetsOf(PUBLISHED, issuer.code, now)]);
  return { setting, ruleSets };
}

/** The row that decided. */
export function outcomeNow({ ruleSets }: Showing, decision: DecisionRow): Outcome {
  const outcome = outcomeOf(ruleSets, decision);
  if (outcome === null) throw new Error(`rule set ${decision.ruleSet} no longer has ${decision.row}`);
  return outcome;
}

/** @param address 12 digits: the declared one */
export function shownNow(showing: Showing, decision: DecisionRow, address: string, now: number): Shown {
  const outcome = outcomeNow(showing, decision);
  return shownColour(showing.setting, { address, application: decision.review ?? null }, { ...decision, outcome }, now);
}

/** The colour alone, as a code carries it; none where nothing was decided. */
export function colourNow(showing: Showing, decision: DecisionRow | null, address: string, now: number): CodeColour {
  return decision === null ? "none" : shownNow(showing, decision, address, now).colour;
}
