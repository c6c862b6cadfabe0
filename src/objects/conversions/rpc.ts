/** What the object answers that keeps the conversions of codes of another issuer to the nation's. docs/trust.md §13. */
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { Validity } from "../../domain/code/validity.ts";
import type { PassItem } from "../../domain/federation/pass-item.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import type { Result } from "../../domain/result.ts";

/** The status list of the codes of an issuer whose conversions are in one object. */
export interface HomeList {
  readonly issuer: IssuerCode;
  readonly list: string;
}

/** A verified code of that list, with a verified hand-over. */
export interface ConversionOrder {
  readonly home: HomeList;
  /** The handle of the code, in hex, and its entry in the list. */
  readonly homeHandle: string;
  readonly homeIndex: number;
  /** The proof time of the hand-over, ms. */
  readonly handedOverAt: number;
  /** How many credentials are made, 1 to 4. */
  readonly count: number;
  /** Of the new credentials. */
  readonly community: string;
  readonly validity: Validity;
  /** The last turn at the community (a change of the colours that the nation shows), ms. */
  readonly turn: number;
}

export interface ConvertedDraft {
  readonly handle: Uint8Array;
  readonly statusIndex: number;
}

/** `handover_used`: this code has been handed over with this proof time before. */
export type ConversionRefusal = TooManyRequests | { readonly code: "handover_used" };

/** A pass by a converted code, whose signatures the caller has verified. */
export interface ConvertedPass {
  /** The nation's handle in the code, in hex. */
  readonly handle: string;
  /** For the home, without the handle of the home. Its `id` is that of the visit: the code with its proof time. */
  readonly item: PassItem;
}

/** `unknown`: no such handle was given out. */
export type ForwardedState = "taken" | "known" | "unknown";

/** The methods of such an object, as its callers see them. */
export interface ConversionsRpc extends Rpc.DurableObjectBranded {
  /** Notes a conversion, and allots handles and status indexes to the new credentials. */
  convert(order: ConversionOrder, now: number): Promise<Result<readonly ConvertedDraft[], ConversionRefusal>>;
  /** Keeps passes until the home of their codes has answered them. Returns what became of each, in order. */
  forward(passes: readonly ConvertedPass[], now: number): readonly ForwardedState[];
}
