/** What the reader of trust of a deployment answers. */
import type { FileKey } from "../../domain/federation/trust-files.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { ItemResult } from "../../domain/federation/letter.ts";

export interface TrustRpc extends Rpc.DurableObjectBranded {
  /** Asks the source for what is new now, and publishes it. Rejects if the source does not answer. */
  pull(now: number): Promise<void>;
  /** The key to which others seal for this member, by its statement; null if it is no member now, or states none. */
  sealOf(code: IssuerCode): Promise<FileKey | null>;
  /** Takes a state that the nation has sent, and asks for the files that it names. */
  hear(state: string, now: number): Promise<ItemResult["state"]>;
}
