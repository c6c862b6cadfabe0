/** RPC of a StatusList: its methods. */
import type { Withdrawal } from "../../domain/code/status.ts";

/** The methods of a status list, as its callers see them. */
export interface StatusListRpc extends Rpc.DurableObjectBranded {
  /**
   * Allots `count` new indexes, which only the issuer can tell from those of other callers. If the list has had a later turn than the caller knows, they are
   * revoked at once. @param turn the latest turn (change of the shown colours) that the caller knows, ms
   */
  allot(count: number, turn: number): Promise<readonly number[]>;

  /** Allots an index for a test code: it is revoked, and the list is published with it, before the caller learns of it. */
  allotRevoked(): Promise<number>;

  /** Revokes or suspends credentials by index. Idempotent. Ignores indexes of blocks that have not begun. */
  withdraw(indexes: readonly number[], withdrawal: Withdrawal): void;

  /**
   * Revokes all indexes that were allotted before the turn (change of the shown colours) at this time (ms), and returns the signed list; null if no index
   * was allotted.
   */
  turned(at: number): Promise<string | null>;
}
