/** Which of an issuer's rule sets holds on a day: the one that began last, until its own end or the next one's beginning. Pure. */
import { dayNumberOf, startOfDay } from "../china-time.ts";
import { accept, refuse, type Result } from "../result.ts";
import type { ReadyRuleSet, RuleSetRefusal } from "./check-rule-set.ts";
import type { Outcome, RuleSet } from "./rule-set.ts";

/** Takes one more rule set beside those that are there; it ends the open one before it on its own first day. */
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

/** Why a rule set cannot stand beside these; null where it can. An id is one issuer's, and each of its versions higher than those before. */
export function successionFault(present: readonly RuleSet[], { id, issuer, version, ...added }: RuleSet): RuleSetRefusal | null {
  const named = present.filter((other) => other.id === id);
  if (named.some((other) => other.issuer !== issuer)) return { code: "wrong_value", field: "/id" };
  if (named.some((other) => other.version >= version)) return { code: "wrong_value", field: "/version" };
  const beside = present.filter((other) => other.issuer === issuer);
  const { validFrom, validUntil } = added;
  if (beside.some((other) => other.validFrom <= validFrom && !isOverBy(other, validFrom)))
    return { code: "validity_overlap", field: "/validFrom" };
  const isCut = validUntil !== null && beside.some((other) => other.validFrom > validFrom && other.validFrom < validUntil);
  return isCut ? { code: "validity_overlap", field: "/validUntil" } : null;
}

/** By their first days: of two that begin on one day the later one given stands later, and holds. */
export function inOrder(sets: readonly ReadyRuleSet[]): readonly ReadyRuleSet[] {
  return sets.toSorted((a, b) =>
    a.ruleSet.validFrom < b.ruleSet.validFrom ? -1 : Number(a.ruleSet.validFrom > b.ruleSet.validFrom),
  );
}

/** The issuer's rule set of a day `YYYY-MM-DD` in China; null where none holds. @param sets in order */
export function ruleSetOn(sets: readonly ReadyRuleSet[], issuer: string, date: string): ReadyRuleSet | null {
  const last = sets.findLast(({ ruleSet }) => ruleSet.issuer === issuer && ruleSet.validFrom <= date);
  return last === undefined || hasEnded(last.ruleSet, date) ? null : last;
}

/** Whose rule sets an issuer decides by: its own, else its province's, which is the unified standard, else the nation's. */
export function authoritiesOf(issuer: string): readonly string[] {
  return [...new Set([issuer, issuer.slice(0, 2), "0"])];
}

/** The rule set by which an issuer decides on a day. */
export function ruleSetFor(sets: readonly ReadyRuleSet[], issuer: string, date: string): ReadyRuleSet | null {
  for (const authority of authoritiesOf(issuer)) {
    const found = ruleSetOn(sets, authority, date);
    if (found !== null) return found;
  }
  return null;
}

/** The first day after `date` on which an issuer decides by another rule set, or by none; null: not by what is known. */
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

/** The first day on which a rule set no longer holds: its own end, or the first day of its issuer's next. */
export function endOf(sets: readonly ReadyRuleSet[], { issuer, validFrom, validUntil }: RuleSet): string | null {
  const next = sets.find(({ ruleSet }) => ruleSet.issuer === issuer && ruleSet.validFrom > validFrom)?.ruleSet.validFrom;
  return next !== undefined && (validUntil === null || next < validUntil) ? next : validUntil;
}

/** What a row of a rule set gives, of that version where it is still known; null where there is no such row. */
export function outcomeOf(
  sets: readonly ReadyRuleSet[],
  { ruleSet: id, version, row }: { readonly ruleSet: string; readonly version: number; readonly row: string },
): Outcome | null {
  const named = sets.filter(({ ruleSet }) => ruleSet.id === id).map(({ ruleSet }) => ruleSet);
  const found = named.find((ruleSet) => ruleSet.version === version) ?? named[0];
  return found === undefined ? null : ([...found.rows, found.otherwise].find(({ name }) => name === row) ?? null);
}

function hasEnded({ validUntil }: RuleSet, date: string): boolean {
  return validUntil !== null && validUntil <= date;
}

/** Whether a set that began earlier leaves the day to another: one without an end is ended by it. */
function isOverBy({ validFrom, validUntil }: RuleSet, date: string): boolean {
  return validFrom < date && (validUntil === null || validUntil <= date);
}

/** Between an approval and the first day: what was approved is known everywhere by then, as KV may be a minute behind. */
export const RULE_SET_LEAD_MS = 600_000;

/** Why an issuer cannot take in a rule set now; null where it can. @param present all that it decides by, and what is approved */
export function takingFault(present: readonly RuleSet[], added: RuleSet, issuer: string, now: number): RuleSetRefusal | null {
  if (added.issuer !== issuer) return { code: "other_issuer", field: "/issuer" };
  if (beginsSoon(added, now)) return { code: "validity_too_soon", field: "/validFrom" };
  return successionFault(present, added);
}

/** Whether it has begun, or will before everybody could hear of a change. */
export function beginsSoon({ validFrom }: Pick<RuleSet, "validFrom">, now: number): boolean {
  return startOfDay(dayNumberOf(validFrom)) < now + RULE_SET_LEAD_MS;
}

const SPREAD_MS = 60_000;
/** Multiples of the golden ratio lie evenly, however many there are. */
const GOLDEN = 0.618_033_988_749_895;

/** So many ms after the moment itself; whoever is asked about meanwhile is decided at once. */
export function turnDelayMs(shard: number): number {
  return Math.floor(((shard * GOLDEN) % 1) * SPREAD_MS);
}
