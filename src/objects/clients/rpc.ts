/** What crosses the boundary of a Clients object. */
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { Client, ClientAct, ClientDecisionRefusal, ClientRight } from "../../domain/client/client.ts";
import type { Result } from "../../domain/result.ts";

export interface NewClient extends Pick<Client, "id" | "name" | "scope" | "rights" | "made"> {
  readonly secretHash: string;
}

/** What a client may do, as it stands at its act. */
export interface ClientUse {
  readonly id: string;
  readonly scope: string;
  readonly rights: readonly ClientRight[];
}

/** An unknown id, a wrong secret, one that waits and one that was revoked: the same words. */
export type ClientUseRefusal = { readonly code: "client_refused" } | TooManyRequests;
export type ClientActRefusal = ClientDecisionRefusal | { readonly code: "client_not_found" };
export type MakeClientResult = Result<Client, { readonly code: "too_many_clients" }>;
export type ClientActResult = Result<Client, ClientActRefusal>;
export type ClientUseResult = Result<ClientUse, ClientUseRefusal>;

/** The methods of an issuer's clients, as their callers see them. */
export interface ClientsRpc extends Rpc.DurableObjectBranded {
  /** Those that were made last first. */
  clients(): readonly Client[];

  /** The first officer's act: it may do nothing yet. */
  make(client: NewClient): MakeClientResult;

  /** The second officer's act: from then on it may do what it was made for. */
  approve(id: string, act: ClientAct): ClientActResult;

  /** Any officer ends it, for good. */
  revoke(id: string, act: ClientAct): ClientActResult;

  /** Whether who presents that secret may act now, and within what. */
  use(id: string, secretHash: string, now: number): ClientUseResult;
}
