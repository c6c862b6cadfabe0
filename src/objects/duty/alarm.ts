/** The one alarm of an object, shared by named duties: armed for the earliest, and the failure of one stops no other. */
import type { ObjectsEnv } from "../env.ts";
import { backOffMs } from "./back-off.ts";

export interface Duty {
  readonly name: string;
  /** When it next has something to do, ms, which may be past; null where it has nothing. Reads and changes nothing. */
  due(): number | null;
  /** Does one bounded piece of what is due at `now`. Idempotent: a ring may come twice. */
  run(now: number): void | Promise<void>;
}

/** Between two rings: requests that wait at the object come first. */
const PAUSE_MS = 50;
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
  /** Failures in a row. */
  readonly attempts: number;
}

export class Alarm {
  readonly #storage: DurableObjectStorage;
  readonly #duties: readonly Duty[];
  readonly #random: () => number;
  /** Duties that failed. Kept in memory, because a new start is a reason to try again. */
  readonly #resting = new Map<string, Rest>();
  #armedAt: number | null = null;
  /** The earliest moment of which the running turn said that something is due, ms. */
  #wantedAt: number | null = null;

  constructor(state: DurableObjectState, duties: readonly Duty[], random: () => number = Math.random) {
    this.#storage = state.storage;
    this.#duties = duties;
    this.#random = random;
    void state.blockConcurrencyWhile(async () => {
      this.#armedAt = await state.storage.getAlarm();
      // For what was written by code that had no such duty. One that is due long ago rings at once.
      this.arm(0);
    });
  }

  /**
   * Says that something is due at `at`: written only where no earlier alarm stands. Costs nothing else, so each pass may say it. It is written at
   * the end of the running turn, in one commit with the rows of that turn, and outside of any `transactionSync`: a transaction that is rolled back
   * would take the alarm along, and leave it armed in memory only.
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
