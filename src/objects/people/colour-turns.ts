/** The duty by which colours change when time alone turns them: those whose moment has come, and nobody else. */
import type { Duty } from "../alarm.ts";
import type { ColourStore } from "./colour-store.ts";
import type { Decisions } from "./decisions.ts";

/** A rule set that begins turns everybody: whoever waits at the object waits for so many and no more. */
const PIECE_PERSONS = 50;

export function colourTurns(colours: ColourStore, decisions: Decisions): Duty {
  return {
    name: "colour turns",
    due: () => colours.nextTurn(),
    async run(now) {
      for (const person of colours.turned(now, PIECE_PERSONS)) await decisions.present(person, now);
    },
  };
}
