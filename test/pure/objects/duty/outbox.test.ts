/** The outbox delivers rows in parcels. Each receiver gets one parcel at a time, with a pause between two; a receiver that fails rests and delays no other. */
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { allOf, Outbox, type Rest } from "../../../../src/objects/duty/outbox.ts";

const NOW = 1_000_000;
const log = vi.spyOn(console, "error");

beforeEach(() => {
  log.mockReset().mockReturnValue();
});
afterAll(() => {
  log.mockRestore();
});

const down = () => Promise.reject(new Error("down"));
const up = () => Promise.resolve();
const noStub = () => {
  throw new Error("no stub");
};
const anOutbox = (changes: Partial<ConstructorParameters<typeof Outbox<string>>[0]> = {}) =>
  new Outbox<string>({ name: "test", random: () => 0, ...changes });

test("a receiver that fails waits longer after each failure and does not delay other receivers", async () => {
  const outbox = anOutbox();
  const post = (receiver: string) => (receiver === "a" ? down() : up());
  const parcels = [
    ["a", 1],
    ["b", 2],
  ] as const;
  expect(await outbox.send(parcels, post, NOW)).toEqual({ delivered: [["b", 2]], left: [["a", 1]] });
  expect([outbox.readyAt("a"), outbox.readyAt("b"), outbox.due(["a"]), outbox.due(["a", "b"]), outbox.due([])]).toEqual([
    NOW + 500,
    0,
    NOW + 500,
    0,
    null,
  ]);
  await outbox.send(parcels, post, NOW + 500);
  expect(outbox.readyAt("a")).toBe(NOW + 1500);
  await outbox.send(parcels, up, NOW + 1500);
  expect(outbox.readyAt("a")).toBe(0);
  await outbox.send(parcels, post, NOW + 2000);
  expect(outbox.readyAt("a")).toBe(NOW + 2500);
  expect(log.mock.calls.map(([text]: unknown[]) => text)).toEqual(
    [1, 2, 1].map((n) => `test: a did not take its parcel, failure ${n}`),
  );
});

test("a resting receiver gets no parcel", async () => {
  const outbox = anOutbox();
  await outbox.send([["a", 1]], down, NOW);
  const post = vi.fn(up);
  expect(await outbox.send([["a", 1]], post, NOW + 499)).toEqual({ delivered: [], left: [["a", 1]] });
  expect(post).not.toHaveBeenCalled();
  expect((await outbox.send([["a", 1]], post, NOW + 500)).delivered).toEqual([["a", 1]]);
});

test("a delivery that throws synchronously counts as a failure", async () => {
  expect((await anOutbox().send([["a", 1]], noStub, NOW)).left).toEqual([["a", 1]]);
});

test("a receiver that has not answered gets no second parcel for 30 seconds, and its next attempt has a due time", async () => {
  const outbox = anOutbox();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const first = outbox.send([["a", 1]], () => promise, NOW);
  const second = vi.fn(up);
  expect((await outbox.send([["a", 2]], second, NOW + 29_999)).left).toEqual([["a", 2]]);
  expect(second).not.toHaveBeenCalled();
  expect(outbox.due(["a"])).toBe(NOW + 30_000);
  expect((await outbox.send([["a", 2]], second, NOW + 30_000)).delivered).toEqual([["a", 2]]);
  resolve(undefined);
  expect((await first).delivered).toEqual([["a", 1]]);
  expect(outbox.readyAt("a")).toBe(0);
});

test("the pause before the next parcel begins at the end of the first delivery, also after a failure", async () => {
  let at = 0;
  const outbox = anOutbox({ gapMs: 1000, clock: () => at });
  const slow = () => {
    at += 70;
    return up();
  };
  await outbox.send([["a", 1]], slow, NOW);
  expect([outbox.readyAt("a"), outbox.readyAt("b")]).toEqual([NOW + 1070, 0]);
  await outbox.send([["b", 1]], down, NOW);
  expect(outbox.readyAt("b")).toBe(NOW + 1000);
});

test("a success without an earlier failure writes nothing to the caller's own table of rests", async () => {
  const rests = new Map<string, Rest>();
  const touched = vi.spyOn(rests, "delete");
  const outbox = anOutbox({ rests });
  await outbox.send([["a", 1]], up, NOW);
  expect(touched).not.toHaveBeenCalled();
  await outbox.send([["a", 1]], down, NOW);
  expect(rests.get("a")).toEqual({ attempts: 1, until: NOW + 500 });
  expect(anOutbox({ rests }).readyAt("a")).toBe(NOW + 500);
  await outbox.send([["a", 1]], up, NOW + 500);
  expect(touched).toHaveBeenCalledTimes(1);
});

test("allOf waits for every part, also after a failure", async () => {
  const ended: number[] = [];
  const part = async (n: number, fails: boolean) => {
    await new Promise((resolve) => setTimeout(resolve, n));
    ended.push(n);
    if (fails) throw new Error(`part ${n}`);
  };
  await expect(allOf([part(1, true), part(5, false)])).rejects.toThrow("part 1");
  expect(ended).toEqual([1, 5]);
  await allOf([part(2, false)]);
});
