/** Builds valid rule sets, rows and outcomes for tests; an argument changes some fields. */
import { type ReadyRuleSet, checkRuleSet } from "../../../../src/domain/rules/check-rule-set.ts";

export function anOutcome(changes: object = {}): object {
  return {
    name: "listed",
    colour: "red",
    cause: "confirmed",
    reason: { zh: "列入名单", en: "Listed" },
    lasts: null,
    ends: { zh: "解除", en: "Release" },
    ask: { zh: "所在社区", en: "Your community" },
    ...changes,
  };
}

export function aRow(changes: object = {}): object {
  return { ...anOutcome(), when: { var: "facts.confirmed.open" }, ...changes };
}

export function aRuleSet(changes: object = {}): object {
  return {
    id: "example",
    issuer: "42",
    version: 1,
    title: { zh: "示例", en: "Example" },
    validFrom: "2020-02-29",
    validUntil: null,
    rows: [aRow()],
    otherwise: anOutcome({ name: "nothing_found", colour: "green", cause: null }),
    ...changes,
  };
}

export function aReadyRuleSet(changes: object = {}): ReadyRuleSet {
  const checked = checkRuleSet(aRuleSet(changes));
  if (!checked.ok) throw new Error(`${checked.refusal.code} at ${checked.refusal.field}`);
  return checked.value;
}
