/** Compares the runs of a bench: on a busy machine two runs of the same program may differ, and then none of them decides. */
import type { Figure } from "./rounds.ts";

/** The largest difference between the ratios by processor time of runs that agree, as a share of the smallest. */
const AGREES_WITHIN = 0.05;

/** A sentence that says whether the runs agree, and otherwise which figures differ and by how much. */
export function agreement(runs: readonly (readonly Figure[])[]): string {
  const names = (runs[0] ?? []).filter(({ cpu }) => cpu !== undefined).map(({ name }) => name);
  const differences = names.map((name) => {
    const ratios = runs.flatMap((figures) => figures.find((figure) => figure.name === name)?.cpu?.ratio ?? []);
    return { name, difference: Math.max(...ratios) / Math.min(...ratios) - 1 };
  });
  const differing = differences.filter(({ difference }) => !(difference <= AGREES_WITHIN));
  if (differing.length === 0) return `The ${runs.length} runs agree within ${percent(AGREES_WITHIN)} by processor time.`;
  const words = differing.map(({ name, difference }) => `${name} ${percent(difference)}`).join(", ");
  return `The ${runs.length} runs do not agree within ${percent(AGREES_WITHIN)} by processor time: ${words}. Measure again on a quiet machine.`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
