/** The duty by which colours follow the risk of the declared places: those who named a county whose level changed, and nobody else. */
import type { Duty } from "../duty/alarm.ts";
import type { Decisions } from "./colour/decisions.ts";
import type { Origins } from "./colour/origins.ts";

export function areaTurns(origins: Origins, decisions: Decisions): Duty {
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
