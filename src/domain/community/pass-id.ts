/** Ids of passes as their senders make them. Pure. Source: RFC 9562 §5.7, UUID version 7. */
import { toHex } from "../hex.ts";
import type { PassId } from "./community.ts";

/** How many random bytes an id takes; 74 of their bits stay. */
export const PASS_ID_RANDOM_BYTES = 10;

/**
 * An id that sorts by the time at which it was made: a community then writes it beside the one before, where ids without an order each cost a page
 * of the index. Any UUID is taken, from whomever.
 * @param now ms since 1970 by the sender's clock, which may be wrong
 * @param random 10 bytes
 */
export function newPassId(now: number, random: Uint8Array): PassId {
  const time = Math.floor(now).toString(16).padStart(12, "0");
  const tail = Uint8Array.from(random);
  tail[0] = 0x70 | ((tail[0] ?? 0) & 0x0f);
  tail[2] = 0x80 | ((tail[2] ?? 0) & 0x3f);
  const hex = toHex(tail);
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}` as PassId;
}
