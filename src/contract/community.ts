/** The workbench of a community and its collection points: bodies and operations of /api/v1/communities/{division}. Source: product.md §4. */
import * as z from "zod";
import { COMMUNITY, OFFICE, feature, PLACE } from "./operation.ts";
import { divisionCode, instant, line, otherUse, role, senderId } from "./primitives.ts";

/** The place of a point: WGS-84 degrees, and the accuracy in metres. */
const location = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  /** The accuracy of the phone's position; null if the administrator chose the place on a map. */
  accuracyMetres: z.number().min(0).max(100_000).nullable(),
});

export const addPointRequest = z.strictObject({
  id: senderId,
  name: line(40),
  address: line(100),
  location: location.optional(),
});

/** Changes of a point. A field that is left out stays as it is; a location of null removes the location. */
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
  /** The number of collectors who stand at this point now. */
  standing: z.int(),
});

/** The data of the first screen of a collector of the community, or of an administrator of the community or above. */
export const workbench = z.strictObject({
  division: divisionCode,
  name: z.string(),
  roles: z.array(role),
  points: z.array(point),
  /** The point where the caller stands as a collector; null: none. */
  post: senderId.nullable(),
  usedAgain: z
    .array(
      z.strictObject({
        id: senderId.describe("The id of the pass."),
        at: instant.describe("The time of the pass."),
        maskedName: z.string(),
        other: otherUse,
      }),
    )
    .describe(
      "The passes at the caller's point whose codes were used elsewhere afterwards, noted in the last ten minutes. Absent if there are none.",
    )
    .optional(),
});

export const switchPostRequest = z.strictObject({ pointId: senderId });

const POINTS = `${COMMUNITY}/points` as const;

export const COMMUNITIES = feature("communities", {
  workbench: {
    summary: "The workbench of a community",
    description:
      "For collectors and administrators of the community, and administrators above. Answers the roles of the caller, the points, and the caller's current point.",
    method: "GET",
    path: COMMUNITY,
    answers: { 200: workbench },
    problems: [...PLACE, "no_role_here", "office_closed"],
  },
  points: {
    summary: "Points of a community",
    description:
      "For collectors and administrators of the community, and administrators above. Lists the points, each with the number of collectors who stand there now.",
    method: "GET",
    path: POINTS,
    answers: { 200: z.strictObject({ points: z.array(point) }) },
    problems: [...PLACE, "no_role_here", "office_closed"],
  },
  addPoint: {
    summary: "Add a point",
    description:
      "For administrators of the community or above. Names are unique in a community. The sender makes the id. A repeated request with the same id adds no second point and does not restore a removed one.",
    method: "POST",
    path: POINTS,
    event: "act",
    body: addPointRequest,
    answers: { 201: point },
    problems: [...OFFICE, "point_name_taken", "too_many_points", "point_not_found"],
  },
  changePoint: {
    summary: "Change a point",
    description:
      "For administrators of the community or above. A field that is left out stays as it is; a location of null removes the location.",
    method: "PATCH",
    path: `${POINTS}/:id`,
    event: "act",
    body: changePointRequest,
    answers: { 200: point },
    problems: [...OFFICE, "point_name_taken", "point_not_found"],
  },
  removePoint: {
    summary: "Remove a point",
    description:
      "For administrators of the community or above. Refused while collectors stand at the point. Earlier passes keep its name. The removal can be undone for 10 minutes.",
    method: "DELETE",
    path: `${POINTS}/:id`,
    event: "act",
    answers: { 204: null },
    problems: [...OFFICE, "point_not_found", "point_in_use"],
  },
  restorePoint: {
    summary: "Restore a point",
    description:
      "For administrators of the community or above, within 10 minutes of the removal. The restored point has the same id.",
    method: "POST",
    path: `${POINTS}/:id/restoration`,
    event: "act",
    answers: { 200: point },
    problems: [...OFFICE, "point_name_taken", "too_many_points", "point_not_found", "undo_too_late"],
  },
  switchPost: {
    summary: "Switch the current point",
    description: "For a collector of the community. Passes of this collector are registered at the new point from now on.",
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
