/** The one alarm of an object for all its named duties: armed for the earliest duty. A failed duty does not stop the others. */
import type { ObjectsEnv } from "../env.ts";
import { backOffMs } from "./back-off.ts";

export interface Duty {
  readonly name: string;
  /** The time of its next task, ms, also in the past; null if there is none. Changes nothing. */
  due(): number | null;
  /** Does one bounded part of the tasks that are due at `now`. Idempotent, because the platform may run an alarm twice. */
  run(now: number): void | Promise<void>;
}

/** The shortest pause between a run of the alarm and the run for the tasks that it left, so that waiting requests come first. */
const PAUSE_MS = 50;
/** The shortest period of a duty that a deployment can choose: an object then writes at most once per second for it. */
const LEAST_PERIOD_MS = 1000;

/**
 * The period of a duty, ms: `usualMs`, or less if the deployment sets YIMA_DUTY_SECONDS. Tests do this to wait a second instead of a minute.
 * Never below a second, and never above `usualMs`, because users rely on it.
 */
export function periodMs(env: Pick<ObjectsEnv, "YIMA_DUTY_SECONDS">, usualMs: number): number {
  const wantedMs = Number(env.YIMA_DUTY_SECONDS) * 1000;
  return wantedMs > 0 ? Math.min(Math.max(wantedMs, LEAST_PERIOD_MS), usualMs) : usualMs;
}

interface Rest {
  readonly until: number;
  /** Failures in a row. */
  readonly attempts: number;
}

export class Alarm {
  readonly #storage: DurableObjectStorage;
  readonly #duties: readonly Duty[];
  readonly #random: () => number;
  /** The pause of each duty that failed, by its name. In memory only, because a restart of the object is a reason to try again. */
  readonly #resting = new Map<string, Rest>();
  #armedAt: number | null = null;
  /** The earliest time that `wake` received in this turn of the event loop, ms; null if none. */
  #wantedAt: number | null = null;

  constructor(state: DurableObjectState, duties: readonly Duty[], random: () => number = Math.random) {
    this.#storage = state.storage;
    this.#duties = duties;
    this.#random = random;
    void state.blockConcurrencyWhile(async () => {
      this.#armedAt = await state.storage.getAlarm();
      // An earlier release may have written rows, but had no duty for them and set no alarm. An overdue duty runs at once.
      this.arm(0);
    });
  }

  /**
   * Arms the alarm for `at` (ms), unless an earlier alarm is set. Cheap enough to be called for each registered pass. The alarm is written at
   * the end of this turn of the event loop, in one commit with its rows and outside of `transactionSync`: a rolled back transaction
   * would also remove the alarm, which would then be armed in memory only.
   */
  wake(at: number): void {
    if (this.#armedAt !== null && this.#armedAt <= at) return;
    if (this.#wantedAt === null) queueMicrotask(() => this.#write());
    this.#wantedAt = Math.min(this.#wantedAt ?? at, at);
  }

  #write(): void {
    const at = this.#wantedAt;
    this.#wantedAt = null;
    if (at === null || (this.#armedAt !== null && this.#armedAt <= at)) return;
    this.#armedAt = at;
    void this.#storage.setAlarm(at);
  }

  /** Arms the alarm for the duty that is due first, at the earliest PAUSE_MS after `now`. */
  arm(now: number): void {
    const moments = this.#duties.map((duty) => this.#dueOf(duty)).filter((at) => at !== null);
    if (moments.length > 0) this.wake(Math.max(Math.min(...moments), now + PAUSE_MS));
  }

  /** Runs each due duty once, then arms the alarm for the next. A duty that fails is logged and rests; the others run. */
  async ring(now: number): Promise<void> {
    this.#armedAt = null;
    for (const duty of this.#duties) {
      const due = this.#dueOf(duty);
      if (due === null || due > now) continue;
      try {
        await duty.run(now);
        this.#resting.delete(duty.name);
      } catch (bug) {
        console.error(`duty ${duty.name} failed`, bug);
        const attempts = (this.#resting.get(duty.name)?.attempts ?? 0) + 1;
        this.#resting.set(duty.name, { until: now + backOffMs(attempts, this.#random()), attempts });
      }
    }
    this.arm(now);
  }

  #dueOf(duty: Duty): number | null {
    const due = duty.due();
    return due === null ? null : Math.max(due, this.#resting.get(duty.name)?.until ?? due);
  }
}
