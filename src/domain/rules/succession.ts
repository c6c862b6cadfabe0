/** Which rule set holds on a day: of one issuer's, the one that began last, until its end. Which one can be added, and when each shard begins it. Pure. */
import { dayNumberOf, startOfDay } from "../china-time.ts";
import { accept, refuse, type Result } from "../result.ts";
import type { ReadyRuleSet, RuleSetRefusal } from "./check-rule-set.ts";
import type { Outcome, RuleSet } from "./rule-set.ts";

/** Adds a rule set to the present ones; its first day ends an earlier one of the same issuer that has no end. */
export function addRuleSet(
  present: readonly ReadyRuleSet[],
  added: ReadyRuleSet,
): Result<readonly ReadyRuleSet[], RuleSetRefusal> {
  const fault = successionFault(
    present.map(({ ruleSet }) => ruleSet),
    added.ruleSet,
  );
  return fault === null ? accept(inOrder([...present, added])) : refuse(fault);
}

/** The reason why a rule set cannot be added to the present ones; null if it can. An id belongs to one issuer, and its versions only increase. */
export function successionFault(present: readonly RuleSet[], { id, issuer, version, ...added }: RuleSet): RuleSetRefusal | null {
  const versions = present.filter((other) => other.id === id);
  if (versions.some((other) => other.issuer !== issuer)) return { code: "wrong_value", field: "/id" };
  if (versions.some((other) => other.version >= version)) return { code: "wrong_value", field: "/version" };
  const beside = present.filter((other) => other.issuer === issuer);
  const { validFrom, validUntil } = added;
  if (beside.some((other) => other.validFrom <= validFrom && !isOverBy(other, validFrom)))
    return { code: "validity_overlap", field: "/validFrom" };
  const isCut = validUntil !== null && beside.some((other) => other.validFrom > validFrom && other.validFrom < validUntil);
  return isCut ? { code: "validity_overlap", field: "/validUntil" } : null;
}

/** Sorts by the first day. Of two with the same first day, the one that was added later stands later and holds. */
export function inOrder(sets: readonly ReadyRuleSet[]): readonly ReadyRuleSet[] {
  return sets.toSorted((a, b) =>
    a.ruleSet.validFrom < b.ruleSet.validFrom ? -1 : Number(a.ruleSet.validFrom > b.ruleSet.validFrom),
  );
}

/** The issuer's rule set on a day `YYYY-MM-DD` in China; null if none holds. @param sets in order */
export function ruleSetOn(sets: readonly ReadyRuleSet[], issuer: string, date: string): ReadyRuleSet | null {
  const last = sets.findLast(({ ruleSet }) => ruleSet.issuer === issuer && ruleSet.validFrom <= date);
  return last === undefined || hasEnded(last.ruleSet, date) ? null : last;
}

/** The authorities whose rule sets an issuer uses, in this order: itself, its province (the unified standard), the nation. */
export function authoritiesOf(issuer: string): readonly string[] {
  return [...new Set([issuer, issuer.slice(0, 2), "0"])];
}

/** The rule set with which an issuer decides on a day; null if none of its authorities has one. */
export function ruleSetFor(sets: readonly ReadyRuleSet[], issuer: string, date: string): ReadyRuleSet | null {
  for (const authority of authoritiesOf(issuer)) {
    const ruleSet = ruleSetOn(sets, authority, date);
    if (ruleSet !== null) return ruleSet;
  }
  return null;
}

/** The first day after `date` on which an issuer decides with another rule set or with none; null if these sets have no such day. */
export function nextSuccession(sets: readonly ReadyRuleSet[], issuer: string, date: string): string | null {
  const authorities = authoritiesOf(issuer);
  const days = sets
    .filter(({ ruleSet }) => authorities.includes(ruleSet.issuer))
    .flatMap(({ ruleSet: { validFrom, validUntil } }) => (validUntil === null ? [validFrom] : [validFrom, validUntil]))
    .filter((day) => day > date)
    .toSorted();
  const present = ruleSetFor(sets, issuer, date);
  return days.find((day) => ruleSetFor(sets, issuer, day) !== present) ?? null;
}

/** The first day after the validity of a rule set: its own end, or the first day of its issuer's next one; null if it has no end. */
export function endOf(sets: readonly ReadyRuleSet[], { issuer, validFrom, validUntil }: RuleSet): string | null {
  const next = sets.find(({ ruleSet }) => ruleSet.issuer === issuer && ruleSet.validFrom > validFrom)?.ruleSet.validFrom;
  return next !== undefined && (validUntil === null || next < validUntil) ? next : validUntil;
}

/** The outcome of a row of a rule set. If these sets lack the version, another version of the rule set is used; null if there is no such row. */
export function outcomeOf(
  sets: readonly ReadyRuleSet[],
  { ruleSet: id, version, row }: { readonly ruleSet: string; readonly version: number; readonly row: string },
): Outcome | null {
  const versions = sets.filter(({ ruleSet }) => ruleSet.id === id).map(({ ruleSet }) => ruleSet);
  const ruleSet = versions.find((each) => each.version === version) ?? versions[0];
  return ruleSet === undefined ? null : ([...ruleSet.rows, ruleSet.otherwise].find(({ name }) => name === row) ?? null);
}

function hasEnded({ validUntil }: RuleSet, date: string): boolean {
  return validUntil !== null && validUntil <= date;
}

/** Whether an earlier rule set leaves the day free for another: it has ended, or it has no end and the other ends it. */
function isOverBy({ validFrom, validUntil }: RuleSet, date: string): boolean {
  return validFrom < date && (validUntil === null || validUntil <= date);
}

/** The least time between the approval and the first day of a rule set: KV may be a minute behind, and by then every reader has the rule set. */
export const RULE_SET_LEAD_MS = 600_000;

/** The reason why an issuer cannot accept a rule set now; null if it can. @param present the shipped rule sets of all issuers, and the approved ones of this issuer */
export function takingFault(present: readonly RuleSet[], added: RuleSet, issuer: string, now: number): RuleSetRefusal | null {
  if (added.issuer !== issuer) return { code: "other_issuer", field: "/issuer" };
  if (beginsSoon(added, now)) return { code: "validity_too_soon", field: "/validFrom" };
  return successionFault(present, added);
}

/** Whether a rule set has begun, or begins in less than RULE_SET_LEAD_MS, before a change could reach every reader. */
export function beginsSoon({ validFrom }: Pick<RuleSet, "validFrom">, now: number): boolean {
  return startOfDay(dayNumberOf(validFrom)) < now + RULE_SET_LEAD_MS;
}

const SPREAD_MS = 60_000;
/** Multiples of the golden ratio modulo 1 are spread evenly for any number of shards. */
const GOLDEN = 0.618_033_988_749_895;

/**
 * How long after the beginning of a rule set a shard waits, ms, before it decides all its persons again: the shards do not all start at once. A person
 * whose colour is requested in the meantime is decided at once.
 */
export function turnDelayMs(shard: number): number {
  return Math.floor(((shard * GOLDEN) % 1) * SPREAD_MS);
}
