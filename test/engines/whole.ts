/** The place for tests in one engine that only `npm run engines` runs, and `npm test` leaves out. There are none yet. */
import type { Hand } from "../support/engines/hand.ts";
import type { Stage } from "../support/engines/stage.ts";

interface Cast {
  readonly stage: Stage;
  readonly resident: Hand;
  readonly collector: Hand;
  readonly phone: string;
}

export function tellWhole(_cast: () => Cast): void {}
