/** Trial runs of one issuer's proposed changes. The alarm counts over all shards how the colours would change, for one run at a time. Only counts are stored, no persons. */
import { DurableObject } from "cloudflare:workers";
import type { PersonKey } from "../../domain/access/keys.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { Alarm } from "../duty/alarm.ts";
import { type ObjectsEnv, peopleShard } from "../env.ts";
import { migrate } from "../migrate.ts";
import { issuerOf } from "../names.ts";
import { trialDuty } from "./counting.ts";
import type { StartTrialRefusal, TrialOrder, TrialRpc, TrialRun, TrialView } from "./rpc.ts";
import { RunStore } from "./run-store.ts";
import type { TrialQuery } from "../people/colour/rpc.ts";

/** The schema, in the order in which it grew. */
export const migrations: readonly string[] = [
  `CREATE TABLE runs (id TEXT PRIMARY KEY, run TEXT NOT NULL, shards INTEGER NOT NULL, officer TEXT NOT NULL, rule_set TEXT NOT NULL,
     state TEXT NOT NULL, begun_at INTEGER NOT NULL, finished_at INTEGER, counted INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
   CREATE TABLE moves (id TEXT NOT NULL, division TEXT NOT NULL, from_colour TEXT NOT NULL, to_colour TEXT NOT NULL, persons INTEGER NOT NULL,
     PRIMARY KEY (id, division, from_colour, to_colour)) STRICT, WITHOUT ROWID;
   CREATE TABLE row_counts (id TEXT NOT NULL, name TEXT NOT NULL, persons INTEGER NOT NULL, changed INTEGER NOT NULL,
     PRIMARY KEY (id, name)) STRICT, WITHOUT ROWID`,
  // The officers who have opened the result of a run: one of them may approve the rule set. Decision 55.
  "CREATE TABLE openings (run TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (run, person)) STRICT, WITHOUT ROWID",
  // The kind of change that is tried, and in `rule_set` the change itself: a rule set as before, or any other change. Decision 61.
  "ALTER TABLE runs ADD COLUMN kind TEXT NOT NULL DEFAULT 'rule_set'",
];

export class Trial extends DurableObject<ObjectsEnv> implements TrialRpc {
  readonly #store: RunStore;
  readonly #alarm: Alarm;

  constructor(state: DurableObjectState, env: ObjectsEnv) {
    super(state, env);
    migrate(state.storage, migrations);
    this.#store = new RunStore(state.storage.sql);
    const issuer = issuerOf(state.id);
    const around = {
      issuer,
      tryChange: (shard: number, query: TrialQuery) => peopleShard(env, issuer, shard).tryChange(query, Date.now()),
      clock: Date.now,
      rest: (ms: number) => scheduler.wait(ms),
    };
    this.#alarm = new Alarm(state, [trialDuty(state.storage, this.#store, around)]);
  }

  start(order: TrialOrder, now: number): Result<TrialView, StartTrialRefusal> {
    const running = this.#store.ruleSetOnTrial();
    if (running !== null) return refuse({ code: "trial_running", ruleSet: running.id });
    const run = this.ctx.storage.transactionSync(() => this.#store.begin(order, now));
    this.#alarm.arm(now);
    return accept({ run, result: null });
  }

  count(order: TrialOrder, now: number): void {
    if (this.#store.one(order.id) === null) this.ctx.storage.transactionSync(() => this.#store.begin(order, now));
    this.#alarm.arm(now);
  }

  counts(ids: readonly string[]): readonly TrialView[] {
    return ids.map((id) => this.#viewOf(this.#store.one(id), null)).filter((view) => view !== null);
  }

  cancel(id: string, now: number): TrialView | null {
    if (this.#store.one(id)?.state === "running") this.ctx.storage.transactionSync(() => this.#store.end(id, "cancelled", now));
    return this.#viewOf(this.#store.one(id), null);
  }

  view(id: string, county: string | null): TrialView | null {
    const run = this.#store.one(id);
    return run?.kind === "rule_set" ? this.#viewOf(run, county) : null;
  }

  open(id: string, county: string | null, reader: PersonKey): TrialView | null {
    const view = this.view(id, county);
    if (view !== null && view.result !== null) this.#store.noteOpening(view.run.run, reader);
    return view;
  }

  wasOpened(id: string, reader: PersonKey): boolean {
    const run = this.#store.one(id);
    return run?.state === "done" && this.#store.wasOpened(run.run, reader);
  }

  override alarm(): Promise<void> {
    return this.#alarm.ring(Date.now());
  }

  #viewOf(run: TrialRun | null, county: string | null): TrialView | null {
    return run && { run, result: run.state === "done" ? this.#store.result(run.id, county) : null };
  }
}
