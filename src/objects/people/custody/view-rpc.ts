/** RPC of a shard of persons: a person, their proof and their managers as an account sees them. */
import type { Relation } from "../../../domain/custody/custody.ts";
import type { Declaration } from "../../../domain/declaration/declaration.ts";
import type { Redeclaration } from "../../../domain/declaration/redeclaration.ts";
import type { Differs } from "../../../domain/identity/authority.ts";
import type { IdentityDocument } from "../../../domain/identity/document.ts";
import type { Proof } from "../../../domain/identity/proof.ts";
import type { ClaimState } from "./rpc.ts";

export interface ClaimView {
  readonly id: string;
  readonly maskedPhone: string;
  readonly relation: Relation;
  readonly at: number;
}

/** Another account that manages the person. */
export interface ManagerView {
  readonly id: string;
  /** Empty for a manager of earlier releases. */
  readonly maskedPhone: string;
  readonly relation: Relation;
  readonly since: number;
  /** `asked`: the holder has not yet kept or ended this manager. `replaced`: the holder has another phone now. */
  readonly ending: "asked" | "replaced" | null;
  readonly endsAt: number | null;
}

/** The proof of a person as an account sees it. */
export interface ProofView {
  readonly level: Proof;
  /** The time of the last answer of the authority, ms; null: there is none. */
  readonly at: number | null;
  readonly source: string;
  readonly reference: string;
  /** `busy`: it has not answered yet. Null: there was no question. */
  readonly answer: "match" | "no_match" | "unknown" | "busy" | null;
  readonly differs: Differs | null;
  /** The time at which the proof `earlier` ends, ms; null: it does not. */
  readonly endsAt: number | null;
  /** Two phones contradict each other: a case at the community decides. */
  readonly isFrozen: boolean;
  /** Whether this issuer has an identity authority that may still answer. */
  readonly isAsked: boolean;
}

/** A person as an account that manages or claims them sees them. While the claim is pending, only name and document are shown: the rest is null or empty. */
export interface PersonView {
  readonly state: ClaimState;
  readonly maskedName: string;
  readonly documentType: IdentityDocument["type"];
  readonly maskedDocument: string;
  readonly declaration: { readonly n: number; readonly at: number; readonly category: Declaration["category"] } | null;
  /** Whether another account made the declaration. */
  readonly declaredByOther: boolean;
  /** The open request of a gate to declare again; null if there is none, or the claim of the account is pending. */
  readonly redeclaration: Redeclaration | null;
  /** The community of the declared address, 12 digits; null if nothing is declared (declarations under former managers do not count), or the claim of the account is pending. */
  readonly address: string | null;
  /** The time of the last revocation of stored credentials, ms; null if there was none, or the claim of the account is pending. */
  readonly revokedAt: number | null;
  readonly claims: readonly ClaimView[];
  readonly proof: ProofView;
  /** The other managers, for an account that decides about them; otherwise empty. */
  readonly managers: readonly ManagerView[];
  /** The authority says that the phone number of the account belongs to somebody else: its management rests. */
  readonly rests: boolean;
  /** The time at which this account no longer manages the person, and why; null: it stays. */
  readonly ending: { readonly at: number; readonly why: "asked" | "replaced" } | null;
}
