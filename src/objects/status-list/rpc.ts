/** What crosses the boundary of a StatusList. */
import type { Withdrawal } from "../../domain/code/status.ts";

/** The methods of a status list, as its callers see them. */
export interface StatusListRpc extends Rpc.DurableObjectBranded {
  /** The first of `count` consecutive indexes that were never given before. @param turn the latest one that the codes are made by, ms */
  allot(count: number, turn: number): number;

  /** Withdraws credentials by their indexes, as often as it is said; what was never given is left alone. */
  withdraw(indexes: readonly number[], withdrawal: Withdrawal): void;

  /** The list by which everything is revoked that was given before this turn (ms); null where nothing was given at all. */
  turned(at: number): Promise<string | null>;
}
