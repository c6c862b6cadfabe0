/** Room for files in the memory of this isolate: the bytes that requests hold at the same time are counted and bounded, and the next request is told to wait. */
import { MAX_FILE_BYTES } from "../../domain/appeal/file.ts";
import { refuse } from "../../domain/result.ts";
import type { WireRefusal } from "./problem.ts";

/** Three files of the largest size. An isolate has 128 MB, and a file stands there three times while it is sealed. */
const ROOM_BYTES = 3 * MAX_FILE_BYTES;
/** A request that the runtime ends without running its last lines gives its room back after this time. */
const LONGEST_MS = 600_000;
const RETRY_SECONDS = 2;

export interface Room {
  /** May become less once the size of the file is read. */
  bytes: number;
  readonly until: number;
}

const rooms = new Set<Room>();

/** Null where the files of other requests leave less than `bytes`: answer `busy()` then. Whoever takes room releases it. @param now ms */
export function takeRoom(bytes: number, now: number): Room | null {
  let taken = 0;
  for (const room of rooms) {
    if (room.until <= now) rooms.delete(room);
    else taken += room.bytes;
  }
  if (taken + bytes > ROOM_BYTES) return null;
  const room = { bytes, until: now + LONGEST_MS };
  rooms.add(room);
  return room;
}

export function releaseRoom(room: Room): void {
  rooms.delete(room);
}

export type Busy = WireRefusal<"busy">;

export function busy() {
  return refuse<Busy>({ code: "busy", retryAfterSeconds: RETRY_SECONDS });
}
