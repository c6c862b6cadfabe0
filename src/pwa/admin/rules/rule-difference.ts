/** Compares a proposed rule set with the rules in force, row by row, by the rows' names. Pure. */
import type { RuleSet } from "../../../contract/rules/rule-set.ts";

type DecisionRow = RuleSet["otherwise"] & { readonly when?: unknown };

const PARTS = ["colour", "reason", "when", "lasts", "ends", "ask", "cause"] as const;

export type Part = (typeof PARTS)[number];

/** One changed property of a row, the changed position of a row, or a row that only one of the two sets has. */
export interface Difference {
  /** The row's name. */
  readonly name: string;
  /** The changed property, or `added`, `removed`, or `order` for another position among the rows that both sets have. */
  readonly what: Part | "added" | "removed" | "order";
  readonly before: DecisionRow | null;
  readonly after: DecisionRow | null;
}

const rowsOf = ({ rows, otherwise }: RuleSet): readonly DecisionRow[] => [...rows, otherwise];
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The differences from `before` to `after`, in the order of the rows of `after`; removed rows come last. */
export function differencesOf(before: RuleSet, after: RuleSet): readonly Difference[] {
  const [old, fresh] = [rowsOf(before), rowsOf(after)];
  const oldByName = new Map(old.map((row) => [row.name, row]));
  const common = fresh.filter(({ name }) => oldByName.has(name)).map(({ name }) => name);
  const commonBefore = old.filter(({ name }) => common.includes(name)).map(({ name }) => name);
  const changes = fresh.flatMap<Difference>((row) => {
    const { name } = row;
    const earlier = oldByName.get(name);
    if (earlier === undefined) return [{ name, what: "added", before: null, after: row }];
    const parts = PARTS.filter((part) => !isSame(earlier[part], row[part]));
    const moves = common.indexOf(name) === commonBefore.indexOf(name) ? [] : (["order"] as const);
    return [...parts, ...moves].map((what) => ({ name, what, before: earlier, after: row }));
  });
  const removals = old
    .filter(({ name }) => !fresh.some((row) => row.name === name))
    .map((row) => ({ name: row.name, what: "removed" as const, before: row, after: null }));
  return [...changes, ...removals];
}
