/** RPC types of a People shard: managers and claims, declarations and check-ins, tracks and looks. */
import type { HealthReport } from "../../../domain/colour/check-ins.ts";
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { TooManyRequests } from "../../../domain/access/one-time-password.ts";
import type { CodeColour } from "../../../domain/code/claims.ts";
import type { PassId } from "../../../domain/community/community.ts";
import type { Declaration } from "../../../domain/declaration/declaration.ts";
import type { Redeclaration } from "../../../domain/declaration/redeclaration.ts";
import type { IdentityDocument } from "../../../domain/identity/document.ts";
import type { Differs } from "../../../domain/identity/authority.ts";
import type { PersonName } from "../../../domain/identity/name.ts";
import type { Bond, Proof } from "../../../domain/identity/proof.ts";
import type { LookExtent, Purpose } from "../../../domain/look/look.ts";
import type { NotHere, VisibleTrack } from "../../../domain/look/track.ts";
import type { Result } from "../../../domain/result.ts";
import type { Relation } from "../../../domain/custody/custody.ts";

export interface CheckInRow extends HealthReport {
  /** Chosen by the phone, so that a repeat has the same id. */
  readonly id: string;
}

export interface NotManager {
  readonly code: "not_manager";
}

export interface NotDeclared {
  readonly code: "not_declared";
}

/** The name and the identity document of a person. Stored sealed under a key that is derived for this person. */
export interface Identity {
  readonly name: PersonName;
  readonly document: IdentityDocument;
}

export interface ClaimRequest {
  readonly person: PersonKey;
  readonly identity: Identity;
  readonly account: AccountKey;
  /** The phone number of the login, E.164; absent for a login without one. */
  readonly phone?: string;
  readonly maskedPhone: string;
  readonly relation: Relation;
  /** The id that the claim gets if it has to wait for the answer of a manager. The worker chooses it. */
  readonly claimId: string;
  /** The accounts in whose place this one is since a change of phone. */
  readonly replaces?: readonly AccountKey[];
  /** The provider that has proved name, number and login together, in place of the identity authority. */
  readonly provedBy?: ProvedBy;
}

export type ClaimState = "managed" | "pending";

/** `identity_does_not_match`: the identity authority says that the name does not belong to the number. The answer is the same for known and unknown documents. */
export type ClaimRefusal =
  | { readonly code: "identity_does_not_match"; readonly differs: Differs | null }
  | { readonly code: "too_many_claims" }
  | TooManyRequests;

export interface ClaimView {
  readonly id: string;
  readonly maskedPhone: string;
  readonly relation: Relation;
  readonly at: number;
}

/** The proof of a person as an account has it, and the account that a change of phone replaces. */
export interface ProveResult {
  readonly proof: Proof;
  readonly replaced: AccountKey | null;
}

export type ClaimResult = Result<ProveResult & { readonly state: ClaimState }, ClaimRefusal>;

/** Who has proved somebody: the authority, a provider, or the office that saw the document; and their own number of it. */
export interface ProvedBy {
  readonly source: string;
  readonly reference: string;
}

/** An account that says that it is the person's own. */
export interface OwnAccount {
  readonly account: AccountKey;
  /** How that is proved; null: it is not. */
  readonly bond: Bond | null;
}

/** A person and an account. */
export interface ProofQuery {
  readonly person: PersonKey;
  readonly account: AccountKey;
}

/** Another account that manages the person. */
export interface ManagerView {
  readonly id: string;
  /** Empty for a manager of earlier releases. */
  readonly maskedPhone: string;
  readonly relation: Relation;
  readonly since: number;
  /** `asked`: the holder has not yet said whether to keep this manager. `replaced`: the holder has another phone now. */
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
  /** `busy`: it has not answered yet. Null: nobody has asked. */
  readonly answer: "match" | "no_match" | "unknown" | "busy" | null;
  readonly differs: Differs | null;
  /** The time at which the proof `earlier` ends, ms; null: it does not. */
  readonly endsAt: number | null;
  /** Two phones contradict each other: a case at the community decides. */
  readonly isFrozen: boolean;
  /** Whether this issuer has an identity authority that may still answer. */
  readonly isAsked: boolean;
}

/** `manager_not_found`: no other account with this id manages the person. */
export type AnswerManagerResult = Result<null, NotManager | { readonly code: "manager_not_found" }>;

/** `claim_not_found`: the claim was answered or withdrawn before, or never existed. */
export type AnswerClaimResult = Result<null, NotManager | { readonly code: "claim_not_found" }>;

export type RevokeResult = Result<null, NotManager>;

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
  /** The time at which this account no longer manages the person, and why; null: it stays. */
  readonly ending: { readonly at: number; readonly why: "asked" | "replaced" } | null;
}

export interface DeclarationRecord {
  readonly n: number;
  readonly at: number;
  readonly declaration: Declaration;
}

export interface DeclarationMade {
  readonly n: number;
  readonly at: number;
}

/** `held_by_another`: the person has proved who they are, and has not yet kept this manager. */
export type DeclareRefusal = NotManager | { readonly code: "held_by_another" } | TooManyRequests;

export type DeclareResult = Result<DeclarationMade, DeclareRefusal>;

export type DeclarationResult = Result<DeclarationRecord | null, NotManager>;

export type DeclarationsResult = Result<readonly DeclarationRecord[], NotManager>;

export type CheckInResult = Result<{ readonly at: number }, DeclareRefusal | NotDeclared>;

export type CheckInsResult = Result<readonly HealthReport[], NotManager | NotDeclared>;

/** A pass in a person's track: place and time, without the collector. */
export interface TrackPass {
  readonly id: PassId;
  /** The time of the pass, ms. */
  readonly at: number;
  /** The division that runs the point. */
  readonly community: string;
  readonly pointName: string;
  readonly colour: CodeColour;
  /** WGS-84 degrees of the point; null if it has no position. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** A pass that a community delivers to the shard of its person. */
export interface DeliveredPass extends TrackPass {
  readonly person: PersonKey;
}

/** The query of an administrator for a person's track or decisions. */
export interface TrackQuery {
  readonly person: PersonKey;
  /** The answer contains the passes of this division, or all passes of a person who lives there. */
  readonly division: string;
  /** The division whose administrator asks. */
  readonly office: string;
  readonly actor: AccountKey;
  readonly purpose: Purpose;
}

export interface TrackView extends VisibleTrack<TrackPass> {
  readonly maskedName: string;
  readonly proof: Proof;
  /** False if the person has MAX_TRACK_PASSES or more: then only the newest were read. */
  readonly complete: boolean;
}

export type TrackResult = Result<TrackView, NotHere>;

/** A look as the person sees it: the division in whose name it was made, not the administrator who looked. */
export interface LookView {
  readonly seq: number;
  /** The time of the look, ms. */
  readonly at: number;
  readonly office: string;
  readonly purpose: Purpose;
  readonly extent: LookExtent;
  /** False if the hash of this row, or of the next row, does not fit. */
  readonly intact: boolean;
}

export type LooksResult = Result<readonly LookView[], NotManager>;
