/** What crosses the boundary of a Clients object. */
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { Client, ClientDecisionRefusal, ClientRight } from "../../domain/client/client.ts";
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
