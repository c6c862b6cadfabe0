/** The one alarm that an object has, shared by named duties: armed for the earliest, and the failure of one stops no other. */
import type { ObjectsEnv } from "../env.ts";

export interface Duty {
  readonly name: string;
  /** When it next has something to do, ms, which may be past; null where it has nothing. Reads and changes nothing. */
  due(): number | null;
  /** Does one bounded piece of what is due at `now`. Idempotent: a ring may come twice. */
  run(now: number): void | Promise<void>;
}

/** Between two rings, for whoever waits at the object. */
const PAUSE_MS = 50;
/** How long a duty rests that failed: the first time, and at most. Kept in memory, as a new start is a reason to try again. */
const FIRST_REST_MS = 1000;
const MAX_REST_MS = 600_000;
/** The shortest period of a duty that a deployment can ask for: an object writes at most once a second for it. */
const LEAST_PERIOD_MS = 1000;

/**
 * How long a duty gathers before it acts, ms: `usualMs`, or less where the deployment asks for less. Tests do, so that they wait a second instead of a minute.
 * Never below a second, and never above `usualMs`: users count on it.
 */
export function periodMs(env: Pick<ObjectsEnv, "YIMA_DUTY_SECONDS">, usualMs: number): number {
  const wantedMs = Number(env.YIMA_DUTY_SECONDS) * 1000;
  return wantedMs > 0 ? Math.min(Math.max(wantedMs, LEAST_PERIOD_MS), usualMs) : usualMs;
}

interface Rest {
  readonly until: number;
  readonly lengthMs: number;
}

export class Alarm {
  readonly #storage: DurableObjectStorage;
  readonly #duties: readonly Duty[];
  readonly #resting = new Map<string, Rest>();
  #armedAt: number | null = null;

  constructor(state: DurableObjectState, duties: readonly Duty[]) {
    this.#storage = state.storage;
    this.#duties = duties;
    void state.blockConcurrencyWhile(async () => {
      this.#armedAt = await state.storage.getAlarm();
      // For what was written by code that had no such duty. One that is due long ago rings at once.
      this.arm(0);
    });
  }

  /** Says that something is due at `at`: written only where no earlier alarm stands. Costs nothing else, so each pass may say it. */
  wake(at: number): void {
    if (this.#armedAt !== null && this.#armedAt <= at) return;
    this.#armedAt = at;
    // Written together with what was written just now.
    void this.#storage.setAlarm(at);
  }

  /** Asks every duty and arms for the earliest. */
  arm(now: number): void {
    const moments = this.#duties.map((duty) => this.#dueOf(duty)).filter((at) => at !== null);
    if (moments.length > 0) this.wake(Math.max(Math.min(...moments), now + PAUSE_MS));
  }

  /** What the object's alarm does: one piece of each duty that is due, then arms for the next. Never rejects. */
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
        const lengthMs = Math.min((this.#resting.get(duty.name)?.lengthMs ?? FIRST_REST_MS / 2) * 2, MAX_REST_MS);
        this.#resting.set(duty.name, { until: now + lengthMs, lengthMs });
      }
    }
    this.arm(now);
  }

  #dueOf(duty: Duty): number | null {
    const due = duty.due();
    return due === null ? null : Math.max(due, this.#resting.get(duty.name)?.until ?? due);
  }
}
