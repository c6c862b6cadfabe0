/** What the reader of trust of a deployment answers. */
import type { ItemResult } from "../../domain/federation/letter.ts";

export interface TrustRpc extends Rpc.DurableObjectBranded {
  /** Asks the source for what is new now, and publishes it. Rejects if the source does not answer. */
  pull(now: number): Promise<void>;
  /** Takes a state that the nation has sent, and asks for the files that it names. */
  hear(state: string, now: number): Promise<ItemResult["state"]>;
}
