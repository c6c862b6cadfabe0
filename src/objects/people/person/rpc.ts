/** RPC types of a People shard: managers and claims, declarations and check-ins, tracks and looks. */
import type { HealthReport } from "../../../domain/colour/check-ins.ts";
import type { AccountKey, PersonKey } from "../../../domain/access/keys.ts";
import type { TooManyRequests } from "../../../domain/access/one-time-password.ts";
import type { CodeColour } from "../../../domain/code/claims.ts";
import type { PassId } from "../../../domain/community/community.ts";
import type { Declaration } from "../../../domain/declaration/declaration.ts";
import type { IdentityDocument } from "../../../domain/identity/document.ts";
import type { PersonName } from "../../../domain/identity/name.ts";
import type { Proof } from "../../../domain/identity/proof.ts";
import type { LookExtent, Purpose } from "../../../domain/look/look.ts";
import type { NotHere, VisibleTrack } from "../../../domain/look/track.ts";
import type { MayNotDeclare } from "../../../domain/custody/custody.ts";
import type { Result } from "../../../domain/result.ts";

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

export interface DeclarationRecord {
  readonly n: number;
  readonly at: number;
  readonly declaration: Declaration;
}

export interface DeclarationMade {
  readonly n: number;
  readonly at: number;
}

export type DeclareRefusal = MayNotDeclare | TooManyRequests;

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
/** A person who passed at a place, and the time of the last pass there, ms. */
export interface Visit {
  readonly person: PersonKey;
  readonly at: number;
}

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
