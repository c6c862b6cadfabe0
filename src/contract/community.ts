/** Bodies of /api/v1/communities/{division}: the workbench and its points. Source: product.md §4. */
import * as z from "zod";
import { COMMUNITY, OFFICE, feature, PLACE } from "./operation.ts";
import { divisionCode, line, role, senderId } from "./primitives.ts";

/** WGS-84 degrees, metres. */
const location = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  /** Null where the place was read from a map. */
  accuracyMetres: z.number().min(0).max(100_000).nullable(),
});

export const addPointRequest = z.strictObject({
  id: senderId,
  name: line(40),
  address: line(100),
  location: location.optional(),
});

/** What is not named stays; a location of null goes. */
export const changePointRequest = z.strictObject({
  name: line(40).optional(),
  address: line(100).optional(),
  location: location.nullable().optional(),
});

export const point = z.strictObject({
  id: senderId,
  name: z.string(),
  address: z.string(),
  location: location.optional(),
  /** How many collectors stand here now. */
  standing: z.int(),
});

/** What a collector or an administrator of the community sees first. */
export const workbench = z.strictObject({
  division: divisionCode,
  name: z.string(),
  roles: z.array(role),
  points: z.array(point),
  /** The asking collector's current point. */
  post: senderId.nullable(),
});

export const switchPostRequest = z.strictObject({ pointId: senderId });

const POINTS = `${COMMUNITY}/points` as const;

export const COMMUNITIES = feature("communities", {
  workbench: {
    summary: "The workbench of a community",
    description:
      "For collectors and administrators of the community, and administrators above. Roles, points and the current post of the caller.",
    method: "GET",
    path: COMMUNITY,
    answers: { 200: workbench },
    problems: [...PLACE, "no_role_here"],
  },
  points: {
    summary: "Points of a community",
    description:
      "For collectors and administrators of the community, and administrators above. Points with the number of collectors who stand at each now.",
    method: "GET",
    path: POINTS,
    answers: { 200: z.strictObject({ points: z.array(point) }) },
    problems: [...PLACE, "no_role_here"],
  },
  addPoint: {
    summary: "Add a point",
    description:
      "For administrators of the community or above. Names are unique. The id is made by the sender: the same id again is the same point, and does not bring back a removed one.",
    method: "POST",
    path: POINTS,
    body: addPointRequest,
    answers: { 201: point },
    problems: [...OFFICE, "point_name_taken", "too_many_points", "point_not_found"],
  },
  changePoint: {
    summary: "Change a point",
    description: "For administrators of the community or above. A field that is left out stays; a location of null is removed.",
    method: "PATCH",
    path: `${POINTS}/:id`,
    body: changePointRequest,
    answers: { 200: point },
    problems: [...OFFICE, "point_name_taken", "point_not_found"],
  },
  removePoint: {
    summary: "Remove a point",
    description:
      "For administrators of the community or above. Refused while collectors stand there. Passes keep the name. Can be undone for 10 minutes.",
    method: "DELETE",
    path: `${POINTS}/:id`,
    answers: { 204: null },
    problems: [...OFFICE, "point_not_found", "point_in_use"],
  },
  restorePoint: {
    summary: "Restore a point",
    description: "For administrators of the community or above, within 10 minutes of the removal.",
    method: "POST",
    path: `${POINTS}/:id/restoration`,
    answers: { 200: point },
    problems: [...OFFICE, "point_name_taken", "too_many_points", "point_not_found", "undo_too_late"],
  },
  switchPost: {
    summary: "Switch the post",
    description: "For a collector of the community. Passes are registered at this point from now on.",
    method: "PUT",
    path: `${COMMUNITY}/post`,
    body: switchPostRequest,
    answers: { 204: null },
    problems: [...PLACE, "not_collector", "point_not_found"],
  },
});

export type AddPointRequest = z.infer<typeof addPointRequest>;
export type ChangePointRequest = z.infer<typeof changePointRequest>;
export type Point = z.infer<typeof point>;
export type Workbench = z.infer<typeof workbench>;
