/** The rules of a community's points, of its collectors and the points where they stand, and of passes, each with its limits. Source: product.md §4. */
import { describe, expect, test } from "vitest";
import type { PersonKey } from "../../../../src/domain/access/keys.ts";
import {
  addCollector,
  addPoint,
  changePoint,
  type Point,
  type PointId,
  registerAt,
  removePoint,
  restoreCollector,
  restorePoint,
  switchPost,
} from "../../../../src/domain/community/community.ts";

const EAST = "point-east" as PointId;
const WEST = "point-west" as PointId;
const LI = "0123456789abcdef01234567" as PersonKey;
const WANG = "89abcdef0123456789abcdef" as PersonKey;
const NONE_REMOVED = { count: 0, hasThis: false };

function aPoint(changes: Partial<Point> = {}): Point {
  return { id: EAST, name: "东门", address: "和平大道 1 号", ...changes };
}

function points(count: number): readonly Point[] {
  return Array.from({ length: count }, (_, index) => aPoint({ id: `point-${index}` as PointId, name: `门 ${index}` }));
}

describe("the addition of a point", () => {
  test("accepts a point with a new name", () => {
    const west = aPoint({ id: WEST, name: "西门" });
    expect(addPoint([aPoint()], NONE_REMOVED, west)).toEqual({ ok: true, value: west });
  });

  test("refuses the name of another point", () => {
    expect(addPoint([aPoint()], NONE_REMOVED, aPoint({ id: WEST }))).toEqual({
      ok: false,
      refusal: { code: "point_name_taken" },
    });
  });

  test("answers a repeated id with the point as it was first added, also for other contents", () => {
    expect(addPoint([aPoint()], NONE_REMOVED, aPoint({ name: "西门" }))).toEqual({ ok: true, value: aPoint() });
  });

  test("does not bring a removed point back", () => {
    expect(addPoint([], { count: 1, hasThis: true }, aPoint())).toEqual({ ok: false, refusal: { code: "point_not_found" } });
  });

  test("accepts the 500th point and refuses the next", () => {
    expect(addPoint(points(499), NONE_REMOVED, aPoint()).ok).toBe(true);
    expect(addPoint(points(500), NONE_REMOVED, aPoint())).toEqual({ ok: false, refusal: { code: "too_many_points" } });
  });

  test("counts removed points too, up to 5,000", () => {
    expect(addPoint(points(10), { count: 4989, hasThis: false }, aPoint()).ok).toBe(true);
    expect(addPoint(points(10), { count: 4990, hasThis: false }, aPoint())).toEqual({
      ok: false,
      refusal: { code: "too_many_points" },
    });
  });
});

describe("the removal of a point", () => {
  test("is refused while collectors stand there, and the refusal names exactly them", () => {
    const postings = [
      { collector: LI, post: EAST },
      { collector: WANG, post: WEST },
    ];
    expect(removePoint([aPoint()], postings, EAST)).toEqual({ ok: false, refusal: { code: "point_in_use", standing: [LI] } });
  });

  test("is accepted when nobody stands there, also with collectors without a post", () => {
    expect(removePoint([aPoint()], [{ collector: LI, post: null }], EAST)).toEqual({ ok: true, value: aPoint() });
  });

  test("is refused for an unknown point", () => {
    expect(removePoint([aPoint()], [], WEST)).toEqual({ ok: false, refusal: { code: "point_not_found" } });
  });
});

describe("the addition of a collector", () => {
  test("is refused before the first point, also without collectors", () => {
    expect(addCollector([], 0)).toEqual({ ok: false, refusal: { code: "no_point_yet" } });
  });

  test("accepts the 2,000th collector and refuses the next", () => {
    expect(addCollector([aPoint()], 1999)).toEqual({ ok: true, value: null });
    expect(addCollector([aPoint()], 2000)).toEqual({ ok: false, refusal: { code: "too_many_collectors" } });
  });
});

describe("the switch of a post", () => {
  test("takes a collector to an existing point", () => {
    expect(switchPost({ collector: LI, post: EAST }, true)).toEqual({ ok: true, value: LI });
  });

  test("is refused for an unknown point", () => {
    expect(switchPost({ collector: LI, post: EAST }, false)).toEqual({ ok: false, refusal: { code: "point_not_found" } });
  });

  test("is refused first for a person who is no collector, and then for an unknown point", () => {
    expect(switchPost(null, false)).toEqual({ ok: false, refusal: { code: "not_collector" } });
  });
});

