/** What crosses the boundary of a Trial. */
import type { RuleSet } from "../../domain/rules/rule-set.ts";
import type { Move, RowCount } from "../../domain/rules/trial.ts";
import type { Officer } from "../../domain/officer/officer.ts";
import type { Result } from "../../domain/result.ts";

export interface TrialOrder {
  /** Of the run: made by the worker. */
  readonly run: string;
  /** What names the rule set among those that wait. */
  readonly id: string;
  readonly ruleSet: RuleSet;
  /** Of the issuer's persons. */
  readonly shards: number;
  readonly by: Officer;
}

export type TrialState = "running" | "done" | "cancelled";

/** Times in ms. */
export interface TrialRun extends Omit<TrialOrder, "ruleSet"> {
  readonly state: TrialState;
  readonly begunAt: number;
  readonly finishedAt: number | null;
  /** So many shards have been counted. */
  readonly counted: number;
}

/** A run and, once it is done, what it came to. */
export interface TrialView {
  readonly run: TrialRun;
  readonly result: TrialResult | null;
}

export interface TrialResult {
  /** All moves of the region, by colours. */
  readonly colours: readonly Omit<Move, "division">[];
  readonly rows: readonly RowCount[];
  /** Who moves, below the county that was asked about; where none was, by county, with the region's rest under its own code. */
  readonly moves: readonly Move[];
}

export type StartTrialRefusal = { readonly code: "trial_running"; readonly ruleSet: string };

/** The methods of an issuer's trials, as their callers see them. */
export interface TrialRpc extends Rpc.DurableObjectBranded {
  /** Begins a run, in place of the one before of the same rule set. Refused while another is counting. */
  start(order: TrialOrder, now: number): Result<TrialView, StartTrialRefusal>;

  /** Ends a run that is counting: what it has counted is forgotten. Null where there is none of that rule set. */
  cancel(id: string, now: number): TrialView | null;

  /** @param county whose communities are asked about; null: by county */
  view(id: string, county: string | null): TrialView | null;
}
