/** The duty by which tracks leave when their day is over, in pieces that nobody's request feels. */
import { today } from "../../domain/china-time.ts";
import { trackDay, trackDayOver, trackOverUntil } from "../../domain/retention.ts";
import type { Duty } from "../duty/alarm.ts";
import type { TrackStore } from "./person/track-store.ts";

const PIECE_ROWS = 1000;

export function trackRetention(storage: DurableObjectStorage, tracks: TrackStore): Duty {
  return {
    name: "track retention",
    due() {
      const day = tracks.oldestDay();
      return day === null ? null : trackDayOver(day);
    },
    run(now) {
      const day = tracks.oldestDay();
      if (day === null || day >= trackDay(trackOverUntil(now))) return;
      storage.transactionSync(() => tracks.removeOf(day, PIECE_ROWS, today(now)));
    },
  };
}
