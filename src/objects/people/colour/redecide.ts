/** The duty by which colours change when time alone turns them: those whose moment has come, and nobody else. */
import type { PersonKey } from "../../../domain/access/keys.ts";
import type { Duty } from "../../duty/alarm.ts";
import type { ColourStore } from "./colour-store.ts";
import type { Decisions } from "./decisions.ts";

/** Whoever waits at the object waits for so many and no more. */
export const PIECE_PERSONS = 50;
/** For one who could not be decided, or whom no rule set meets. */
const REST_MS = 3_600_000;

export function colourTurns(colours: ColourStore, decisions: Decisions): Duty {
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
