/** Acts on the collection points of one community: load, decide, save, without an await. Also the first view of a collector or an administrator. */
import {
  addPoint,
  changePoint,
  type Point,
  type PointChanges,
  type PointId,
  type Posting,
  registerAt,
  type RegisterRefusal,
  removePoint,
  restorePoint,
} from "../../domain/community/community.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import type { Role } from "../accounts/rpc.ts";
import type { UsedAgain } from "./pass.ts";
import type { PointStore } from "./point-store.ts";
import type {
  AddPointResult,
  ChangePointResult,
  NoRole,
  PointView,
  RemovePointResult,
  RestorePointResult,
  WorkbenchView,
} from "./rpc.ts";
import type { StaffStore } from "./staff-store.ts";

export class Points {
  readonly #store: PointStore;
  readonly #staff: StaffStore;

  constructor(store: PointStore, staff: StaffStore) {
    this.#store = store;
    this.#staff = staff;
  }

  /** The points, each with the number of collectors who stand there. */
  views(): readonly PointView[] {
    const postings = this.#staff.postings();
    return this.#store.all().map((point) => viewOf(point, postings));
  }

  /** The point where a collector stands. Refused to others, and to a collector who stands nowhere. */
  standingOf(posting: Posting | null): Result<Point, RegisterRefusal> {
    const stands = registerAt(posting);
    if (!stands.ok) return stands;
    const point = this.#store.all().find(({ id }) => id === stands.value);
    return point === undefined ? refuse({ code: "no_post" }) : accept(point);
  }

  add(point: Point, now: number): AddPointResult {
    const decided = addPoint(this.#store.all(), this.#store.removed(point.id), point);
    if (decided.ok) this.#store.add(decided.value, now);
    return decided;
  }

  change(id: PointId, changes: PointChanges): ChangePointResult {
    const decided = changePoint(this.#store.all(), id, changes);
    if (!decided.ok) return decided;
    this.#store.change(decided.value);
    return accept(viewOf(decided.value, this.#staff.postings()));
  }

  remove(id: PointId, now: number): RemovePointResult {
    const decided = removePoint(this.#store.all(), this.#staff.postings(), id);
    if (decided.ok) {
      this.#store.remove(id, now);
      return accept(null);
    }
    if (decided.refusal.code === "point_not_found") return refuse({ code: "point_not_found" });
    const { standing } = decided.refusal;
    const collectors = this.#staff
      .collectors()
      .filter(({ person }) => standing.includes(person))
      .map(({ maskedName, maskedPhone }) => ({ maskedName, maskedPhone }));
    return refuse({ code: "point_in_use", collectors });
  }

  restore(id: PointId, now: number): RestorePointResult {
    const decided = restorePoint(this.#store.all(), id, this.#store.whenRemoved(id), now);
    if (!decided.ok) return decided;
    this.#store.restore(id);
    return accept(viewOf(decided.value, this.#staff.postings()));
  }
}

function viewOf(point: Point, postings: readonly Posting[]): PointView {
  return { ...point, standing: postings.filter(({ post }) => post === point.id).length };
}

/**
 * The first view of a collector or an administrator here; refused to others.
 * @param posting the calling collector's posting; null for others
 * @param usedAgain the passes at a point whose codes were just used elsewhere too
 */
export function workbenchOf(
  posting: Posting | null,
  inCharge: boolean,
  points: readonly PointView[],
  usedAgain: (point: PointId) => readonly UsedAgain[],
): Result<WorkbenchView, NoRole> {
  const roles: Role[] = [];
  if (inCharge) roles.push("administrator");
  if (posting !== null) roles.push("collector");
  if (roles.length === 0) return refuse({ code: "no_role_here" });
  const post = posting?.post ?? null;
  return accept({ roles, points, post, usedAgain: post === null ? [] : usedAgain(post) });
}
