/** An unreachable receiver (a queue of reviews, a division that gets counts) delays no other receiver, however many rows wait for it. On real tables. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PersonKey } from "../../../src/domain/access/keys.ts";
import { hourOf } from "../../../src/domain/statistics/counts.ts";
import { reviewDuty, ReviewStore } from "../../../src/objects/people/colour/reviews.ts";
import { DeclarationStore } from "../../../src/objects/people/person/declaration-store.ts";
import { declaredCountDuty, DeclaredStore } from "../../../src/objects/people/person/declared-counts.ts";
import { PersonStore } from "../../../src/objects/people/person/person-store.ts";

/** The time of the tests, ahead of the real clock, so that no alarm rings by itself. */
const NOW = Date.UTC(2036, 2, 1, 4);
const MINUTE = 60_000;
const [DOWN, UP] = ["420102", "420103"];

beforeEach(() => {
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const inShard = <T>(name: string, act: (storage: DurableObjectStorage) => Promise<T>): Promise<T> =>
  runInDurableObject(env.PEOPLE.getByName(`4201/people/${name}`), (_, { storage }) => act(storage));

/** Writes reviews of a county that its queue already has and that now end, so that their ends wait for delivery. */
function endAll(store: ReviewStore, county: string, count: number): void {
  for (let n = 0; n < count; n += 1) {
    const person = `${county}${String(n).padStart(18, "0")}` as PersonKey;
    const id = `${county}-${n}`;
    store.begin(person, id, { at: NOW - 1000, risk: "low" }, NOW + 1e9);
    const row = store.open(person);
    if (row !== null) store.noteReport(row, "county", county, NOW + 1e9);
    store.end(person, id, county === DOWN ? NOW - 10 : NOW);
  }
}

test("an unreachable queue of reviews rests with everything that waits for it, and the next queue gets its messages at once", async () => {
  const result = await inShard("held-up-reviews", async ({ sql }) => {
    const store = new ReviewStore(sql);
    endAll(store, DOWN ?? "", 120);
    endAll(store, UP ?? "", 2);
    let isDown = true;
    const calls: string[] = [];
    const settled: string[] = [];
    const queueOf = (division: string) => ({
      put: () => Promise.resolve(),
      settle(id: string) {
        calls.push(division);
        if (isDown && division === DOWN) return Promise.reject(new Error("down"));
        settled.push(id);
        return Promise.resolve();
      },
    });
    const stores = { persons: new PersonStore(sql), declarations: new DeclarationStore(sql) };
    const duty = reviewDuty(store, stores, { queueOf, region: "42", random: () => 0 });
    for (let ring = 0; ring < 3; ring += 1) await duty.run(NOW);
    const first = { settled: settled.toSorted(), calls: calls.filter((one) => one === DOWN).length, due: duty.due() };
    isDown = false;
    for (let ring = 0; ring < 3; ring += 1) await duty.run(NOW + 500);
    return { first, settled: settled.length, due: duty.due() };
  });
  expect(result.first).toEqual({ settled: [`${UP}-0`, `${UP}-1`], calls: 50, due: NOW + 500 });
  expect([result.settled, result.due]).toEqual([122, null]);
});

test("a review that ends during the message about its beginning does not wait with that message", async () => {
  const due = await inShard("held-up-ended", async ({ sql }) => {
    const [store, person] = [new ReviewStore(sql), "1".repeat(24) as PersonKey];
    store.begin(person, "one", { at: NOW, risk: "low" }, NOW + 1e9);
    const queueOf = () => ({
      put() {
        store.end(person, "one", NOW + 1);
        return Promise.reject(new Error("down"));
      },
      settle: () => Promise.resolve(),
    });
    const duty = reviewDuty(
      store,
      { persons: new PersonStore(sql), declarations: new DeclarationStore(sql) },
      { queueOf, region: "42" },
    );
    await duty.run(NOW);
    const before = duty.due();
    await duty.run(NOW + 1);
    return [before, duty.due()];
  });
  expect(due).toEqual([NOW + 1, null]);
});

test("an unreachable division does not delay the counts of others, and gets its counts afterwards", async () => {
  const result = await inShard("held-up-counts", async (storage) => {
    const store = new DeclaredStore(storage.sql);
    for (let hour = 0; hour < 150; hour += 1) store.add(hourOf(NOW) - 200 + hour, `${DOWN}001001`, "staying");
    store.add(hourOf(NOW), `${UP}001001`, "staying");
    let isDown = true;
    const reports: string[] = [];
    const duty = declaredCountDuty(storage, store, {} as typeof env, (community, { hours }) => {
      if (isDown && community.startsWith(DOWN ?? "")) return Promise.reject(new Error("down"));
      reports.push(`${community} ${hours.length}`);
      return Promise.resolve();
    });
    await duty.run(NOW);
    await duty.run(NOW + MINUTE);
    const first = [...reports];
    const due = duty.due();
    isDown = false;
    for (let ring = 2; ring < 5; ring += 1) await duty.run(NOW + ring * MINUTE);
    return { first, due, reports, end: duty.due() };
  });
  expect(result.first).toEqual([`${UP}001001 1`]);
  expect(result.due).toBe(NOW + 2 * MINUTE);
  expect(result.reports.slice(1)).toEqual([`${DOWN}001001 100`, `${DOWN}001001 50`]);
  expect(result.end).toBeNull();
});
