/** What the reader of trust of a deployment answers. */
import type { LeftOut } from "../../domain/federation/kept-trust.ts";
import type { FileName } from "../../domain/federation/trust-files.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";

/** What the reader believes and why it does not believe more, for the officers. Times in ms. */
export interface TrustView {
  readonly root: number;
  readonly register: FileName | null;
  readonly state: { readonly seq: number; readonly issuedAt: number; readonly expiresAt: number } | null;
  readonly members: number;
  readonly leftOut: readonly (readonly [IssuerCode, LeftOut])[];
  /** The codes of the last refusals, the newest first. */
  readonly refusals: readonly { readonly at: number; readonly code: string }[];
  /** The last time that the source answered. */
  readonly askedAt: number | null;
}

export interface TrustRpc extends Rpc.DurableObjectBranded {
  /** Asks the source for what is new now, and publishes it. Rejects if the source does not answer. */
  pull(now: number): Promise<void>;
  view(): TrustView;
}
