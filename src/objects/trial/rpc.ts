/** RPC of a Trial: its methods and their types. */
import type { PersonKey } from "../../domain/access/keys.ts";
import type { Tried } from "../../domain/proposal/tried.ts";
import type { Move, RowCount } from "../../domain/rules/trial.ts";
import type { Hand } from "../../domain/officer/officer.ts";
import type { Result } from "../../domain/result.ts";

export interface TrialOrder {
  /** The id of the run. The worker chooses it. */
  readonly run: string;
  /** The id of the proposal whose change is tried. */
  readonly id: string;
  readonly tried: Tried;
  /** The number of shards of the issuer's persons. */
  readonly shards: number;
  readonly by: Hand;
}

export type TrialState = "running" | "done" | "cancelled";

/** A trial run of a change; times in ms. */
export interface TrialRun extends Omit<TrialOrder, "tried"> {
  readonly kind: Tried["kind"];
  readonly state: TrialState;
  readonly begunAt: number;
  readonly finishedAt: number | null;
  /** The number of counted shards. */
  readonly counted: number;
}

/** A run and its result, which is null until the run is done. */
export interface TrialView {
  readonly run: TrialRun;
  readonly result: TrialResult | null;
}

export interface TrialResult {
  /** The moves (numbers of persons whose colour would change) of the whole region, by the old and the new colour. */
  readonly colours: readonly Omit<Move, "division">[];
  readonly rows: readonly RowCount[];
  /** The moves by community of the requested county; without a county, by county. Moves of too few persons are under the code of the county or region. */
  readonly moves: readonly Move[];
}

export type StartTrialRefusal = { readonly code: "trial_running"; readonly ruleSet: string };

/** The methods of an issuer's trials, as their callers see them. */
export interface TrialRpc extends Rpc.DurableObjectBranded {
  /** Begins the run of a rule set, which replaces its previous run. Refused while another rule set is on trial. */
  start(order: TrialOrder, now: number): Result<TrialView, StartTrialRefusal>;

  /** Begins to count what a proposed change turns; once for each proposal. Counts go before trials of rule sets, the urgent ones first. Idempotent. */
  count(order: TrialOrder, now: number): void;

  /** The runs of the proposals with these ids, each with its result by county. Proposals without a run are left out. */
  counts(ids: readonly string[]): readonly TrialView[];

  /** Cancels the run of the proposal with this id, if it is still counting, and deletes its counts. Null if it has no run. */
  cancel(id: string, now: number): TrialView | null;

  /** The run of the rule set that the proposal with this id has; null if it has none. @param county gives the moves by community of this county; null: by county */
  view(id: string, county: string | null): TrialView | null;

  /** The same for an officer, and notes that they have opened the result. */
  open(id: string, county: string | null, reader: PersonKey): TrialView | null;

  /** Whether the officer has opened the result of the latest run of the proposal with this id. */
  wasOpened(id: string, reader: PersonKey): boolean;
}
