/** The query plans of the history: an index for every filter, and never a sort. */
import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import type { PointId } from "../../../src/domain/community/community.ts";
import { historyStatements } from "../../../src/objects/community/history.ts";
import { communityNamed } from "../passages.ts";

const point = "point" as PointId;
const collector = "collector" as PersonKey;
const person = "person" as PersonKey;
const every = [null, person].flatMap((who) =>
  [null, "red", "green"].flatMap((colour) =>
    [null, collector].flatMap((one) =>
      [null, point].flatMap((at) =>
        [null, "signs" as const].map((mark) => ({
          person: who,
          colour: colour as "red" | null,
          collector: one,
          point: at,
          mark,
          from: 0,
        })),
      ),
    ),
  ),
);

function plansOf(text: string): Promise<string[]> {
  return runInDurableObject(communityNamed("plans"), (_, { storage }) => {
    // A query plan does not depend on the values of its parameters, so they are null.
    const values = Array.from(text.matchAll(/\?/g), () => null);
    return storage.sql
      .exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`, ...values)
      .toArray()
      .map(({ detail }) => detail);
  });
}

test.each(every)(
  "person $person, colour $colour, collector $collector, point $point, mark $mark: the statement searches by index, and neither scans nor sorts",
  async (filter) => {
    const { page, floor } = historyStatements(filter);
    const index = { null: "passes_at", red: "passes_rare", green: "passes_at" }[String(filter.colour)];
    const lead =
      filter.person !== null
        ? "passes_person"
        : index === "passes_rare"
          ? index
          : filter.collector !== null
            ? "passes_collector"
            : filter.point !== null
              ? "passes_point"
              : index;
    const pagePlan = await plansOf(page);
    expect(pagePlan).toEqual([
      expect.stringMatching(`^SEARCH passes USING INDEX ${lead} \\(.*at>\\? AND at<\\?\\)$`),
      "SEARCH points USING PRIMARY KEY (id=?)",
      "SEARCH collectors USING PRIMARY KEY (person=?)",
    ]);
    if (floor !== null)
      expect(await plansOf(floor)).toEqual([
        expect.stringMatching(`^SEARCH passes USING COVERING INDEX ${lead} \\(.*at>\\? AND at<\\?\\)$`),
      ]);
  },
);

test("a filter beyond its index has a lower bound in time", () => {
  const bounded = every.filter(
    (filter) => filter.person === null && filter.mark === null && historyStatements(filter).floor !== null,
  );
  expect(bounded.map(({ colour, collector: one, point: at }) => [colour, one, at])).toEqual([
    [null, collector, point],
    ["red", null, point],
    ["red", collector, null],
    ["red", collector, point],
    ["green", null, null],
    ["green", null, point],
    ["green", collector, null],
    ["green", collector, point],
  ]);
});

test("a person's passes with another filter have a lower bound in time", () => {
  const unbounded = every.filter((filter) => filter.person !== null && historyStatements(filter).floor === null);
  expect(unbounded).toEqual([{ person, colour: null, collector: null, point: null, mark: null, from: 0 }]);
});

test("a filter by mark always has a lower bound in time", () => {
  expect(every.filter((filter) => filter.mark !== null && historyStatements(filter).floor === null)).toEqual([]);
});
