/** RPC of a Clients object: its methods and their types. */
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { Client, ClientAct, ClientDecisionRefusal, ClientRight } from "../../domain/client/client.ts";
import type { Result } from "../../domain/result.ts";

export interface NewClient extends Pick<Client, "id" | "name" | "scope" | "rights" | "verbs" | "keys" | "made"> {
  /** Empty: the client has no secret. */
  readonly secretHash: string;
}

/** The rights of a client, and its scope: the code of the division for which, with all divisions below, it may enter lists. */
export interface ClientUse {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly rights: readonly ClientRight[];
}

/** One code for an unknown id, a wrong secret, a waiting and a revoked client, so that it does not tell which. */
export type ClientUseRefusal = { readonly code: "client_refused" } | TooManyRequests;
export type ClientActRefusal = ClientDecisionRefusal | { readonly code: "client_not_found" };
export type MakeClientResult = Result<Client, { readonly code: "too_many_clients" }>;
export type ClientActResult = Result<Client, ClientActRefusal>;
export type ClientUseResult = Result<ClientUse, ClientUseRefusal>;

/** The methods of an issuer's clients, as their callers see them. */
export interface ClientsRpc extends Rpc.DurableObjectBranded {
  /** The clients of the issuer, newest first. */
  clients(): readonly Client[];

  /** An officer creates a client. It has no right before a second officer approves it. */
  make(client: NewClient): MakeClientResult;

  /** A second officer approves the client. It has its rights from now on. */
  approve(id: string, act: ClientAct): ClientActResult;

  /** Any officer revokes the client, permanently. */
  revoke(id: string, act: ClientAct): ClientActResult;

  /** Checks the secret, the state and the rate limit of a client for one request, and answers with its scope and rights. */
  use(id: string, secretHash: string, now: number): ClientUseResult;
}
