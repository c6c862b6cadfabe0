/** RPC of a StatusList: its methods. */
import type { Withdrawal } from "../../domain/code/status.ts";

/** The methods of a status list, as its callers see them. */
export interface StatusListRpc extends Rpc.DurableObjectBranded {
  /** Allots `count` consecutive new indexes and answers with the first. @param turn the latest turn that the caller knows, ms */
  allot(count: number, turn: number): number;

  /** Withdraws credentials by index. Idempotent. Ignores indexes that were never allotted. */
  withdraw(indexes: readonly number[], withdrawal: Withdrawal): void;

  /** Revokes all indexes that were allotted before this turn (ms), and answers with the signed list; null if no index was allotted. */
  turned(at: number): Promise<string | null>;
}
