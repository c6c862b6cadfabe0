/** Limits the bytes of files that the requests of this isolate hold in memory at the same time. A request beyond the limit is refused as busy. */
import { MAX_FILE_BYTES } from "../../domain/appeal/file.ts";
import { refuse } from "../../domain/result.ts";
import type { WireRefusal } from "./problem.ts";

/** The limit for all files together: three of the largest size. An isolate has 128 MB, and sealing a file needs three copies of it. */
const ROOM_BYTES = 3 * MAX_FILE_BYTES;
/** The runtime can end a request before it releases its room. Such a room becomes free after this time. */
const LONGEST_MS = 600_000;
const RETRY_SECONDS = 2;

export interface Room {
  /** The reserved size. The caller may lower it when it knows the size of the file. */
  bytes: number;
  readonly until: number;
}

const rooms = new Set<Room>();

/** Takes room for a file. Null if other requests leave fewer than `bytes` bytes: then the caller answers `busy()`. The caller must release the room. @param now ms */
export function takeRoom(bytes: number, now: number): Room | null {
  let sum = 0;
  for (const room of rooms) {
    if (room.until <= now) rooms.delete(room);
    else sum += room.bytes;
  }
  if (sum + bytes > ROOM_BYTES) return null;
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
