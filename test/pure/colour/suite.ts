/** The cases of test/vectors/colours, read as the domain wants them. */
import { readFileSync } from "node:fs";
import { type ReadyRuleSet } from "../../../src/domain/colour/check-rule-set.ts";
import type { Said } from "../../../src/domain/colour/check-ins.ts";
import type { Fact } from "../../../src/domain/colour/facts.ts";
import type { Circumstances, Declared, Past } from "../../../src/domain/colour/record.ts";
import { SHIPPED_RULE_SETS } from "../../../src/domain/colour/shipped.ts";

/** Times are ISO 8601 in a file, ms since 1970 in the domain. */
type Timed<T, Times extends keyof T> = Omit<T, Times> & Readonly<Record<Times, string>>;

export interface Case {
  readonly description: string;
  readonly given: {
    readonly now: string;
    readonly declaration: Timed<Declared, "at"> | null;
    readonly checkIns: readonly Timed<Said, "at">[];
    readonly facts: readonly Fact[];
    readonly last: (Timed<Past, "at" | "since" | "leftRedAt"> & { readonly leftRedAt: string | null }) | null;
  };
  readonly expect: {
    readonly colour: string;
    readonly row: string;
    readonly since: string;
    readonly until: string | null;
    readonly nextAt: string | null;
  };
}

const ROOT = new URL("../../vectors/colours/", import.meta.url);

/** Each shipped rule set with its cases. */
export const SUITES: readonly { readonly ready: ReadyRuleSet; readonly cases: readonly Case[] }[] = SHIPPED_RULE_SETS.map(
  (ready) => ({ ready, cases: JSON.parse(readFileSync(new URL(`${ready.ruleSet.id}.json`, ROOT), "utf8")).cases }),
);

export function circumstancesOf({ given }: Case): Circumstances {
  const { declaration, checkIns, facts, last } = given;
  return {
    declaration: declaration && { ...declaration, at: Date.parse(declaration.at) },
    checkIns: checkIns.map((said) => ({ ...said, at: Date.parse(said.at) })),
    facts,
    last: last && { ...last, at: Date.parse(last.at), since: Date.parse(last.since), leftRedAt: msOf(last.leftRedAt) },
  };
}

export function msOf(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}
