/** Measures a subject and its reference in alternating rounds: other load on the machine changes both alike, and not their ratio. */

/** The result of a bench: one row of bench/results.json. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The value of the reference in the same unit; null if the figure has no reference. */
  readonly reference: number | null;
  readonly ratio: number | null;
  /** The goal for the ratio; without a reference, for the value. */
  readonly goal: number;
  readonly better: "higher" | "lower";
  /** The difference between the highest and the lowest ratio (or value) of a round, divided by the median; 0 if it was measured once. */
  readonly spread: number;
  /**
   * For a server under a load: the microseconds of processor time per piece of work, of the subject and of the reference, and the reference's divided by
   * the subject's. The goal is then one of this ratio, which other load on the machine hardly changes.
   */
  readonly cpu?: Comparison;
}

export interface Comparison {
  readonly value: number;
  readonly reference: number;
  readonly ratio: number;
  readonly spread: number;
}

/** The medians of the values of subject and reference, and of the ratios of the rounds. Every second round begins with the reference. */
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
  return comparisonOf(
    values,
    references,
    values.map((value, index) => value / (references[index] ?? Number.NaN)),
  );
}

/** The median of how much more the subject takes than the reference in the same round, and the median of the reference. The spread is relative to this median. */
export async function differenceOf(
  rounds: number,
  subject: () => Promise<number>,
  reference: () => Promise<number>,
): Promise<Pick<Figure, "value" | "reference" | "spread">> {
  const more: number[] = [];
  const references: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = await (round % 2 === 0 ? subject : reference)();
    const second = await (round % 2 === 0 ? reference : subject)();
    const [value, other] = round % 2 === 0 ? [first, second] : [second, first];
    more.push(value - other);
    references.push(other);
  }
  const middle = median(references);
  return { value: median(more), reference: middle, spread: (Math.max(...more) - Math.min(...more)) / middle };
}

/** The medians of values, references and ratios of the same rounds. */
export function comparisonOf(values: readonly number[], references: readonly number[], ratios: readonly number[]): Comparison {
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
export function reached({ value, ratio, goal, better, cpu }: Figure): boolean {
  const measured = cpu?.ratio ?? ratio ?? value;
  return better === "higher" ? measured >= goal : measured <= goal;
}
