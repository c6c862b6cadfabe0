/** What the reader of trust of a deployment answers. */

export interface TrustRpc extends Rpc.DurableObjectBranded {
  /** Asks the source for what is new now, and publishes it. Rejects if the source does not answer. */
  pull(now: number): Promise<void>;
}
