/** Gates of a town that verify codes and register passes while new rules are tried or its colours are decided by them: the 99th percentile of their waits, against the time before. */
import { randomUUID } from "node:crypto";
import { unusedCodes } from "./codes.ts";
import { type LoadProcess, postRequest, startLoadProcess } from "./load-job.ts";
import type { Figure } from "./rounds.ts";
import type { Standing } from "./standing.ts";
import type { Runtime } from "./workerd.ts";

/** The connections for verifications, and as many for passes. Each sends one request at a time and pauses in between, as people do: about 150 of each kind per second. */
const GATES = 8;
const REST_MILLISECONDS = 50;
const ROUND_MILLISECONDS = 2000;
const GOAL = 2;
const REQUESTS = ["verify", "pass"] as const;

/** The 99th percentile of the waits in a round by kind of request, ms. */
type Round = Readonly<Record<(typeof REQUESTS)[number], number>>;

export class TownGates {
  readonly #runtime: Runtime;
  readonly #standing: Standing;
  readonly #verifying: LoadProcess = startLoadProcess();
  readonly #passing: LoadProcess = startLoadProcess();

  constructor(runtime: Runtime, standing: Standing) {
    this.#runtime = runtime;
    this.#standing = standing;
  }

  async rounds(count: number): Promise<readonly Round[]> {
    const rounds: Round[] = [];
    while (rounds.length < count) rounds.push(await this.#round());
    return rounds;
  }

  /** Runs rounds of requests as long as `goesOn` returns true; throws if it still does after `most` rounds. */
  async roundsWhile(goesOn: () => boolean | Promise<boolean>, most: number): Promise<readonly Round[]> {
    const rounds: Round[] = [];
    while (await goesOn()) {
      if (rounds.length === most) throw new Error(`not at an end after ${most} rounds`);
      rounds.push(await this.#round());
    }
    return rounds;
  }

  stop(): void {
    this.#verifying.stop();
    this.#passing.stop();
  }

  async #round(): Promise<Round> {
    const { cookie, host, division, credentials } = this.#standing;
    const codes: string[] = [];
    while (codes.length < (GATES * ROUND_MILLISECONDS) / REST_MILLISECONDS) codes.push(...(await unusedCodes(credentials)));
    const verifying = codes.map((code) => postRequest(host, "/api/v1/verify", { code }));
    const path = `/api/v1/communities/${division}/passes`;
    const passing = codes.map((code) =>
      postRequest(host, path, { passes: [{ id: randomUUID(), code }] }, { cookie, "x-yima": "1" }),
    );
    const [verify, pass] = await Promise.all([
      this.#load(this.#verifying, verifying, '"valid":true'),
      this.#load(this.#passing, passing, '"state":"registered"'),
    ]);
    return { verify, pass };
  }

  async #load(load: LoadProcess, requests: readonly Buffer[], expect: string): Promise<number> {
    const { p99Milliseconds } = await load.run({
      port: this.#runtime.port("yima"),
      connections: GATES,
      milliseconds: ROUND_MILLISECONDS,
      restMilliseconds: REST_MILLISECONDS,
      once: true,
      requests,
      expect,
    });
    return p99Milliseconds;
  }
}

/** One figure per kind of request: the median of the rounds during the work, against the median of those before it. */
export function waits(name: string, before: readonly Round[], during: readonly Round[]): readonly Figure[] {
  return REQUESTS.map((kind) => {
    const values = during.map((round) => round[kind]).toSorted((a, b) => a - b);
    const [value, reference] = [middle(values), middle(before.map((round) => round[kind]).toSorted((a, b) => a - b))];
    const spread = ((values.at(-1) ?? value) - (values[0] ?? value)) / value;
    const ratio = value / reference;
    return { name: `${name}_${kind}_p99`, value, unit: "ms", reference, ratio, goal: GOAL, better: "lower", spread };
  });
}

function middle(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