describe("the registration of a pass", () => {
  test("takes the present point of the collector", () => {
    expect(registerAt({ collector: LI, post: WEST })).toEqual({ ok: true, value: WEST });
  });

  test("is refused without a present point", () => {
    expect(registerAt({ collector: LI, post: null })).toEqual({ ok: false, refusal: { code: "no_post" } });
  });

  test("is refused for a person who is no collector", () => {
    expect(registerAt(null)).toEqual({ ok: false, refusal: { code: "not_collector" } });
  });
});

describe("the correction of a point", () => {
  const west = aPoint({ id: WEST, name: "西门" });

  test("changes the fields of the request and no others", () => {
    expect(changePoint([aPoint(), west], EAST, { name: "正门" })).toEqual({ ok: true, value: aPoint({ name: "正门" }) });
    expect(changePoint([aPoint(), west], EAST, { address: "和平大道 3 号" })).toEqual({
      ok: true,
      value: aPoint({ address: "和平大道 3 号" }),
    });
  });

  test("sets, keeps and removes a location", () => {
    const location = { latitude: 30.6, longitude: 114.4, accuracyMetres: null };
    expect(changePoint([aPoint()], EAST, { location })).toEqual({ ok: true, value: aPoint({ location }) });
    expect(changePoint([aPoint({ location })], EAST, { name: "正门" })).toEqual({
      ok: true,
      value: aPoint({ name: "正门", location }),
    });
    expect(changePoint([aPoint({ location })], EAST, { location: null })).toEqual({ ok: true, value: aPoint() });
  });

  test("refuses the name of another point and accepts its own", () => {
    expect(changePoint([aPoint(), west], EAST, { name: "西门" })).toEqual({ ok: false, refusal: { code: "point_name_taken" } });
    expect(changePoint([aPoint(), west], EAST, { name: "东门" })).toEqual({ ok: true, value: aPoint() });
  });

  test("is refused for an unknown point", () => {
    expect(changePoint([west], EAST, { name: "正门" })).toEqual({ ok: false, refusal: { code: "point_not_found" } });
  });
});

describe("the undo of a point's removal", () => {
  const removed = { value: aPoint(), at: 1_000_000 };

  test("brings it back within ten minutes and not later", () => {
    expect(restorePoint([], EAST, removed, 1_600_000)).toEqual({ ok: true, value: aPoint() });
    expect(restorePoint([], EAST, removed, 1_600_001)).toEqual({ ok: false, refusal: { code: "undo_too_late" } });
  });

  test("answers with the present point when the point is already back", () => {
    expect(restorePoint([aPoint({ name: "正门" })], EAST, null, 0)).toEqual({ ok: true, value: aPoint({ name: "正门" }) });
  });

  test("refuses an unknown point, a name that another point has now, and a point beyond the limit", () => {
    expect(restorePoint([], EAST, null, 0)).toEqual({ ok: false, refusal: { code: "point_not_found" } });
    expect(restorePoint([aPoint({ id: WEST })], EAST, removed, 1_000_000)).toEqual({
      ok: false,
      refusal: { code: "point_name_taken" },
    });
    expect(restorePoint(points(500), EAST, removed, 1_000_000)).toEqual({ ok: false, refusal: { code: "too_many_points" } });
  });
});

describe("the undo of a collector's removal", () => {
  const removed = { value: { post: EAST, name: "陈**" }, at: 1_000_000 };

  test("brings them back to their post within ten minutes and not later", () => {
    expect(restoreCollector([aPoint()], 0, removed, 1_600_000)).toEqual({ ok: true, value: removed.value });
    expect(restoreCollector([aPoint({ id: WEST }), aPoint()], 0, removed, 1_600_000)).toEqual({ ok: true, value: removed.value });
    expect(restoreCollector([aPoint()], 0, removed, 1_600_001)).toEqual({ ok: false, refusal: { code: "undo_too_late" } });
  });

  test("leaves them without a post when their point is gone", () => {
    const west = aPoint({ id: WEST });
    expect(restoreCollector([west], 0, removed, 1_000_000)).toEqual({ ok: true, value: { post: null, name: "陈**" } });
  });

  test("refuses a person who was not removed here, and every case that an addition refuses", () => {
    expect(restoreCollector([aPoint()], 0, null, 0)).toEqual({ ok: false, refusal: { code: "collector_not_found" } });
    expect(restoreCollector([], 0, removed, 1_000_000)).toEqual({ ok: false, refusal: { code: "no_point_yet" } });
    expect(restoreCollector([aPoint()], 2000, removed, 1_000_000)).toEqual({
      ok: false,
      refusal: { code: "too_many_collectors" },
    });
  });
});
