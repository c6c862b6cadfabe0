/** Colour decisions per second on one core: record and decision by the largest shipped rule set, over the cases of its suite. Goal: quality.md "Speed". */
import { readFileSync } from "node:fs";
import { decide } from "../src/domain/colour/decide.ts";
import { type Circumstances, recordOf } from "../src/domain/colour/record.ts";
import { SHIPPED_RULE_SETS } from "../src/domain/rules/shipped.ts";
import type { Figure } from "./rounds.ts";

const ROUNDS = 9;
const DECISIONS_A_ROUND = 200_000;
const GOAL = 200_000;

export function colourDecisions(): Promise<Figure> {
  const ready = SHIPPED_RULE_SETS.toSorted((a, b) => b.conditions.length - a.conditions.length)[0];
  if (ready === undefined) throw new Error("no rule set is shipped");
  const cases = casesOf(ready.ruleSet.id);
  const rates = Array.from({ length: ROUNDS + 1 }, () => {
    const before = performance.now();
    let next = 0;
    for (let index = 0; index < DECISIONS_A_ROUND; index += 1) {
      const { circumstances, now } = cases[index % cases.length] ?? cases[0];
      next += decide(ready, recordOf(circumstances, now)).nextAt ?? 0;
    }
    if (Number.isNaN(next)) throw new Error("a decision is not a number");
    return (DECISIONS_A_ROUND / (performance.now() - before)) * 1000;
  }).slice(1);
  const sorted = rates.toSorted((a, b) => a - b);
  const value = sorted[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  const spread = ((sorted.at(-1) ?? 0) - (sorted[0] ?? 0)) / value;
  process.stdout.write(`  ${ready.ruleSet.id}: ${ready.conditions.length} rows\n`);
  return Promise.resolve({
    name: "colour_decisions",
    value,
    unit: "decisions/s",
    reference: null,
    ratio: null,
    goal: GOAL,
    better: "higher",
    spread,
  });
}

interface BenchCase {
  readonly circumstances: Circumstances;
  readonly now: number;
}

/** The cases of a rule set's test suite, with the times of the file (ISO 8601) as ms. */
function casesOf(id: string): readonly [BenchCase, ...BenchCase[]] {
  const path = new URL(`../test/vectors/colours/${id}.json`, import.meta.url);
  const isTime = /^\d{4}-\d\d-\d\dT/;
  const { cases } = JSON.parse(readFileSync(path, "utf8"), (_, value: unknown) =>
    typeof value === "string" && isTime.test(value) ? Date.parse(value) : value,
  ) as { readonly cases: readonly { readonly given: Circumstances & { readonly now: number } }[] };
  const [first, ...others] = cases.map(({ given }) => ({ circumstances: given, now: given.now }));
  if (first === undefined) throw new Error(`${id} has no cases`);
  return [first, ...others];
}
