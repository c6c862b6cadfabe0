/** The colour of one person with its reason, its beginning and end, the event that ends it, and the office to ask. Other routes show colours by the functions here. */
import { COLOURS_NOW, type PersonColour } from "../../contract/colour.ts";
import { PERSON } from "../../contract/operation.ts";
import { answerDue } from "../../domain/appeal/appeal.ts";
import type { CodeColour } from "../../domain/code/claims.ts";
import { type ColourView, viewColour } from "../../domain/colour/colour-view.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import type { OfficersSetting } from "../../domain/proposal/officers-setting.ts";
import type { ReadyRuleSet } from "../../domain/rules/check-rule-set.ts";
import type { Outcome } from "../../domain/rules/rule-set.ts";
import { outcomeOf } from "../../domain/rules/succession.ts";
import { type ObjectsEnv, peopleOf } from "../../objects/env.ts";
import type { DecisionRow } from "../../objects/people/colour/colour-store.ts";
import { settingOf } from "../../storage/colour-setting.ts";
import { ruleSetsOf } from "../../storage/rule-sets.ts";
import type { OfManaged } from "../env.ts";
import { Routes } from "../http/operation.ts";
import { checkInSchedule } from "./check-ins.ts";
import type { ColourNow } from "../../objects/people/colour/rpc.ts";
import { instantOf } from "../../domain/instant.ts";

export const colour = new Routes<OfManaged>(PERSON).on(COLOURS_NOW.colour, async (c, { answer }) => {
  const { issuer, now, managed, actor } = c.var;
  const current = await peopleOf(c.env, issuer, managed.person).colour(managed.person, actor.account, now);
  if (!current.ok) return current;
  const { decision, community } = current.value;
  const showing = await showingOf(c.env, issuer, now);
  const view = viewNow(showing, decision, community, now);
  return answer(200, {
    colour: view.colour,
    row: view.row,
    reason: view.reason,
    since: instantOf(view.since),
    until: instantOf(view.until),
    ends: view.ends,
    ask: view.ask,
    checkIn: checkInSchedule(showing.ruleSets, current.value),
    appeal: appealOf(current.value.appeal),
    ruleSet: { id: decision.ruleSet, version: decision.version },
  });
});

function appealOf(appeal: ColourNow["appeal"]): PersonColour["appeal"] {
  if (appeal === null) return null;
  const { at, answeredAt, granted } = appeal;
  const dueAt = instantOf(answerDue(at));
  if (answeredAt === null) return { state: "waiting", dueAt, answeredAt };
  return { state: granted ? "granted" : "refused", dueAt, answeredAt: instantOf(answeredAt) };
}

/** The data by which an issuer shows colours: the setting of its officers, and the rule sets with the texts of past decisions. */
export interface Showing {
  readonly setting: OfficersSetting;
  readonly ruleSets: readonly ReadyRuleSet[];
}

export async function showingOf({ PUBLISHED }: ObjectsEnv, issuer: Issuer, now: number): Promise<Showing> {
  const [setting, ruleSets] = await Promise.all([settingOf(PUBLISHED, issuer, now), ruleSetsOf(PUBLISHED, issuer.code, now)]);
  return { setting, ruleSets };
}

/** The outcome (colour, reason, way out) of the row of the rule set that gave a decision. */
export function outcomeNow({ ruleSets }: Showing, decision: DecisionRow): Outcome {
  const outcome = outcomeOf(ruleSets, decision);
  if (outcome === null) throw new Error(`rule set ${decision.ruleSet} no longer has ${decision.row}`);
  return outcome;
}

/** The colour that the issuer shows for a decision now, with its reason and its end. @param address the declared community, 12 digits */
export function viewNow(showing: Showing, decision: DecisionRow, address: string, now: number): ColourView {
  const outcome = outcomeNow(showing, decision);
  return viewColour(showing.setting, { address, application: decision.review ?? null }, { ...decision, outcome }, now);
}

/** The colour that a code shows for a decision now; `none` without a decision. @param address the declared community, 12 digits */
export function colourNow(showing: Showing, decision: DecisionRow | null, address: string, now: number): CodeColour {
  return decision === null ? "none" : viewNow(showing, decision, address, now).colour;
}
