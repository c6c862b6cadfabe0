/** The rules of points, collectors, posts and passes, one by one and at their limits. product.md §4. */
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

describe("adding a point", () => {
  test("takes a point with a name of its own", () => {
    const west = aPoint({ id: WEST, name: "西门" });
    expect(addPoint([aPoint()], NONE_REMOVED, west)).toEqual({ ok: true, value: west });
  });

  test("refuses a name that another point has", () => {
    expect(addPoint([aPoint()], NONE_REMOVED, aPoint({ id: WEST }))).toEqual({
      ok: false,
      refusal: { code: "point_name_taken" },
    });
  });

  test("answers a repeated id with the point as it was added, whatever the repeat says", () => {
    expect(addPoint([aPoint()], NONE_REMOVED, aPoint({ name: "西门" }))).toEqual({ ok: true, value: aPoint() });
  });

  test("brings a removed point not back", () => {
    expect(addPoint([], { count: 1, hasThis: true }, aPoint())).toEqual({ ok: false, refusal: { code: "point_not_found" } });
  });

  test("takes the 500th point and refuses the next", () => {
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

describe("removing a point", () => {
  test("refuses while somebody stands there and names exactly them", () => {
    const postings = [
      { collector: LI, post: EAST },
      { collector: WANG, post: WEST },
    ];
    expect(removePoint([aPoint()], postings, EAST)).toEqual({ ok: false, refusal: { code: "point_in_use", standing: [LI] } });
  });

  test("takes a point where nobody stands, collectors without a post included", () => {
    expect(removePoint([aPoint()], [{ collector: LI, post: null }], EAST)).toEqual({ ok: true, value: aPoint() });
  });

  test("refuses a point that is not there", () => {
    expect(removePoint([aPoint()], [], WEST)).toEqual({ ok: false, refusal: { code: "point_not_found" } });
  });
});

describe("adding a collector", () => {
  test("refuses before there is a point, however few collectors there are", () => {
    expect(addCollector([], 0)).toEqual({ ok: false, refusal: { code: "no_point_yet" } });
  });

  test("takes the 2,000th collector and refuses the next", () => {
    expect(addCollector([aPoint()], 1999)).toEqual({ ok: true, value: null });
    expect(addCollector([aPoint()], 2000)).toEqual({ ok: false, refusal: { code: "too_many_collectors" } });
  });
});

describe("switching the post", () => {
  test("takes a collector to a point that exists", () => {
    expect(switchPost({ collector: LI, post: EAST }, true)).toEqual({ ok: true, value: LI });
  });

  test("refuses a point that does not exist", () => {
    expect(switchPost({ collector: LI, post: EAST }, false)).toEqual({ ok: false, refusal: { code: "point_not_found" } });
  });

  test("refuses who is no collector before it says whether the point exists", () => {
    expect(switchPost(null, false)).toEqual({ ok: false, refusal: { code: "not_collector" } });
  });
});

describe("registering a pass", () => {
  test("happens at the collector's current point", () => {
    expect(registerAt({ collector: LI, post: WEST })).toEqual({ ok: true, value: WEST });
  });

  test("is refused without a current point", () => {
    expect(registerAt({ collector: LI, post: null })).toEqual({ ok: false, refusal: { code: "no_post" } });
  });

  test("is refused to who is no collector", () => {
    expect(registerAt(null)).toEqual({ ok: false, refusal: { code: "not_collector" } });
  });
});

describe("putting a point right", () => {
  const west = aPoint({ id: WEST, name: "西门" });

  test("changes what is named and leaves the rest", () => {
    expect(changePoint([aPoint(), west], EAST, { name: "正门" })).toEqual({ ok: true, value: aPoint({ name: "正门" }) });
    expect(changePoint([aPoint(), west], EAST, { address: "和平大道 3 号" })).toEqual({
      ok: true,
      value: aPoint({ address: "和平大道 3 号" }),
    });
  });

  test("takes, keeps and takes away a location", () => {
    const location = { latitude: 30.6, longitude: 114.4, accuracyMetres: null };
    expect(changePoint([aPoint()], EAST, { location })).toEqual({ ok: true, value: aPoint({ location }) });
    expect(changePoint([aPoint({ location })], EAST, { name: "正门" })).toEqual({
      ok: true,
      value: aPoint({ name: "正门", location }),
    });
    expect(changePoint([aPoint({ location })], EAST, { location: null })).toEqual({ ok: true, value: aPoint() });
  });

  test("refuses another's name and keeps its own", () => {
    expect(changePoint([aPoint(), west], EAST, { name: "西门" })).toEqual({ ok: false, refusal: { code: "point_name_taken" } });
    expect(changePoint([aPoint(), west], EAST, { name: "东门" })).toEqual({ ok: true, value: aPoint() });
  });

  test("refuses a point that is none", () => {
    expect(changePoint([west], EAST, { name: "正门" })).toEqual({ ok: false, refusal: { code: "point_not_found" } });
  });
});

describe("taking a point's removal back", () => {
  const removed = { value: aPoint(), at: 1_000_000 };

  test("brings it back within ten minutes, and no later", () => {
    expect(restorePoint([], EAST, removed, 1_600_000)).toEqual({ ok: true, value: aPoint() });
    expect(restorePoint([], EAST, removed, 1_600_001)).toEqual({ ok: false, refusal: { code: "undo_too_late" } });
  });

  test("answers with the point as it is where it stands again", () => {
    expect(restorePoint([aPoint({ name: "正门" })], EAST, null, 0)).toEqual({ ok: true, value: aPoint({ name: "正门" }) });
  });

  test("refuses what never was a point, a name that was given away since, and a place too many", () => {
    expect(restorePoint([], EAST, null, 0)).toEqual({ ok: false, refusal: { code: "point_not_found" } });
    expect(restorePoint([aPoint({ id: WEST })], EAST, removed, 1_000_000)).toEqual({
      ok: false,
      refusal: { code: "point_name_taken" },
    });
    expect(restorePoint(points(500), EAST, removed, 1_000_000)).toEqual({ ok: false, refusal: { code: "too_many_points" } });
  });
});

describe("taking a collector's removal back", () => {
  const removed = { value: { post: EAST, name: "陈**" }, at: 1_000_000 };

  test("brings them back within ten minutes where they stood, and no later", () => {
    expect(restoreCollector([aPoint()], 0, removed, 1_600_000)).toEqual({ ok: true, value: removed.value });
    expect(restoreCollector([aPoint({ id: WEST }), aPoint()], 0, removed, 1_600_000)).toEqual({ ok: true, value: removed.value });
    expect(restoreCollector([aPoint()], 0, removed, 1_600_001)).toEqual({ ok: false, refusal: { code: "undo_too_late" } });
  });

  test("leaves them at no point where theirs is gone", () => {
    const west = aPoint({ id: WEST });
    expect(restoreCollector([west], 0, removed, 1_000_000)).toEqual({ ok: true, value: { post: null, name: "陈**" } });
  });

  test("refuses whoever was not removed here, and what adding would be refused for", () => {
    expect(restoreCollector([aPoint()], 0, null, 0)).toEqual({ ok: false, refusal: { code: "collector_not_found" } });
    expect(restoreCollector([], 0, removed, 1_000_000)).toEqual({ ok: false, refusal: { code: "no_point_yet" } });
    expect(restoreCollector([aPoint()], 2000, removed, 1_000_000)).toEqual({
      ok: false,
      refusal: { code: "too_many_collectors" },
    });
  });
});
