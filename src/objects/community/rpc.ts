/** What crosses the boundary of a Community. */
import type { AccountKey, Actor, PersonKey } from "../../domain/access/keys.ts";
import type {
  AddCollectorRefusal,
  AddPointRefusal,
  ChangePointRefusal,
  Point,
  PointChanges,
  PointId,
  RegisterRefusal,
  RestoreCollectorRefusal,
  RestorePointRefusal,
  SwitchPostRefusal,
} from "../../domain/community/community.ts";
import type { Result } from "../../domain/result.ts";
import type { Role } from "../accounts/rpc.ts";
import type {
  ExportView,
  NewExport,
  PassAsked,
  PassFilter,
  PassInput,
  PassOutcome,
  PassPageResult,
  PassPosition,
  RegisteredPass,
} from "./pass.ts";

export interface NoRole {
  readonly code: "no_role_here";
}

export interface PointView extends Point {
  readonly standing: number;
}

export interface WorkbenchView {
  readonly roles: readonly Role[];
  readonly points: readonly PointView[];
  readonly post: PointId | null;
}

export interface NewCollector {
  /** Made by the worker: how the API names this collector. */
  readonly id: string;
  readonly person: PersonKey;
  readonly account: AccountKey;
  readonly phone: string;
  readonly maskedPhone: string;
  readonly maskedName: string;
}

export interface CollectorView {
  readonly id: string;
  /** E.164: the administrator calls them. */
  readonly phone: string;
  readonly maskedName: string;
  readonly addedAt: number;
  readonly post: PointId | null;
}

/** One collector, present or removed, and what they registered. */
export interface CollectorRecord {
  readonly id: string;
  readonly maskedName: string;
  readonly maskedPhone: string;
  /** ms */
  readonly addedAt: number;
  readonly removedAt: number | null;
  /** The name of the point where they stand now. */
  readonly post: string | null;
  readonly total: number;
  /** Passes are counted from this moment on, ms. */
  readonly since: number;
  /** Newest day first, and in it the point with the most. */
  readonly counts: readonly {
    /** In China. */
    readonly day: string;
    readonly pointId: PointId;
    readonly pointName: string;
    readonly passes: number;
  }[];
}

/** Who stands at a point that was to be removed. */
export interface StandingView {
  readonly maskedName: string;
  readonly maskedPhone: string;
}

export type AddPointResult = Result<Point, AddPointRefusal>;
export type ChangePointResult = Result<PointView, ChangePointRefusal>;
export type RestorePointResult = Result<PointView, RestorePointRefusal>;
export type CollectorRecordResult = Result<CollectorRecord, { readonly code: "collector_not_found" }>;
export type RemovePointResult = Result<
  null,
  { readonly code: "point_not_found" } | { readonly code: "point_in_use"; readonly collectors: readonly StandingView[] }
>;
export type AddCollectorResult = Result<CollectorView, AddCollectorRefusal>;
/** The account from which the grant has to be withdrawn. */
export type RemoveCollectorResult = Result<AccountKey, { readonly code: "collector_not_found" }>;
/** Whose right it was, and at which login: both have to belong together still when it comes back. */
export type FormerCollectorResult = Result<{ readonly person: PersonKey; readonly account: AccountKey }, RestoreCollectorRefusal>;
export type RestoreCollectorResult = Result<CollectorView, RestoreCollectorRefusal>;
export type SwitchPostResult = Result<null, SwitchPostRefusal>;
/** The name of the point where the asking collector stands. */
export type GateResult = Result<string, RegisterRefusal>;

/** The methods of a community, as its callers see them. */
export interface CommunityRpc extends Rpc.DurableObjectBranded {
  /** What a collector or whoever is in charge sees first; refused to everybody else. */
  workbench(actor: Actor, inCharge: boolean): Result<WorkbenchView, NoRole>;

  /** Adds a point; one that was removed stays removed. */
  addPoint(point: Point, now: number): AddPointResult;

  /** Changes what was written of a point. */
  changePoint(id: PointId, changes: PointChanges): ChangePointResult;

  /** Removes a point where nobody stands. */
  removePoint(id: PointId, now: number): RemovePointResult;

  /** Takes a removal back, for some minutes. */
  restorePoint(id: PointId, now: number): RestorePointResult;

  /** Whether adding anybody would be of use at all: asked before a code or a phone number is. */
  mayAddCollector(): Result<null, AddCollectorRefusal>;

  /** Adds a collector; one who is there already is answered as they are. */
  addCollector(collector: NewCollector, now: number): Promise<AddCollectorResult>;

  /** By phone number. */
  collectors(): Promise<readonly CollectorView[]>;

  /** Also of a collector removed since, as long as passes name them. */
  collectorRecord(id: string, now: number): CollectorRecordResult;

  /** At once effective; what passed by them stays theirs. */
  removeCollector(id: string, now: number): RemoveCollectorResult;

  /** Who was removed, for the case that it is taken back. */
  formerCollector(id: string, now: number): FormerCollectorResult;

  /** Takes a removal back, for some minutes. @param phone that the login of the former collector has now */
  restoreCollector(id: string, phone: string, now: number): Promise<RestoreCollectorResult>;

  /** The asking collector moves to another point. */
  switchPost(actor: Actor, id: PointId): SwitchPostResult;

  /** The name of the point where the asking collector stands. */
  gateOf(actor: Actor): GateResult;

  /** Registers passages where the collector stands, in order; a repeated id answers as the first time. */
  register(actor: Actor, passes: readonly PassInput[], now: number): Promise<readonly PassOutcome[]>;

  /** The asking collector's own passes of before: a repeat may come when its code is no longer fresh. */
  registered(actor: Actor, asked: readonly PassAsked[]): readonly (RegisteredPass | null)[];

  /** One page of the history: what lies before a position, newest first. */
  passes(filter: PassFilter, before: PassPosition, limit: number): PassPageResult;

  /** Notes that passes are about to leave; answers the number of that export. */
  beginExport(begun: NewExport, now: number): number;

  /** How an export ended, once. */
  endExport(id: number, passes: number, whole: boolean, now: number): void;

  /** Exports, newest first, below the number `before`. */
  exports(before: number, limit: number): readonly ExportView[];

  /** How many passes have not reached the tracks of their persons yet. */
  waiting(): number;
}
