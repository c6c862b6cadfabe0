/** Points, collectors, posts and passes of one community: who may do what, decided on its present state. Pure. Source: product.md §4. */
import type { PersonKey } from "../access/keys.ts";
import type { Brand } from "../brand.ts";
import { type Result, accept, refuse } from "../result.ts";

export type PointId = Brand<string, "PointId">;
export type PassId = Brand<string, "PassId">;

const MAX_POINTS = 500;
/** Removed ones counted: a script that adds and removes fills no disk. */
const MAX_POINTS_EVER = 5000;
const MAX_COLLECTORS = 2000;

export interface Location {
  /** WGS-84 degrees. */
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyMetres: number;
}

export interface Point {
  readonly id: PointId;
  readonly name: string;
  readonly address: string;
  readonly location?: Location | undefined;
}

/** A collector and the point where they stand, if any. */
export interface Posting {
  readonly collector: PersonKey;
  readonly post: PointId | null;
}

export type AddPointRefusal =
  | { readonly code: "point_name_taken" }
  | { readonly code: "too_many_points" }
  | { readonly code: "point_not_found" };

/** Removed points: their passes still name them. */
export interface RemovedPoints {
  readonly count: number;
  /** Whether the point that is to be added is one of them. */
  readonly hasThis: boolean;
}

/**
 * Names are how people find a point: two with the same name would be one for them. A repeated id is the same request: one that comes
 * when the point was removed since brings it not back.
 */
export function addPoint(points: readonly Point[], removed: RemovedPoints, point: Point): Result<Point, AddPointRefusal> {
  const before = points.find(({ id }) => id === point.id);
  if (before !== undefined) return accept(before);
  if (points.some(({ name }) => name === point.name)) return refuse({ code: "point_name_taken" });
  if (removed.hasThis) return refuse({ code: "point_not_found" });
  const full = points.length >= MAX_POINTS || points.length + removed.count >= MAX_POINTS_EVER;
  return full ? refuse({ code: "too_many_points" }) : accept(point);
}

export type RemovePointRefusal =
  | { readonly code: "point_not_found" }
  | { readonly code: "point_in_use"; readonly standing: readonly PersonKey[] };

/** A point that is anybody's current point stays; the refusal says whose. */
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

/** No collector before a point. */
export function addCollector(points: readonly Point[], collectors: number): Result<null, AddCollectorRefusal> {
  if (points.length === 0) return refuse({ code: "no_point_yet" });
  return collectors >= MAX_COLLECTORS ? refuse({ code: "too_many_collectors" }) : accept(null);
}

export type SwitchPostRefusal = { readonly code: "not_collector" } | { readonly code: "point_not_found" };

/** A collector stands at one point at a time, and only at one that exists. */
export function switchPost(posting: Posting | null, pointExists: boolean): Result<PersonKey, SwitchPostRefusal> {
  if (posting === null) return refuse({ code: "not_collector" });
  return pointExists ? accept(posting.collector) : refuse({ code: "point_not_found" });
}

export type RegisterRefusal = { readonly code: "not_collector" } | { readonly code: "no_post" };

/** No pass without a post: answers where the pass is registered. */
export function registerAt(posting: Posting | null): Result<PointId, RegisterRefusal> {
  if (posting === null) return refuse({ code: "not_collector" });
  return posting.post === null ? refuse({ code: "no_post" }) : accept(posting.post);
}
