/** The two requests that write a collection point, for its forms on the phone and on the PC. */
import type { AddPointRequest, ChangePointRequest, Point } from "../../../contract/community.ts";
import { type Answer, ask } from "../../app/api.ts";
import type { Location } from "./use-place.ts";

/** The values of the form for a point, as typed. */
export interface PointValues {
  readonly name: string;
  readonly address: string;
  readonly location?: Location | undefined;
}

/** Adds a point. @param id the same for every try, so that a repeated request adds only one point */
export function addPoint(division: string, id: string, { name, address, location }: PointValues): Promise<Answer<Point>> {
  const body: AddPointRequest = { id, name: name.trim(), address: address.trim(), ...(location && { location }) };
  return ask("POST /api/v1/communities/:division/points", { division }, body);
}

/** Changes a point. Without a location in the values, the point loses its earlier location. */
export function changePoint(division: string, id: string, { name, address, location }: PointValues): Promise<Answer<Point>> {
  const body: ChangePointRequest = { name: name.trim(), address: address.trim(), location: location ?? null };
  return ask("PATCH /api/v1/communities/:division/points/:id", { division, id }, body);
}
