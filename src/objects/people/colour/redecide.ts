/** The duty by which colours change when time alone turns them: those whose moment has come, and nobody else. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { Duty } from "../../duty/alarm.ts";
import { columns, query, readFirst } from "../../sql.ts";
import type { ColourStore } from "./colour-store.ts";
import type { Decisions } from "./decisions.ts";
import type { Origins } from "./origins.ts";
import { HOUR_MS } from "../../../domain/instant.ts";

/** Whoever waits at the object waits for so many and no more. */
export const PIECE_PERSONS = 50;
/** For one who could not be decided, or whom no rule set meets. */
const REST_MS = HOUR_MS;

export function colourTurnDuty(colours: ColourStore, decisions: Decisions): Duty {
  return {
    name: "colour turns",
    due: () => colours.nextTurn(),
    run: (now) => decideEach(colours.turned(now, PIECE_PERSONS), colours, decisions, now),
  };
}

/**
 * Decides those anew whom time or another rule set has overtaken; one who cannot be decided holds up nobody, and is tried again later. Rejects where nobody can
 * be, as without the rules: then it is everybody's turn again.
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

/** Where one of them cannot be decided, or something was written meanwhile. @returns who could not be decided */
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
  return {
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
          // One who cannot be decided holds up nobody, and is decided at their next act.
          console.error("a colour could not be decided", bug);
        }
      }
      origins.looked(next);
    },
  };
}

const RULE_TURN = columns<RuleTurn>({ at: "at", cursor: "cursor" });

/** Other rule sets begin at that moment for everybody of this shard: each is decided anew, some at a time. @param delayMs the shard's own */
export function ruleTurnDuty(turns: RuleTurnStore, colours: ColourStore, decisions: Decisions, delayMs: number): Duty {
  return {
    name: "rule turns",
    due() {
      const first = turns.first();
      return first && first.at + delayMs;
    },
    async run(now) {
      const first = turns.first();
      if (first === null) return;
      const persons = colours.after(first.cursor, PIECE_PERSONS);
      // A person who was decided by the new rules meanwhile is only looked at.
      await decideEach(persons, colours, decisions, now);
      const last = persons.at(-1);
      if (last === undefined || persons.length < PIECE_PERSONS) turns.drop(first.at);
      else turns.move(first.at, last);
    },
  };
}

export interface RuleTurn {
  /** ms */
  readonly at: number;
  /** The last person that was looked at; empty: none yet. */
  readonly cursor: PersonKey | "";
}

export class RuleTurnStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** One that is known already goes on where it is. */
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
