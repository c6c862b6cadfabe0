/** Which of an issuer's rule sets holds on a day: one at most, because no two overlap. Pure. */
import { type Result, accept, refuse } from "../result.ts";
import type { ReadyRuleSet, RuleSetRefusal } from "./check-rule-set.ts";
import type { Outcome, RuleSet } from "./rule-set.ts";

/** Takes one more rule set beside those that are there. A new version of one id takes the place of the earlier one. */
export function addRuleSet(
  present: readonly ReadyRuleSet[],
  added: ReadyRuleSet,
): Result<readonly ReadyRuleSet[], RuleSetRefusal> {
  const { id, version } = added.ruleSet;
  const earlier = present.find(({ ruleSet }) => ruleSet.id === id);
  if (earlier !== undefined && earlier.ruleSet.version >= version) return refuse({ code: "wrong_value", field: "/version" });
  const others = present.filter((other) => other !== earlier);
  if (others.some(({ ruleSet }) => overlap(ruleSet, added.ruleSet)))
    return refuse({ code: "validity_overlap", field: "/validFrom" });
  return accept([...others, added].toSorted((a, b) => (a.ruleSet.validFrom < b.ruleSet.validFrom ? -1 : 1)));
}

/** The issuer's rule set of a day `YYYY-MM-DD` in China; null where none holds. */
export function ruleSetOn(sets: readonly ReadyRuleSet[], issuer: string, date: string): ReadyRuleSet | null {
  return sets.find(({ ruleSet }) => ruleSet.issuer === issuer && holdsOn(ruleSet, date)) ?? null;
}

/** The rule set by which an issuer decides on a day: its own, else its province's, which is the unified standard, else the nation's. */
export function ruleSetFor(sets: readonly ReadyRuleSet[], issuer: string, date: string): ReadyRuleSet | null {
  return ruleSetOn(sets, issuer, date) ?? ruleSetOn(sets, issuer.slice(0, 2), date) ?? ruleSetOn(sets, "0", date);
}

/** What a row of a rule set gives; null where there is no such row. */
export function outcomeOf(sets: readonly ReadyRuleSet[], id: string, row: string): Outcome | null {
  const found = sets.find(({ ruleSet }) => ruleSet.id === id)?.ruleSet;
  return found === undefined ? null : ([...found.rows, found.otherwise].find(({ name }) => name === row) ?? null);
}

function holdsOn({ validFrom, validUntil }: RuleSet, date: string): boolean {
  return validFrom <= date && (validUntil === null || date < validUntil);
}

function overlap(a: RuleSet, b: RuleSet): boolean {
  if (a.issuer !== b.issuer) return false;
  return holdsOn(a, b.validFrom) || holdsOn(b, a.validFrom);
}
