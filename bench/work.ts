/** A server under a load beside references: the work per second, and the processor time of each piece of work, which other processes hardly change. */
import { costOf } from "./cost.ts";
import type { LoadJob, LoadProcess } from "./load-job.ts";
import { type Comparison, comparisonOf, type Figure } from "./rounds.ts";
import type { Runtime } from "./workerd.ts";

/** The work of one round. */
export interface Work {
  readonly perSecond: number;
  /** Processor time of the server per piece of work. */
  readonly microseconds: number;
}

type Round = () => Promise<Work>;

/** A reference and the goal of the ratio to it: the reference's processor time divided by the subject's. */
export interface Beside {
  /** What follows the name of the bench in the name of the figure; empty for the reference that decides. */
  readonly suffix: string;
  readonly goal: number;
  readonly round: Round;
}

/** Runs a job and counts `pieces` of work for each answer. */
export async function workOf(load: LoadProcess, runtime: Runtime, job: LoadJob, pieces = 1): Promise<Work> {
  const { perSecond, cpuSeconds } = await costOf(load, runtime, job);
  return { perSecond: perSecond * pieces, microseconds: (cpuSeconds * 1e6) / pieces };
}

/** One figure per reference, from rounds in which subject and references take turns; each round begins with another one of them. */
export async function besideReferences(
  name: string,
  unit: string,
  rounds: number,
  subject: Round,
  references: readonly Beside[],
): Promise<readonly Figure[]> {
  const acts = [subject, ...references.map(({ round }) => round)];
  const works = acts.map((): Work[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (let turn = 0; turn < acts.length; turn += 1) {
      const at = (round + turn) % acts.length;
      const work = await acts[at]?.();
      if (work !== undefined) works[at]?.push(work);
    }
  const [own = [], ...others] = works;
  return references.map(({ suffix, goal }, at) => {
    const other = others[at] ?? [];
    return { name: name + suffix, unit, goal, better: "higher", ...byTime(own, other), cpu: byProcessor(own, other) };
  });
}

function byTime(own: readonly Work[], other: readonly Work[]): Comparison {
  const [values, references] = [own.map(({ perSecond }) => perSecond), other.map(({ perSecond }) => perSecond)];
  return comparisonOf(values, references, ratiosOf(values, references));
}

/** The means of the rounds, not the medians: a collection of garbage falls into one round of several, and is part of the cost. */
function byProcessor(own: readonly Work[], other: readonly Work[]): Comparison {
  const [values, references] = [own.map(({ microseconds }) => microseconds), other.map(({ microseconds }) => microseconds)];
  const [value, reference] = [mean(values), mean(references)];
  return { ...comparisonOf(values, references, ratiosOf(references, values)), value, reference, ratio: reference / value };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

function ratiosOf(above: readonly number[], below: readonly number[]): readonly number[] {
  return above.map((value, index) => value / (below[index] ?? Number.NaN));
}
