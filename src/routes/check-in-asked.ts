/** Until when the rules by which somebody was decided wait for their next check-in. */
import type { CheckIns } from "../contract/check-in.ts";
import { checkInDue } from "../domain/colour/check-ins.ts";
import type { ReadyRuleSet } from "../domain/rules/check-rule-set.ts";
import type { ColourNow } from "../objects/people/rpc.ts";

/** Null where they ask for none. */
export function checkInAsked(sets: readonly ReadyRuleSet[], { decision, saidAt }: ColourNow): CheckIns["asked"] {
  const ready = sets.find(({ ruleSet: { id, version } }) => id === decision.ruleSet && version === decision.version);
  const dueAt = ready === undefined ? null : checkInDue(ready.ruleSet, decision.row, saidAt);
  return dueAt === null ? null : { lastAt: new Date(saidAt).toISOString(), dueAt: new Date(dueAt).toISOString() };
}
