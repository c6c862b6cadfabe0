/** Duties that decide colours again without an act of the person: by time, by changed risk levels of areas, by changed rule sets. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { Duty } from "../../duty/alarm.ts";
import { columns, query, readFirst } from "../../sql.ts";
import type { ColourStore } from "./colour-store.ts";
import type { Decisions } from "./decisions.ts";
import { type Origins, PIECE_PERSONS } from "./origins.ts";
import { HOUR_MS } from "../../../domain/instant.ts";

/** From the beginning of a batch to the next one: gates come first, and a person who shows a code or passes meanwhile is decided at once. */
const PACE_MS = 100;
/** The pause before the next attempt for a person who could not be decided, or for whom no rule set is in force. */
const REST_MS = HOUR_MS;

/** The same duty, which rests between the batches of one change. */
function paced(duty: Duty): Duty {
  let restsUntil = 0;
  return {
    name: duty.name,
    due() {
      const due = duty.due();
      return due && Math.max(due, restsUntil);
    },
    async run(now) {
      await duty.run(now);
      const next = duty.due();
      restsUntil = next !== null && next <= now ? now + PACE_MS : 0;
    },
  };
}

export function colourTurnDuty(colours: ColourStore, decisions: Decisions): Duty {
  return paced({
    name: "colour turns",
    due: () => colours.nextTurn(),
    run: (now) => decideEach(colours.turned(now, PIECE_PERSONS), colours, decisions, now),
  });
}

/**
 * Decides persons with outdated decisions again. A person who cannot be decided does not stop the others and is tried again later. Rejects if nobody can
 * be decided, for example without rule sets: then all of them stay due.
 */
export async function decideEach(
  persons: readonly PersonKey[],
  colours: ColourStore,
  decisions: Decisions,
  now: number,
): Promise<void> {
  await decisions.ready(now);
  const together = await decisions.decideTogether(persons, now).catch(() => false);
  const failed = together ? [] : await oneByOne(persons, decisions, now);
  for (const person of persons) {
    const { nextAt } = colours.latest(person) ?? { nextAt: null };
    if (failed.includes(person) || (nextAt !== null && nextAt <= now)) colours.postpone(person, now + REST_MS);
  }
}

/** Used if the common transaction failed or another write came in between. @returns the persons who could not be decided */
async function oneByOne(persons: readonly PersonKey[], decisions: Decisions, now: number): Promise<readonly PersonKey[]> {
  const failed: PersonKey[] = [];
  for (const person of persons) {
    try {
      await decisions.present(person, now);
    } catch (bug) {
      failed.push(person);
      console.error("a colour could not be decided", bug);
    }
  }
  return failed;
}

export function areaTurnDuty(origins: Origins, decisions: Decisions): Duty {
  return paced({
    name: "area turns",
    due: () => origins.due(),
    async run(now) {
      origins.turn(now);
      const next = origins.next();
      if (next === null) return;
      for (const person of next.persons) {
        try {
          await decisions.reconsider(person, now);
        } catch (bug) {
          // This person does not stop the others, and is decided at their next act.
          console.error("a colour could not be decided", bug);
        }
      }
      origins.noteExamined(next);
    },
  });
}

const RULE_TURN = columns<RuleTurn>({ at: "at", cursor: "cursor" });

/** Decides every person of the shard again who has a decision by other rules, after a change of rule sets, in batches. @param delayMs the delay of this shard after the change */
export function ruleTurnDuty(turns: RuleTurnStore, colours: ColourStore, decisions: Decisions, delayMs: number): Duty {
  return paced({
    name: "rule turns",
    due() {
      const first = turns.first();
      return first && first.at + delayMs;
    },
    async run(now) {
      const first = turns.first();
      if (first === null) return;
      const persons = colours.after(first.cursor, PIECE_PERSONS);
      // A person who was decided by the new rules meanwhile is not decided again.
      await decideEach(persons, colours, decisions, now);
      const last = persons.at(-1);
      if (last === undefined || persons.length < PIECE_PERSONS) turns.drop(first.at);
      else turns.move(first.at, last);
    },
  });
}

export interface RuleTurn {
  /** The time of the change of rule sets, ms. */
  readonly at: number;
  /** The last person whose colour was decided since the change; empty: nobody yet. */
  readonly cursor: PersonKey | "";
}

export class RuleTurnStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Adds a change of rule sets. An existing one keeps its progress. */
  add(at: number): void {
    this.#sql.exec("INSERT INTO rule_turns (at, cursor) VALUES (?, '') ON CONFLICT DO NOTHING", at);
  }

  first(): RuleTurn | null {
    return readFirst(this.#sql, query`SELECT ${RULE_TURN} FROM rule_turns ORDER BY at LIMIT 1`);
  }

  move(at: number, cursor: PersonKey): void {
    this.#sql.exec("UPDATE rule_turns SET cursor = ? WHERE at = ?", cursor, at);
  }

  drop(at: number): void {
    this.#sql.exec("DELETE FROM rule_turns WHERE at = ?", at);
  }
}
