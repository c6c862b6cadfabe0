/** RPC of a Clients object: its methods and their types. */
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { Client, ClientAct, ClientDecisionRefusal, ClientKey, ClientRight, ClientVerb } from "../../domain/client/client.ts";
import type { Result } from "../../domain/result.ts";

export interface NewClient extends Pick<Client, "id" | "name" | "scope" | "rights" | "verbs" | "keys" | "made"> {
  /** Empty: the client has no secret. */
  readonly secretHash: string;
}

/** The rights and verbs of a client, and its scope: the code of the division for which, with all divisions below, it may enter lists. */
export interface ClientUse {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly rights: readonly ClientRight[];
  readonly verbs: readonly ClientVerb[];
}

/** One code for an unknown id, a wrong secret, a waiting and a revoked client, so that it does not tell which. */
export type ClientUseRefusal = { readonly code: "client_refused" } | TooManyRequests;
export type ClientActRefusal = ClientDecisionRefusal | { readonly code: "client_not_found" };
export type MakeClientResult = Result<Client, { readonly code: "too_many_clients" }>;
export type ClientActResult = Result<Client, ClientActRefusal>;
/** `assertion_used`: the client has sent an assertion with this id before. */
export type AdmitResult = Result<ClientUse, ClientUseRefusal | { readonly code: "assertion_used" }>;
/** A proof of possession whose signature the caller has verified. */
export interface ActProof {
  readonly id: string;
  /** The time, ms, when the proof is too old. */
  readonly forgetAt: number;
}

/** `token_refused`: the client is revoked, or has lost the verb. `proof_refused`: this proof came before. */
export type ActResult = Result<
  ClientUse,
  { readonly code: "token_refused" } | { readonly code: "proof_refused" } | TooManyRequests
>;
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

  /** The public keys of an active client; none of any other id. */
  keys(id: string): readonly ClientKey[];

  /**
   * Accepts an assertion once, of which the caller has verified the signature, and checks the state and the rate limit of its client.
   * @param forgetAt the time, ms, when the assertion is over
   */
  admit(id: string, assertion: string, forgetAt: number, now: number): AdmitResult;

  /**
   * Counts an act of a client at a person, once per proof of possession.
   * @param proof that the request bears; null: it bears a bearer token
   */
  act(id: string, verb: ClientVerb, proof: ActProof | null, now: number): ActResult;
}
