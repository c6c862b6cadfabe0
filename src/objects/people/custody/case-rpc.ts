/** RPC of a shard of persons for cases about who manages a person: the view of an office before it opens or decides a case. */
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { Relation } from "../../../domain/custody/custody.ts";
import type { Proof } from "../../../domain/identity/proof.ts";
import type { Result } from "../../../domain/result.ts";

/** An office that opens or decides a case about a person. */
export interface CaseLook {
  readonly person: PersonKey;
  readonly office: string;
  readonly actor: AccountKey;
  /** The login that will manage the person. */
  readonly named: AccountKey;
}

/** An account that manages a person. `loses`: the case names another one. */
export interface PresentManager {
  readonly maskedPhone: string;
  readonly relation: Relation;
  readonly proved: boolean;
  readonly loses: boolean;
}

/** Who manages a person, as an office sees it in a case. */
export interface CaseSight {
  /** Empty for a person who was never registered here. */
  readonly maskedName: string;
  readonly proof: Proof;
  /** Whether two phones contradict each other. */
  readonly isFrozen: boolean;
  readonly managers: readonly PresentManager[];
}

/** `person_not_resident`: the person has a holder, and the declared address is elsewhere. `own_case`: the account manages or claims the person. */
export type CaseLookResult = Result<CaseSight, { readonly code: "person_not_resident" } | { readonly code: "own_case" }>;
