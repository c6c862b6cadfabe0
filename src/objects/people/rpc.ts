/** What crosses the boundary of a People shard. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { CodeColour } from "../../domain/code/claims.ts";
import type { Said } from "../../domain/colour/check-ins.ts";
import type { PassId } from "../../domain/community/community.ts";
import type { Category, Declaration } from "../../domain/declaration/declaration.ts";
import type { Redeclaration } from "../../domain/declaration/redeclaration.ts";
import type { IdentityDocument } from "../../domain/identity/document.ts";
import type { PersonName } from "../../domain/identity/name.ts";
import type { LookExtent, Purpose } from "../../domain/look/look.ts";
import type { NotHere, ShownTrack } from "../../domain/look/track.ts";
import type { Result } from "../../domain/result.ts";
import type { Relation } from "../accounts/rpc.ts";
import type { DecisionRow } from "./colour/colour-store.ts";

/** Sealed at rest under the person's own key. */
export interface Identity {
  readonly name: PersonName;
  readonly document: IdentityDocument;
}

export interface ClaimRequest {
  readonly person: PersonKey;
  readonly identity: Identity;
  readonly account: AccountKey;
  readonly maskedPhone: string;
  readonly relation: Relation;
  /** Made by the worker for the case that somebody has to be asked. */
  readonly claimId: string;
}

export type ClaimState = "managed" | "pending";
export type ClaimRefusal = { readonly code: "name_does_not_match" } | { readonly code: "too_many_claims" };

export interface ClaimView {
  readonly id: string;
  readonly maskedPhone: string;
  readonly relation: Relation;
  readonly at: number;
}

export interface PersonView {
  readonly state: ClaimState;
  readonly maskedName: string;
  readonly documentType: IdentityDocument["type"];
  readonly maskedDocument: string;
  readonly declaration: { readonly n: number; readonly at: number; readonly category: Declaration["category"] } | null;
  /** Which gate has asked for a new declaration since. */
  readonly redeclaration: Redeclaration | null;
  /** 12 digits of the declared address; null where nothing is declared. */
  readonly address: string | null;
  /** When credentials were revoked last that have not expired, ms. */
  readonly revokedAt: number | null;
  readonly claims: readonly ClaimView[];
}

export interface NotManager {
  readonly code: "not_manager";
}

export interface DeclarationRecord {
  readonly n: number;
  readonly at: number;
  readonly declaration: Declaration;
}

/** What a credential is made of, before the worker adds the key and signs. */
export interface CredentialDraft {
  readonly handle: Uint8Array;
  readonly maskedName: string;
  readonly declaredAt: number;
  readonly issuedAt: number;
  readonly lifetimeMinutes: number;
  readonly community: string;
  readonly statusIndex: number;
  /** What was decided last of the person's colour; null where no rule set holds. */
  readonly decision: DecisionRow | null;
}

/** A passage in a person's track: where and when, and nothing of the collector. */
export interface TrackPass {
  readonly id: PassId;
  /** ms */
  readonly at: number;
  /** The division that runs the point. */
  readonly community: string;
  readonly pointName: string;
  readonly colour: CodeColour;
  /** WGS-84 degrees of the point, where known. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** A passage as a community delivers it. */
export interface DeliveredPass extends TrackPass {
  readonly person: PersonKey;
}

/** Who asks for a track, and in whose name. */
export interface TrackAsked {
  readonly person: PersonKey;
  /** What is asked about: the passes of this division, or all of somebody who lives there. */
  readonly division: string;
  /** The division whose administrator asks. */
  readonly office: string;
  readonly actor: AccountKey;
  readonly purpose: Purpose;
}

export interface TrackView extends ShownTrack<TrackPass> {
  readonly maskedName: string;
  /** False where there are more than are ever shown at once: these are the newest. */
  readonly complete: boolean;
}

/** A look as the person sees it: the office, and not who it was. */
export interface LookView {
  readonly seq: number;
  /** ms */
  readonly at: number;
  readonly office: string;
  readonly purpose: Purpose;
  readonly extent: LookExtent;
}

export type TrackResult = Result<TrackView, NotHere>;
export type LooksResult = Result<readonly LookView[], NotManager>;
export type DeclareRefusal = NotManager | TooManyRequests;
export interface NotDeclared {
  readonly code: "not_declared";
}
export type CredentialRefusal = NotManager | TooManyRequests | NotDeclared;

/** What a gate may know of the holder of a credential, as it is now. */
export interface HolderView {
  readonly maskedName: string;
  readonly declaredAt: number | null;
  /** 12 digits of the declared address; empty where nothing is declared. */
  readonly community: string;
  /** As they declared last. */
  readonly category: Category | null;
  readonly decision: DecisionRow | null;
}

export interface HolderAsked {
  readonly person: PersonKey;
  /** Hex of the subject handle. */
  readonly handle: string;
}

export type HolderRefusal = { readonly code: "revoked" } | { readonly code: "unknown_holder" };

export interface DeclarationMade {
  readonly n: number;
  readonly at: number;
}

export type DeclarationResult = Result<DeclarationRecord | null, NotManager>;
export type DeclarationsResult = Result<readonly DeclarationRecord[], NotManager>;
export type CheckInResult = Result<{ readonly at: number }, CredentialRefusal>;
export type DeclareResult = Result<DeclarationMade, DeclareRefusal>;
export type ClaimResult = Result<{ readonly state: ClaimState }, ClaimRefusal>;
export type HolderResult = Result<HolderView, HolderRefusal>;
export type CredentialResult = Result<readonly CredentialDraft[], CredentialRefusal>;
export interface ColourNow {
  readonly decision: DecisionRow;
  readonly community: string;
  /** When the person last said how they are, ms. */
  readonly saidAt: number;
  /** The newest appeal, times in ms; null where none was written. */
  readonly appeal: { readonly at: number; readonly answeredAt: number | null; readonly granted: boolean } | null;
}

/** Newest first. */
export type CheckInsResult = Result<readonly Said[], NotManager | NotDeclared>;
export type ColourResult = Result<ColourNow, NotManager | NotDeclared>;
