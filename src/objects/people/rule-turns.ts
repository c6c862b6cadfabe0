/** The duty by which a shard decides its persons anew when other rule sets begin: so many at a ring, and after a kill from where it was. Decision 27. */
import { turnDelayMs } from "../../domain/rules/succession.ts";
import type { Duty } from "../duty/alarm.ts";
import { placeOf } from "../env.ts";
import { ColourStore } from "./colour/colour-store.ts";
import { decideEach, PIECE_PERSONS } from "./colour/redecide.ts";
import type { Decisions } from "./colour/decisions.ts";
import { RuleTurnStore } from "./rule-turn-store.ts";

export class RuleTurns implements Duty {
  readonly name = "rule turns";
  readonly #turns: RuleTurnStore;
  readonly #colours: ColourStore;
  readonly #decisions: Decisions;
  readonly #wake: (at: number) => void;
  readonly #delayMs: number;

  /** @param wake has the duty run at that moment, ms */
  constructor({ id, storage }: DurableObjectState, decisions: Decisions, wake: (at: number) => void) {
    this.#turns = new RuleTurnStore(storage.sql);
    this.#colours = new ColourStore(storage.sql);
    this.#decisions = decisions;
    this.#wake = wake;
    this.#delayMs = turnDelayMs(Number(placeOf(id)));
  }

  /** Other rule sets begin at that moment, ms. Told again it changes nothing. */
  expect(at: number): void {
    this.#turns.add(at);
    this.#wake(at + this.#delayMs);
  }

  due(): number | null {
    const first = this.#turns.first();
    return first && first.at + this.#delayMs;
  }

  async run(now: number): Promise<void> {
    const first = this.#turns.first();
    if (first === null) return;
    const persons = this.#colours.after(first.cursor, PIECE_PERSONS);
    // Whoever was decided by the new rules meanwhile is only looked at.
    await decideEach(persons, this.#colours, this.#decisions, now);
    const last = persons.at(-1);
    if (last === undefined || persons.length < PIECE_PERSONS) this.#turns.drop(first.at);
    else this.#turns.move(first.at, last);
  }
}
