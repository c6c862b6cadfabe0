/** Rounds of a subject and its reference in turn, within one run: other load on the machine changes both, and not their ratio. */

/** One row of bench/results.json. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The reference's value in the same unit; null where the goal is a plain bound. */
  readonly reference: number | null;
  readonly ratio: number | null;
  /** The goal of the ratio, or of the value without a reference. */
  readonly goal: number;
  readonly better: "higher" | "lower";
  /** The difference of the highest and the lowest ratio of a round, divided by the median; 0 for a constant value. */
  readonly spread: number;
}

export interface Comparison {
  readonly value: number;
  readonly reference: number;
  readonly ratio: number;
  readonly spread: number;
}

/** Medians of alternating rounds, and of the rounds' own ratios. Every other round begins with the reference. */
export async function compare(
  rounds: number,
  subject: () => Promise<number>,
  reference: () => Promise<number>,
): Promise<Comparison> {
  const values: number[] = [];
  const references: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) values.push(await subject());
    references.push(await reference());
    if (round % 2 === 1) values.push(await subject());
  }
  const ratios = values.map((value, index) => value / (references[index] ?? Number.NaN));
  const ratio = median(ratios);
  return {
    value: median(values),
    reference: median(references),
    ratio,
    spread: (Math.max(...ratios) - Math.min(...ratios)) / ratio,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Whether a figure reaches its goal. */
export function reached({ value, ratio, goal, better }: Figure): boolean {
  const measured = ratio ?? value;
  return better === "higher" ? measured >= goal : measured <= goal;
}
