/** The cases of test/vectors/colours in the domain's types. */
import { readFileSync } from "node:fs";
import { type ReadyRuleSet } from "../../../../src/domain/rules/check-rule-set.ts";
import type { Circumstances } from "../../../../src/domain/colour/record.ts";
import { SHIPPED_RULE_SETS } from "../../../../src/domain/rules/shipped.ts";
import type { ColourCase } from "../../../support/colour-case.ts";

const ROOT = new URL("../../../vectors/colours/", import.meta.url);

/** Each shipped rule set with the cases of its file. */
export const SUITES: readonly { readonly ready: ReadyRuleSet; readonly cases: readonly ColourCase[] }[] = SHIPPED_RULE_SETS.map(
  (ready) => ({ ready, cases: JSON.parse(readFileSync(new URL(`${ready.ruleSet.id}.json`, ROOT), "utf8")).cases }),
);

export function circumstancesOf({ given }: ColourCase): Circumstances {
  const { declaration, checkIns, facts, last } = given;
  return {
    declaration: declaration && { ...declaration, at: Date.parse(declaration.at) },
    checkIns: checkIns.map((checkIn) => ({ ...checkIn, at: Date.parse(checkIn.at) })),
    facts,
    last: last && { ...last, at: Date.parse(last.at), since: Date.parse(last.since), leftRedAt: msOf(last.leftRedAt) },
  };
}

export function msOf(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}
