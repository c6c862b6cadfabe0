/** The duty that counts a trial run over all shards, some shards at a time. After an interruption it repeats the shards of that step. Decisions 25 and 61. */
import { regionOf } from "../../domain/issuer/issuer.ts";
import type { Tried } from "../../domain/proposal/tried.ts";
import { namedMoves, sumOf, type TrialCounts } from "../../domain/rules/trial.ts";
import type { Duty } from "../duty/alarm.ts";
import type { TrialRun } from "./rpc.ts";
import type { RunStore } from "./run-store.ts";
import type { TrialQuery, TrialPiece } from "../people/colour/rpc.ts";

/** Of so many shards one is counted at a time: of 4,096 shards 64 side by side, so that a city takes minutes. Each shard works on one batch at a time. */
const SHARDS_PER_COUNTED = 64;
/** The fewest: all shards of a small issuer may share one machine. */
const LEAST_AT_ONCE = 2;
/** Shards that are counted one after the other between two writes of the progress. */
const SHARDS_IN_TURN = 2;
/** Limits of the pause after each batch, which is twice as long as the batch took: on a machine that all shards share, gates get most of the time. */
const LEAST_REST_MS = 15;
const MOST_REST_MS = 1000;
const REST_PER_WORK = 2;

export interface Surroundings {
  readonly issuer: string;
  readonly tryChange: (shard: number, query: TrialQuery) => Promise<TrialPiece>;
  readonly clock: () => number;
  readonly rest: (ms: number) => Promise<void>;
}

export function trialDuty(storage: DurableObjectStorage, store: RunStore, around: Surroundings): Duty {
  /** Whether the run was cancelled, or another run of the same rule set has begun. */
  const isOver = ({ id, run }: TrialRun): boolean => {
    const present = store.one(id);
    return present?.run !== run || present.state !== "running";
  };

  async function countShard(trial: TrialRun, tried: Tried, shard: number): Promise<readonly TrialCounts[]> {
    const { run } = trial;
    const counts: TrialCounts[] = [];
    let after: TrialPiece["after"] = null;
    do {
      const begun = around.clock();
      const piece: TrialPiece = await around.tryChange(shard, { run, tried, after });
      counts.push(piece.counts);
      ({ after } = piece);
      if (after !== null) await around.rest(restAfter(around.clock() - begun));
    } while (after !== null && !isOver(trial));
    return counts;
  }

  async function countInTurn(trial: TrialRun, tried: Tried, lane: readonly number[]): Promise<readonly TrialCounts[]> {
    const counts: TrialCounts[] = [];
    for (const shard of lane) counts.push(...(await countShard(trial, tried, shard)));
    return counts;
  }

  return {
    name: "trial",
    due: () => store.running()?.begunAt ?? null,
    async run(now) {
      const trial = store.running();
      if (trial === null) return;
      const tried = store.tried(trial);
      const { id, counted, shards } = trial;
      const atOnce = Math.max(LEAST_AT_ONCE, Math.ceil(shards / SHARDS_PER_COUNTED));
      const some = Array.from({ length: Math.min(atOnce * SHARDS_IN_TURN, shards - counted) }, (_, at) => counted + at);
      const lanes = Array.from({ length: atOnce }, (_, lane) => some.filter((shard) => shard % atOnce === lane));
      const counts = sumOf((await Promise.all(lanes.map((lane) => countInTurn(trial, tried, lane)))).flat());
      storage.transactionSync(() => {
        if (isOver(trial) || store.one(id)?.counted !== counted) return;
        store.add(id, counted + some.length, counts);
        if (counted + some.length === shards) finish(store, id, around.issuer, now);
      });
    },
  };
}

function restAfter(tookMs: number): number {
  return Math.min(Math.max(tookMs * REST_PER_WORK, LEAST_REST_MS), MOST_REST_MS);
}

/** Ends the run, and replaces its counts by those that may be published: colour changes of too few persons are added up by county or region. */
function finish(store: RunStore, id: string, issuer: string, now: number): void {
  const region = regionOf(issuer) || issuer;
  for (const county of store.counties(id)) store.replace(id, county, namedMoves(county, region, store.below(id, county)));
  store.end(id, "done", now);
}
