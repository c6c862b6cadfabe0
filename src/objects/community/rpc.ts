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
import type { Result } from "../../domain/result.ts";
import type { Role } from "../accounts/rpc.ts";
import type {
  ExportView,
  NewExport,
  PassQuery,
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
  /** E.164, so that the administrator can call the collector. */
  readonly phone: string;
  readonly maskedName: string;
  readonly addedAt: number;
  readonly post: PointId | null;
}

/** A present or removed collector, and their number of passes. */
export interface CollectorRecord {
  readonly id: string;
  readonly maskedName: string;
  readonly maskedPhone: string;
  /** ms */
  readonly addedAt: number;
  readonly removedAt: number | null;
  /** The name of the present point. */
  readonly post: string | null;
  readonly total: number;
  /** The start of the counted time, ms. */
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

/** A collector at a point that was to be removed. */
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
/** The account whose grant is to be withdrawn. */
export type RemoveCollectorResult = Result<AccountKey, { readonly code: "collector_not_found" }>;
/** The person and the account of the former collector. The account must still belong to the person when the right is restored. */
export type FormerCollectorResult = Result<{ readonly person: PersonKey; readonly account: AccountKey }, RestoreCollectorRefusal>;
export type RestoreCollectorResult = Result<CollectorView, RestoreCollectorRefusal>;
export type SwitchPostResult = Result<null, SwitchPostRefusal>;
/** The name of the point where the calling collector stands. */
export type GateResult = Result<string, RegisterRefusal>;

/** The methods of a community, as its callers see them. */
export interface CommunityRpc extends Rpc.DurableObjectBranded {
  /** The first view of a collector or an administrator. Refused to others. */
  workbench(actor: Actor, inCharge: boolean): Result<WorkbenchView, NoRole>;

  /** Adds a point. A repeated request does not bring back a point that has been removed since. */
  addPoint(point: Point, now: number): AddPointResult;

  /** Changes the name, address or location of a point. */
  changePoint(id: PointId, changes: PointChanges): ChangePointResult;

  /** Removes a point where nobody stands. */
  removePoint(id: PointId, now: number): RemovePointResult;

  /** Undoes a removal, within some minutes. */
  restorePoint(id: PointId, now: number): RestorePointResult;

  /** Whether a collector can be added, so that the caller learns this before they scan a code or type a phone number. */
  mayAddCollector(): Result<null, AddCollectorRefusal>;

  /** Adds a collector. Idempotent by person and account. */
  addCollector(collector: NewCollector, now: number): Promise<AddCollectorResult>;

  /** The present collectors, sorted by phone number. */
  collectors(): Promise<readonly CollectorView[]>;

  /** The record of a present or removed collector, until the last of their passes is removed. */
  collectorRecord(id: string, now: number): CollectorRecordResult;

  /** Effective at once. The collector's passes stay. */
  removeCollector(id: string, now: number): RemoveCollectorResult;

  /** The removed collector, before the removal is undone. */
  formerCollector(id: string, now: number): FormerCollectorResult;

  /** Undoes a removal, within some minutes. @param phone the present phone of the collector's account */
  restoreCollector(id: string, phone: string, now: number): Promise<RestoreCollectorResult>;

  /** The calling collector moves to another point. */
  switchPost(actor: Actor, id: PointId): SwitchPostResult;

  /** The name of the point where the calling collector stands. */
  gateOf(actor: Actor): GateResult;

  /** Registers passes at the collector's post, in order. A repeated id gets the first answer. */
  register(actor: Actor, passes: readonly PassInput[], now: number): Promise<readonly PassOutcome[]>;

  /** The calling collector's earlier passes, because a repeat may arrive when its code has expired. */
  registered(actor: Actor, queries: readonly PassQuery[]): readonly (RegisteredPass | null)[];

  /** One page of the history before a position, newest first. */
  passes(filter: PassFilter, before: PassPosition, limit: number): PassPageResult;

  /** Records the begin of an export. @returns the number of the export */
  beginExport(begun: NewExport, now: number): number;

  /** Records the end of an export. Only the first end counts. */
  endExport(id: number, passes: number, whole: boolean, now: number): void;

  /** Exports, newest first, below the number `before`. */
  exports(before: number, limit: number): readonly ExportView[];

  /** The number of passes that are not yet in the tracks. */
  waiting(): number;
}
