/**
 * The rows that a page of the history reads: the same number with five times the passes. `npm run bench -- growth_history` compares the processor time
 * of a page instead, with a thousand times the passes.
 */
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import type { PointId } from "../../../src/domain/community/community.ts";
import { pageOf } from "../../../src/objects/community/history.ts";
import { PointStore } from "../../../src/objects/community/point-store.ts";
import { StaffStore } from "../../../src/objects/community/staff-store.ts";
import { COLLECTORS, communityNamed, passId, PERSONS, POINTS, writePassages } from "../passages.ts";
import type { PassFilter } from "../../../src/objects/community/pass.ts";

const PAGE = 50;
const SIZES = { few: 12_000, many: 60_000 } as const;
const NEWEST = Date.UTC(2020, 1, 29, 12);
const ALL: PassFilter = { person: null, point: null, collector: null, colour: null, mark: null, from: 0 };

beforeAll(async () => {
  for (const [name, count] of Object.entries(SIZES))
    await writePassages(communityNamed(name), { count, newest: NEWEST, colour: (index) => (index % 60 === 7 ? "red" : "none") });
});

/** Reads one page of passes; returns the number of rows that SQLite read for it, and the id of its last pass. */
function read(
  name: string,
  filter: PassFilter,
  after = 0,
): Promise<{ readonly rows: number; readonly last: string | undefined }> {
  return runInDurableObject(communityNamed(name), (_, { storage }) => {
    const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
    const counting = {
      exec: (text: string, ...values: SqlStorageValue[]) => {
        const cursor = storage.sql.exec(text, ...values);
        cursors.push(cursor);
        return cursor;
      },
    } as unknown as SqlStorage;
    const before = { at: NEWEST - after * 1000 + 1, seq: 0 };
    const page = pageOf(counting, new PointStore(storage.sql), new StaffStore(storage.sql), filter, before, PAGE);
    if (!page.ok) throw new Error(page.refusal.code);
    return { rows: cursors.reduce((sum, { rowsRead }) => sum + rowsRead, 0), last: page.value.passes.at(-1)?.id };
  });
}

const point = (POINTS[1] ?? "") as PointId;
const collector = COLLECTORS[0] ?? "";
const person = (PERSONS[0] ?? "") as PersonKey;

test.each([
  ["the first", {}, 0, 51 * 3],
  ["the hundredth", {}, 99 * PAGE, 51 * 3],
  ["one point's", { point }, 0, 51 * 3],
  ["one collector's", { collector }, 0, 51 * 3],
  ["one person's", { person }, 0, 51 * 3],
  ["the red", { colour: "red" }, 0, 51 * 3],
  ["a point's by one collector", { point, collector }, 0, 5000 + 51 * 4],
  ["an absent colour's", { colour: "green" }, 0, 5000 + 5001],
] as const)(
  "%s page reads the same number of rows for sixty thousand passes as for twelve thousand",
  async (_, filter, after, most) => {
    const few = await read("few", { ...ALL, ...filter }, after);
    const many = await read("many", { ...ALL, ...filter }, after);
    expect(many).toEqual(few);
    expect(many.rows).toBeLessThanOrEqual(most);
  },
);

test("the hundredth page has the passes of the hundredth page", async () => {
  expect((await read("many", ALL, 99 * PAGE)).last).toBe(passId(100 * PAGE - 1));
});
