/** The duty by which askings to declare again leave that nobody answered, in pieces. */
import { askingDue, askingOverUntil } from "../../domain/declaration/redeclaration.ts";
import type { Duty } from "../duty/alarm.ts";
import type { RedeclarationStore } from "./person/redeclaration-store.ts";

const PIECE_ROWS = 1000;

export function redeclarationRetention(askings: RedeclarationStore): Duty {
  return {
    name: "redeclaration retention",
    due() {
      const oldest = askings.oldest();
      return oldest === null ? null : askingDue(oldest);
    },
    run: (now) => askings.removeOldest(askingOverUntil(now), PIECE_ROWS),
  };
}
