/** The queue of passes that the server has not answered: repeats, waits, answers and ends. */
import { expect, test } from "vitest";
import * as queues from "../../../../src/pwa/gate/pass-queue.ts";

const NOW = 1_600_000_000_000;
const one = { id: "id-1", division: "420107001", code: "111", holder: "4201:a", maskedName: "尹**", untilMs: NOW + 45_000 };
const two = { id: "id-2", division: "420107001", code: "222", holder: "4201:b", maskedName: "李**", untilMs: NOW + 45_000 };

test("a new pass is sent at once, and only once while its request is under way", () => {
  const first = queues.takeDue(queues.addPass([], one, NOW), NOW);
  expect(first.batch.map((pass) => pass.id)).toEqual(["id-1"]);
  expect(queues.takeDue(first.queue, NOW + 60_000).batch).toEqual([]);
});

test("an unanswered pass is sent again after 1, 2, 4, 8 and 8 seconds", () => {
  let queue = queues.addPass([], one, NOW);
  const waits: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    const dueAt = queue[0]?.dueAtMs ?? 0;
    const due = queues.takeDue(queue, dueAt);
    queue = queues.sendAgain(due.queue, due.batch, dueAt, 0.5, undefined);
    waits.push((queue[0]?.dueAtMs ?? 0) - dueAt);
  }
  expect(waits).toEqual([1000, 2000, 4000, 8000, 8000]);
});

test("the waits of many phones are spread by a quarter in both directions", () => {
  const due = queues.takeDue(queues.addPass([], one, NOW), NOW);
  const dueAt = (jitter: number) => (queues.sendAgain(due.queue, due.batch, NOW, jitter, undefined)[0]?.dueAtMs ?? 0) - NOW;
  expect([dueAt(0), dueAt(0.999)]).toEqual([750, 1250]);
});

test("the queue obeys the waiting time that a server states", () => {
  const due = queues.takeDue(queues.addPass([], one, NOW), NOW);
  expect(queues.sendAgain(due.queue, due.batch, NOW, 0.5, 20)[0]?.dueAtMs).toBe(NOW + 20_000);
});

test("a network that returns makes every pass due", () => {
  const due = queues.takeDue(queues.addPass([], one, NOW), NOW);
  const waiting = queues.sendAgain(due.queue, due.batch, NOW, 0.5, undefined);
  expect(queues.takeDue(queues.hurry(waiting, NOW + 10), NOW + 10).batch).toHaveLength(1);
});

test("an answered pass leaves the queue, and the others stay", () => {
  const queue = queues.addPass(queues.addPass([], one, NOW), two, NOW);
  expect(queues.settle(queue, [{ id: "id-1", code: "111", state: "registered" }]).map((pass) => pass.id)).toEqual(["id-2"]);
});

test("a holder who is scanned again before the answer keeps the id of the pass", () => {
  const queue = queues.addPass([], one, NOW);
  expect(queues.passIdFor(queue, "4201:a", "id-9")).toBe("id-1");
  expect(queues.passIdFor(queue, "4201:b", "id-9")).toBe("id-9");
});

test("a second scan replaces the code of the first one and is due, although the first request is under way", () => {
  const due = queues.takeDue(queues.addPass([], one, NOW), NOW);
  const replaced = queues.addPass(due.queue, { ...one, code: "333", untilMs: NOW + 60_000 }, NOW + 20_000);
  expect(replaced).toHaveLength(1);
  const after = queues.sendAgain(replaced, due.batch, NOW + 20_000, 0.5, undefined);
  expect(queues.takeDue(after, NOW + 20_000).batch.map((pass) => pass.code)).toEqual(["333"]);
});

test("a late refusal of the first code leaves the second one in the queue; a late registration settles both", () => {
  const replaced = queues.addPass(queues.addPass([], one, NOW), { ...one, code: "333" }, NOW + 20_000);
  expect(queues.settle(replaced, [{ id: "id-1", code: "111", state: "refused" }])).toHaveLength(1);
  expect(queues.settle(replaced, [{ id: "id-1", code: "111", state: "registered" }])).toEqual([]);
  expect(queues.settle(replaced, [{ id: "id-1", code: "333", state: "refused" }])).toEqual([]);
});

test("passes of two communities go in two requests", () => {
  const queue = queues.addPass(queues.addPass([], one, NOW), { ...two, division: "420107002" }, NOW);
  const first = queues.takeDue(queue, NOW);
  expect(first.batch.map((pass) => pass.id)).toEqual(["id-1"]);
  expect(queues.takeDue(first.queue, NOW).batch.map((pass) => pass.id)).toEqual(["id-2"]);
});

test("a pass past its window is reported once and its request is still repeated", () => {
  const queue = queues.addPass([], one, NOW);
  expect(queues.lapse(queue, NOW + 45_000).lapsed).toEqual([]);
  const late = queues.lapse(queue, NOW + 45_001);
  expect(late.lapsed.map((pass) => pass.maskedName)).toEqual(["尹**"]);
  expect(queues.lapse(late.queue, NOW + 46_000).lapsed).toEqual([]);
  expect(queues.takeDue(late.queue, NOW + 46_000).batch).toHaveLength(1);
});

test("a pass without an answer for ten minutes past its window leaves the queue", () => {
  const late = queues.lapse(queues.addPass([], one, NOW), NOW + 45_001);
  expect(queues.lapse(late.queue, NOW + 645_000).queue).toHaveLength(1);
  expect(queues.lapse(late.queue, NOW + 645_001).queue).toEqual([]);
});

test("the chip counts the passes that can still be registered, not the passes reported as lost", () => {
  const queue = queues.addPass(queues.addPass([], one, NOW), { ...two, untilMs: NOW + 90_000 }, NOW);
  expect(queues.waitingCount(queues.lapse(queue, NOW + 50_000).queue)).toBe(1);
});

test("a request carries at most a hundred passes", () => {
  let queue: queues.PassQueue = [];
  for (let n = 0; n < 120; n += 1) queue = queues.addPass(queue, { ...one, id: `id-${n}`, holder: `4201:${n}` }, NOW);
  const first = queues.takeDue(queue, NOW);
  expect(first.batch).toHaveLength(100);
  expect(queues.takeDue(first.queue, NOW).batch).toHaveLength(20);
});

test("the next look at the queue is at the first due or last moment of a pass; an empty queue has none", () => {
  expect(queues.nextLookMs([])).toBeNull();
  const due = queues.takeDue(queues.addPass([], one, NOW), NOW);
  expect(queues.nextLookMs(due.queue)).toBe(NOW + 45_001);
  expect(queues.nextLookMs(queues.sendAgain(due.queue, due.batch, NOW, 0.5, undefined))).toBe(NOW + 1000);
});
