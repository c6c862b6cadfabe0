/** RPC of a Community: its methods, and the types of points and collectors. */
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
import type { ExposedPlace, VisitorCount } from "../../domain/exposure/exposure.ts";
import type { Result } from "../../domain/result.ts";
import type { Role } from "../accounts/rpc.ts";
import type {
  ExportView,
  LaterUse,
  NewExport,
  PassQuery,
  PassFilter,
  PassInput,
  PassOutcome,
  PassPageResult,
  PassPosition,
  RegisteredPass,
  UsedAgain,
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
  /** The passes at the caller's point whose codes were used elsewhere afterwards, noted in the last ten minutes. */
  readonly usedAgain: readonly UsedAgain[];
}

export interface NewCollector {
  /** The API's id of this collector. The worker chooses it. */
  readonly id: string;
  readonly person: PersonKey;
  readonly account: AccountKey;
  readonly phone: string;
  readonly maskedPhone: string;
  readonly maskedName: string;
}

export interface CollectorView {
  readonly id: string;
  readonly person: PersonKey;
  readonly account: AccountKey;
  /** E.164, so that the administrator can call the collector. */
  readonly phone: string;
  readonly maskedName: string;
  readonly addedAt: number;
  readonly post: PointId | null;
}

/** A collector, also a removed one, and the numbers of their passes. */
export interface CollectorRecord {
  readonly id: string;
  readonly person: PersonKey;
  readonly account: AccountKey;
  readonly maskedName: string;
  readonly maskedPhone: string;
  /** The time at which the collector was added, ms. */
  readonly addedAt: number;
  readonly removedAt: number | null;
  /** The name of the collector's current point, or of the last one before the removal of the collector; null: none, or the point was removed. */
  readonly post: string | null;
  readonly total: number;
  /** The passes since this time are counted, ms. */
  readonly since: number;
  /** The newest day first; within a day the point with the most passes first. */
  readonly counts: readonly {
    /** The date in China. */
    readonly day: string;
    readonly pointId: PointId;
    readonly pointName: string;
    readonly passes: number;
  }[];
}

/** A collector who stands at a point, so that the point cannot be removed. */
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
/** The account of the removed collector: the worker withdraws the grant that it has noted there. */
export type RemoveCollectorResult = Result<AccountKey, { readonly code: "collector_not_found" }>;
/** The person and the account of the former collector. The account must still belong to the person when the right is restored. */
export type FormerCollectorResult = Result<{ readonly person: PersonKey; readonly account: AccountKey }, RestoreCollectorRefusal>;
export type RestoreCollectorResult = Result<CollectorView, RestoreCollectorRefusal>;
export type SwitchPostResult = Result<null, SwitchPostRefusal>;
/** The point where the calling collector stands. */
export type GateResult = Result<Point, RegisterRefusal>;

/** Watchers who may watch no longer: those to whom all given fields apply. */
export interface EndedWatch {
  readonly account: AccountKey | null;
  /** The division in whose name they watched. */
  readonly office: string | null;
  /** The hashes of their sessions. */
  readonly hashes: readonly string[] | null;
}

/** The methods of a community, as its callers see them. */
export interface CommunityRpc extends Rpc.DurableObjectBranded {
  /** The first view of a collector or an administrator here: roles, points and current point. Refused to others. */
  workbench(actor: Actor, inCharge: boolean, now: number): Result<WorkbenchView, NoRole>;

  /** Adds a point. A repeated request does not bring back a point that has been removed since. */
  addPoint(point: Point, now: number): AddPointResult;

  /** Changes the name, address or location of a point. */
  changePoint(id: PointId, changes: PointChanges): ChangePointResult;

  /** Removes a point where nobody stands. */
  removePoint(id: PointId, now: number): RemovePointResult;

  /** Undoes the removal of a point, within ten minutes. */
  restorePoint(id: PointId, now: number): RestorePointResult;

  /** Whether a collector can be added, so that the caller learns this before they scan a code or type a phone number. */
  mayAddCollector(): Result<null, AddCollectorRefusal>;

  /** Adds a collector. Idempotent by person and account. */
  addCollector(collector: NewCollector, now: number): Promise<AddCollectorResult>;

  /** The collectors who are not removed, sorted by phone number. */
  collectors(): Promise<readonly CollectorView[]>;

  /** The record of a collector, also of a removed one as long as their row is stored. */
  collectorRecord(id: string, now: number): CollectorRecordResult;

  /** How many persons were registered at the place. It reads the passes of that time. */
  visitors(place: ExposedPlace): readonly VisitorCount[];

  /** Removes a collector, effective at once. The collector's passes stay. */
  removeCollector(id: string, now: number): RemoveCollectorResult;

  /** The person and account of a removed collector, which the worker checks before it undoes the removal. */
  formerCollector(id: string, now: number): FormerCollectorResult;

  /** Undoes the removal of a collector, within ten minutes. @param phone the current phone number of the collector's account */
  restoreCollector(id: string, phone: string, now: number): Promise<RestoreCollectorResult>;

  /** The calling collector moves to another point. */
  switchPost(actor: Actor, id: PointId): SwitchPostResult;

  /** The point where the calling collector stands. */
  gateOf(actor: Actor): GateResult;

  /** Registers passes at the collector's post, in order. A repeated id or code gets the first answer. */
  register(actor: Actor, passes: readonly PassInput[], now: number): Promise<readonly PassOutcome[]>;

  /** Notes that codes of passes here were used elsewhere afterwards. Idempotent. */
  noteLaterUses(uses: readonly LaterUse[], now: number): void;

  /** For each query the pass that the calling collector registered before, or that the code has at the collector's point; null if none. A repeat may arrive when its code has expired. */
  registered(actor: Actor, queries: readonly PassQuery[]): readonly (RegisteredPass | null)[];

  /** One page of the history before a position, newest first. */
  passes(filter: PassFilter, before: PassPosition, limit: number): PassPageResult;

  /** Records the beginning of an export. @returns the number of the export */
  beginExport(begun: NewExport, now: number): number;

  /** Records the end of an export. Only the first end counts. */
  endExport(id: number, passes: number, whole: boolean, now: number): void;

  /** The records of exports with numbers below `before`, newest first. */
  exports(before: number, limit: number): readonly ExportView[];

  /** The number of passes that are not yet delivered to the tracks of their persons. */
  waiting(): number;

  /** Closes the boards of watchers whose session has ended or whose right is gone. */
  endWatches(ended: EndedWatch): void;
}
