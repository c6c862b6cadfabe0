/** The rule sets of test/vectors/rule-sets/faults.json that must be refused, each made from the file's common base. */
import refused from "../vectors/rule-sets/faults.json" with { type: "json" };

interface Case {
  readonly description: string;
  readonly changes?: object;
  readonly without?: string;
  readonly ruleSet?: unknown;
  readonly refusal: { readonly code: string; readonly field: string };
}

function whole({ changes, without, ruleSet }: Case): unknown {
  if (ruleSet !== undefined) return ruleSet;
  return Object.fromEntries(Object.entries({ ...refused.base, ...changes }).filter(([field]) => field !== without));
}

export const REFUSED = (refused.cases as readonly Case[]).map((one) => ({
  description: one.description,
  ruleSet: whole(one),
  refusal: one.refusal,
}));
