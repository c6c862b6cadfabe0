/** The duty by which colours change when time alone turns them: those whose moment has come, and nobody else. */
import type { Duty } from "../alarm.ts";
import type { ColourStore } from "./colour-store.ts";
import type { Decisions } from "./decisions.ts";

/** A rule set that begins turns everybody: whoever waits at the object waits for so many and no more. */
const PIECE_PERSONS = 50;
/** For one who could not be decided, or whom no rule set meets. */
const REST_MS = 3_600_000;

export function colourTurns(colours: ColourStore, decisions: Decisions): Duty {
  return {
    name: "colour turns",
    due: () => colours.nextTurn(),
    async run(now) {
      for (const person of colours.turned(now, PIECE_PERSONS)) {
        try {
          await decisions.present(person, now);
        } catch (bug) {
          console.error("a colour could not be decided", bug);
        }
        const { nextAt } = colours.latest(person) ?? { nextAt: null };
        if (nextAt !== null && nextAt <= now) colours.postpone(person, now + REST_MS);
      }
    },
  };
}
