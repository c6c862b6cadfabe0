/** What is over leaves by alarm, in pieces that a gate does not feel. The alarm is armed while there is something to leave. */
import { nextDue, overUntil } from "../../domain/history/retention.ts";
import { today } from "../../domain/identity/calendar-date.ts";
import type { PassStore } from "./pass-store.ts";
import type { StaffStore } from "./staff-store.ts";

const PIECE_ROWS = 1000;
/** Between two pieces, for whoever waits at the gate. */
const PAUSE_MS = 50;

export class Retention {
  readonly #storage: DurableObjectStorage;
  readonly #passes: PassStore;
  readonly #staff: StaffStore;
  #armedAt: number | null = null;

  constructor(state: DurableObjectState, passes: PassStore, staff: StaffStore) {
    this.#storage = state.storage;
    this.#passes = passes;
    this.#staff = staff;
    void state.blockConcurrencyWhile(async () => {
      this.#armedAt = await state.storage.getAlarm();
      // For what was written before there was an alarm. One that is due long ago rings at once.
      this.arm(0);
    });
  }

  /** Arms the alarm for the oldest thing that is here, unless it is armed: what comes later is due later. */
  arm(now: number): void {
    if (this.#armedAt !== null) return;
    const due = nextDue([this.#passes.oldest(), this.#staff.oldestRemoval()]);
    if (due === null) return;
    this.#armedAt = Math.max(due, now + PAUSE_MS);
    // Written together with what was written just now.
    void this.#storage.setAlarm(this.#armedAt);
  }

  /** What the alarm does: removes one piece of what is over at `now` and arms for the next; answers how many passes left. */
  sweep(now: number): number {
    this.#armedAt = null;
    const until = overUntil(now);
    const removed = this.#storage.transactionSync(() => {
      const passes = this.#passes.removeOldest(until, PIECE_ROWS, today(now));
      // Those whom passes still name go after them.
      if (passes < PIECE_ROWS) this.#staff.forgetRemoved(until);
      return passes;
    });
    this.arm(now);
    return removed;
  }
}
