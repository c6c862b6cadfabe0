/** An object's one alarm for several duties (tasks with a due time): it is set for the earliest one, and a duty that fails delays no other. On a real object's state. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { Alarm, type Duty, periodMs } from "../../../src/objects/duty/alarm.ts";
import { communityNamed } from "../passages.ts";

const NOW = Date.UTC(2100, 0, 1);

interface TestDuty extends Duty {
  at: number | null;
  readonly rung: number[];
}

/** A duty that is due once, at `at`, or never for null. It records its runs, and throws if `fails`. */
function aDuty(name: string, at: number | null, fails = false): TestDuty {
  const duty: TestDuty = {
    name,
    at,
    rung: [],
    due: () => duty.at,
    run(now) {
      duty.rung.push(now);
      if (fails) throw new Error(name);
      duty.at = null;
    },
  };
  return duty;
}

function withAlarm<T>(
  name: string,
  duties: readonly Duty[],
  act: (alarm: Alarm, armed: () => Promise<number | null>) => Promise<T>,
) {
  return runInDurableObject(communityNamed(name), async (_, state) => {
    await state.storage.deleteAlarm();
    // The random part of each wait is at its maximum, so that waits are known.
    const alarm = new Alarm(state, duties, () => 1);
    await state.blockConcurrencyWhile(() => Promise.resolve());
    return act(alarm, () => state.storage.getAlarm());
  });
}

test("the alarm stands at the earliest duty; it runs each duty that is due and is then set for the next", async () => {
  const [first, second, never] = [aDuty("first", NOW), aDuty("second", NOW + 5000), aDuty("never", null)];
  const armed = await withAlarm("earliest", [second, first, never], async (alarm, at) => {
    const before = await at();
    await alarm.ring(NOW);
    return [before, await at()];
  });
  expect(armed).toEqual([NOW, NOW + 5000]);
  expect([first.rung, second.rung, never.rung]).toEqual([[NOW], [], []]);
});

test("without a due duty there is no alarm", async () => {
  expect(
    await withAlarm("nothing", [aDuty("idle", null)], async (alarm, at) => [await at(), await alarm.ring(NOW), await at()]),
  ).toEqual([null, undefined, null]);
});

test("a later moment than the alarm's writes nothing, and an earlier one writes once per turn", async () => {
  const community = communityNamed("writes");
  const written = await runInDurableObject(community, async (_, state) => {
    await state.storage.deleteAlarm();
    const setAlarm = vi.spyOn(state.storage, "setAlarm");
    const alarm = new Alarm(state, []);
    await state.blockConcurrencyWhile(() => Promise.resolve());
    for (const at of [NOW, NOW, NOW + 1]) alarm.wake(at);
    await Promise.resolve();
    for (const at of [NOW, NOW + 1, NOW - 1, NOW]) alarm.wake(at);
    await Promise.resolve();
    const calls = setAlarm.mock.calls.map(([at]) => at);
    setAlarm.mockRestore();
    return { calls, armed: await state.storage.getAlarm() };
  });
  expect(written).toEqual({ calls: [NOW, NOW - 1], armed: NOW - 1 });
});

/** Calls `wake` within a transaction that is rolled back. */
function rolledBack(state: DurableObjectState, alarm: Alarm): void {
  const act = () =>
    state.storage.transactionSync(() => {
      alarm.wake(NOW);
      throw new Error("rolled back");
    });
  expect(act).toThrow("rolled back");
}

test.each([
  ["in the same turn", () => undefined],
  ["later", () => scheduler.wait(20)],
])("after a transaction that was rolled back, another wake %s leaves an alarm on disk", async (when, wait) => {
  const community = communityNamed(`rolled back ${when}`);
  await runInDurableObject(community, async (_, state) => {
    await state.storage.deleteAlarm();
    const alarm = new Alarm(state, []);
    await state.blockConcurrencyWhile(() => Promise.resolve());
    rolledBack(state, alarm);
    const waiting = wait();
    if (waiting !== undefined) await waiting;
    alarm.wake(NOW);
  });
  await evictDurableObject(community);
  expect(await runInDurableObject(community, (_, { storage }) => storage.getAlarm())).toBe(NOW);
});

test("a duty that fails rests twice as long each time, ten minutes at most, and the others run", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const [bad, good] = [aDuty("bad", NOW, true), aDuty("good", NOW)];
  const rests = await withAlarm("fails", [bad, good], async (alarm, at) => {
    const lengths: number[] = [];
    let now = NOW;
    for (let ring = 0; ring < 12; ring += 1) {
      await alarm.ring(now);
      const next = (await at()) ?? 0;
      lengths.push((next - now) / 1000);
      now = next;
    }
    return lengths;
  });
  expect(rests).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]);
  expect(good.rung).toEqual([NOW]);
  expect(log).toHaveBeenCalledTimes(12);
  log.mockRestore();
});

test("a duty that is due again at once runs after a pause", async () => {
  const always: Duty = { name: "always", due: () => 0, run: () => undefined };
  expect(
    await withAlarm("again", [always], async (alarm, at) => {
      await alarm.ring(NOW);
      return at();
    }),
  ).toBe(NOW + 50);
});

test.each([
  ["nothing", undefined, 60_000],
  ["a second", "1", 1000],
  ["less than a second", "0.2", 1000],
  ["no time at all", "0", 60_000],
  ["a time before now", "-5", 60_000],
  ["more than usual", "600", 60_000],
  ["no number", "soon", 60_000],
])("a deployment with %s gets a period between a second and the usual one", (_, seconds, expected) => {
  expect(periodMs(seconds === undefined ? {} : { YIMA_DUTY_SECONDS: seconds }, 60_000)).toBe(expected);
});
