/** Decides changes of the points, collectors and posts of one community, and the point of a new pass, from its present state. Pure. Source: product.md §4. */
import type { PersonKey } from "../access/keys.ts";
import type { Brand } from "../brand.ts";
import { type Result, accept, refuse } from "../result.ts";
import { MINUTE_MS } from "../instant.ts";

export type PointId = Brand<string, "PointId">;
export type PassId = Brand<string, "PassId">;

const MAX_POINTS = 500;
/** Removed points count too: a script that adds and removes points cannot fill the disk. */
const MAX_POINTS_EVER = 5000;
const MAX_COLLECTORS = 2000;

export interface Location {
  /** WGS-84 degrees. */
  readonly latitude: number;
  readonly longitude: number;
  /** The accuracy of the phone's position; null if the place was read from a map. */
  readonly accuracyMetres: number | null;
}

export interface Point {
  readonly id: PointId;
  readonly name: string;
  readonly address: string;
  readonly location?: Location | undefined;
}

/** A collector and their post, the point where they stand now (`post` is null if they stand nowhere). */
export interface Posting {
  readonly collector: PersonKey;
  readonly post: PointId | null;
}

/** A removed value and the time of its removal (ms). */
export interface Removed<T> {
  readonly value: T;
  readonly at: number;
}

export type AddPointRefusal =
  | { readonly code: "point_name_taken" }
  | { readonly code: "too_many_points" }
  | { readonly code: "point_not_found" };

/** Corrections of a point; an absent field stays as it is. A gate that moves is a new point, so that earlier passes keep their place. */
export interface PointChanges {
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  /** The new location; null removes the present one. */
  readonly location?: Location | null | undefined;
}

export type ChangePointRefusal = { readonly code: "point_name_taken" } | { readonly code: "point_not_found" };

/** Corrects a point; refuses a name that another point has. Passes refer to a point by its id, so all of them show its present name. Decision 10. */
export function changePoint(
  points: readonly Point[],
  id: PointId,
  { name, address, location }: PointChanges,
): Result<Point, ChangePointRefusal> {
  const before = points.find((one) => one.id === id);
  if (before === undefined) return refuse({ code: "point_not_found" });
  if (points.some((one) => one.id !== id && one.name === name)) return refuse({ code: "point_name_taken" });
  const place = { id, name: name ?? before.name, address: address ?? before.address };
  const stands = location === undefined ? before.location : location;
  return accept(stands === null || stands === undefined ? place : { ...place, location: stands });
}

/** The removed points of the community: their rows stay, because passes refer to them. */
export interface RemovedPoints {
  readonly count: number;
  /** Whether a removed point has the id of the new one. */
  readonly hasThis: boolean;
}

/**
 * Refuses a second point with the same name, because people find a point by its name. A repeated id is a repeated request: it does not
 * bring back a point that has been removed since.
 */
export function addPoint(points: readonly Point[], removed: RemovedPoints, point: Point): Result<Point, AddPointRefusal> {
  const before = points.find(({ id }) => id === point.id);
  if (before !== undefined) return accept(before);
  if (points.some(({ name }) => name === point.name)) return refuse({ code: "point_name_taken" });
  if (removed.hasThis) return refuse({ code: "point_not_found" });
  const full = points.length >= MAX_POINTS || points.length + removed.count >= MAX_POINTS_EVER;
  return full ? refuse({ code: "too_many_points" }) : accept(point);
}

/** How long a removal can be undone: long enough to notice a mistake. */
const UNDO_MS = 10 * MINUTE_MS;

export type UndoTooLate = { readonly code: "undo_too_late" };
export type RestorePointRefusal = AddPointRefusal | UndoTooLate;

/** Undoes the removal of a point, under the same id. A point that exists again, because another person was faster, is accepted as it is. */
export function restorePoint(
  points: readonly Point[],
  id: PointId,
  removed: Removed<Point> | null,
  now: number,
): Result<Point, RestorePointRefusal> {
  const before = points.find((one) => one.id === id);
  if (before !== undefined) return accept(before);
  if (removed === null) return refuse({ code: "point_not_found" });
  const inTime = undoInTime(removed.at, now);
  if (!inTime.ok) return inTime;
  const { name } = removed.value;
  if (points.some((one) => one.name === name)) return refuse({ code: "point_name_taken" });
  return points.length >= MAX_POINTS ? refuse({ code: "too_many_points" }) : accept(removed.value);
}

/** Refuses if a removal is too long ago to be undone. @param at the time of the removal, ms */
function undoInTime(at: number, now: number): Result<null, UndoTooLate> {
  return now - at <= UNDO_MS ? accept(null) : refuse({ code: "undo_too_late" });
}

export type RemovePointRefusal =
  | { readonly code: "point_not_found" }
  | { readonly code: "point_in_use"; readonly standing: readonly PersonKey[] };

/** Refuses to remove a point where a collector stands now; the refusal names these collectors. */
export function removePoint(
  points: readonly Point[],
  postings: readonly Posting[],
  id: PointId,
): Result<Point, RemovePointRefusal> {
  const point = points.find((one) => one.id === id);
  if (point === undefined) return refuse({ code: "point_not_found" });
  const standing = postings.filter(({ post }) => post === id).map(({ collector }) => collector);
  return standing.length > 0 ? refuse({ code: "point_in_use", standing }) : accept(point);
}

export type AddCollectorRefusal = { readonly code: "no_point_yet" } | { readonly code: "too_many_collectors" };

/** A community needs a point before it can have collectors. */
export function addCollector(points: readonly Point[], collectors: number): Result<null, AddCollectorRefusal> {
  if (points.length === 0) return refuse({ code: "no_point_yet" });
  return collectors >= MAX_COLLECTORS ? refuse({ code: "too_many_collectors" }) : accept(null);
}

export type RestoreCollectorRefusal = AddCollectorRefusal | UndoTooLate | { readonly code: "collector_not_found" };

/** Undoes the removal of a collector, who gets the post back if its point still exists. */
export function restoreCollector<Former extends { readonly post: PointId | null }>(
  points: readonly Point[],
  collectors: number,
  removed: Removed<Former> | null,
  now: number,
): Result<Former, RestoreCollectorRefusal> {
  if (removed === null) return refuse({ code: "collector_not_found" });
  const inTime = undoInTime(removed.at, now);
  if (!inTime.ok) return inTime;
  const room = addCollector(points, collectors);
  if (!room.ok) return room;
  const { value } = removed;
  return accept({ ...value, post: points.some(({ id }) => id === value.post) ? value.post : null });
}

export type SwitchPostRefusal = { readonly code: "not_collector" } | { readonly code: "point_not_found" };

/** A collector stands at one point at a time, and only at one that exists. */
export function switchPost(posting: Posting | null, pointExists: boolean): Result<PersonKey, SwitchPostRefusal> {
  if (posting === null) return refuse({ code: "not_collector" });
  return pointExists ? accept(posting.collector) : refuse({ code: "point_not_found" });
}

export type RegisterRefusal = { readonly code: "not_collector" } | { readonly code: "no_post" };

/** The point of a new pass. Refuses a collector without a post. */
export function registerAt(posting: Posting | null): Result<PointId, RegisterRefusal> {
  if (posting === null) return refuse({ code: "not_collector" });
  return posting.post === null ? refuse({ code: "no_post" }) : accept(posting.post);
}
