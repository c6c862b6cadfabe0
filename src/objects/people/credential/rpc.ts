/** RPC types of a People shard: drafts of credentials, and the holders of credentials. */
import type { Purpose } from "../../../domain/look/look.ts";
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { TooManyRequests } from "../../../domain/access/one-time-password.ts";
import type { CodeFlag } from "../../../domain/code/flags.ts";
import type { Use } from "../../../domain/community/use.ts";
import type { Category } from "../../../domain/declaration/declaration.ts";
import type { Result } from "../../../domain/result.ts";
import type { MayNotShow } from "../../../domain/custody/custody.ts";
import type { DecisionRow } from "../colour/colour-store.ts";
import type { NotDeclared } from "../person/rpc.ts";
import type { ShowingChange } from "../../../domain/colour/showing-change.ts";

/** The content of a credential that the shard knows. The worker adds the issuer, the key number, the displayed colour and the phone's key, and signs. */
export interface CredentialDraft {
  readonly handle: Uint8Array;
  readonly maskedName: string;
  /** The full hour of the declaration, ms. */
  readonly declaredAt: number;
  /** The time of issue that the credential names (domain/code/validity.ts), ms. */
  readonly issuedAt: number;
  readonly lifetimeMinutes: number;
  readonly community: string;
  readonly statusIndex: number;
  /** The person's last decision; null if no rule set is in force. */
  readonly decision: DecisionRow | null;
  /** The flags of the code, if the issuer's deployment issues flags already. */
  readonly flags: readonly CodeFlag[];
}

/** The nation issues no codes where a member of the register does. */
export interface RegionCovered {
  readonly code: "region_covered";
}

export type CredentialRefusal = MayNotShow | TooManyRequests | NotDeclared | RegionCovered;

export type CredentialResult = Result<readonly CredentialDraft[], CredentialRefusal>;

export interface HolderQuery {
  readonly person: PersonKey;
  /** The handle in the credential, in hex. */
  readonly handle: string;
  /** The use of the code at a gate that is about to register it; absent if nobody registers it. */
  readonly use?: Use;
}

/** The current data of a holder that a gate may see. */
export interface HolderView {
  readonly maskedName: string;
  readonly declaredAt: number | null;
  /** The community of the declared address, 12 digits; empty if nothing is declared. */
  readonly community: string;
  /** The category of the last declaration; null if nothing is declared. */
  readonly category: Category | null;
  /** Whether the last declaration, at most 14 days old, reports fever, symptoms or a contact; null if that is unknown. */
  readonly signs: boolean | null;
  readonly decision: DecisionRow | null;
  /** The earlier use of a code of this credential that contradicts the use in the query; null without one. */
  readonly earlier: Use | null;
}

/** The question of a client about the person who has shown it a code. */
export interface HealthQuery extends Pick<HolderQuery, "person" | "handle"> {
  /** The division that the client belongs to. */
  readonly office: string;
  /** `client/ID`. */
  readonly actor: string;
  readonly purpose: Purpose;
}

export type HolderRefusal = { readonly code: "revoked" } | { readonly code: "unknown_holder" };

export type HolderResult = Result<HolderView, HolderRefusal>;

export interface CredentialOrder {
  readonly person: PersonKey;
  readonly account: AccountKey;
  readonly count: number;
  readonly lifetimeMinutes: number;
  /** Whether the issuer shows colours now. */
  readonly showsColours: boolean;
  /** The moments (approved or configured) at which a division displays other colours without new decisions: closed management begins or ends, or colours are switched on. */
  readonly turns: readonly ShowingChange[];
  /** The time from which the issuer's present key signs, ms: no credential may name an earlier time of issue. */
  readonly keyBegin: number;
  /**
   * Whether the phone, of an earlier release, takes a credential for outdated that names a time of issue before the last declaration or revocation. It would
   * request new ones again and again.
   */
  readonly datedByIssue: boolean;
}
