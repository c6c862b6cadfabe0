/** Makes the ids of passes; the sender of a pass makes its id. Pure. Source: RFC 9562 §5.7, UUID version 7. */
import { toHex } from "../hex.ts";
import type { PassId } from "./community.ts";

/** The random bytes for one id, of which 74 bits go into the id. */
export const PASS_ID_RANDOM_BYTES = 10;

/**
 * An id that sorts by its time of creation: the community's database then writes it beside the previous id in the index, while a random id costs a page
 * of the index each. The community accepts any UUID.
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
