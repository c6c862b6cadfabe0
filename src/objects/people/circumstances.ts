/** What a shard keeps of a person as what a rule set looks at: opened declarations, facts, check-ins and the last decision. */
import type { Said } from "../../domain/colour/check-ins.ts";
import type { Fact, Risk } from "../../domain/fact/fact.ts";
import type { Circumstances, Past } from "../../domain/colour/record.ts";
import type { DeclarationRecord } from "./rpc.ts";

export type Stated = Pick<DeclarationRecord, "n" | "at" | "declaration">;

/** The newest declaration counts as what was declared; the earlier ones as check-ins. `originRisk` is that of the places that it names. */
export function circumstancesOf(
  [newest, ...earlier]: readonly Stated[],
  facts: readonly Fact[],
  checkIns: readonly Said[],
  last: Past | null,
  originRisk: Risk,
): Circumstances {
  if (newest === undefined) return { declaration: null, checkIns, facts, last };
  const { category, contact } = newest.declaration;
  return {
    declaration: { ...said(newest), category, contact, originRisk },
    checkIns: [...earlier.map(said), ...checkIns],
    facts,
    last,
  };
}

function said({ at, declaration: { temperatureCelsius, symptoms } }: Stated): Said {
  return { at, temperatureCelsius, symptoms };
}
