/** What somebody sees first of a community: their roles here, the points, and where they stand. */
import type { Posting } from "../../domain/community/community.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { Role } from "../accounts/rpc.ts";
import type { NoRole, PointView, WorkbenchView } from "./rpc.ts";

/** Refused to whoever has no role here. @param posting of the asking collector */
export function workbenchOf(
  posting: Posting | null,
  inCharge: boolean,
  points: readonly PointView[],
): Result<WorkbenchView, NoRole> {
  const roles: Role[] = [];
  if (inCharge) roles.push("administrator");
  if (posting !== null) roles.push("collector");
  return roles.length === 0 ? refuse({ code: "no_role_here" }) : accept({ roles, points, post: posting?.post ?? null });
}
