/** Whether a rule set may be taken in, or taken back, at a moment: by its own issuer, and before it begins. Pure. Source: decision 27. */
import { dayOf, startOfDay } from "../china-time.ts";
import type { RuleSetRefusal } from "../rules/check-rule-set.ts";
import type { RuleSet } from "../rules/rule-set.ts";
import { successionFault } from "../rules/succession.ts";

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
  return startOfDay(dayOf(validFrom)) < now + RULE_SET_LEAD_MS;
}
