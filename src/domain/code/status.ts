/** Names, ends and lengths of status lists, and their 2-bit entries. Source: IETF Token Status List §4 (draft-ietf-oauth-status-list). Does not fetch or inflate lists. */
import type { Claims } from "./claims.ts";
import { expiryOf } from "./claims.ts";
import { CHINA_OFFSET_MS, dateDigitsOf } from "../china-time.ts";

/** The values of an entry. The draft leaves the value 3 to the application; this program does not use it. */
export const STATUS = { valid: 0, revoked: 1, suspended: 2 } as const;
/** The values of an entry in a list of paper codes. `over` (revoked or replaced) is final; `ask` and `stop` may become `passes` again. */
const PAPER_STATUS = { passes: 0, over: 1, ask: 2, stop: 3 } as const;
/** The state of a paper code in its list, if it is not over. `ask`: the rules of the place decide, for example because the holder is yellow; `stop`: the holder is red. */
export type PaperState = Exclude<keyof typeof PAPER_STATUS, "over">;
export type Withdrawal = Exclude<keyof typeof STATUS, "valid">;

const ENTRIES_PER_BYTE = 4;
/** The length of the longest list: an index has 24 bits (docs/code-format.md §2). */
export const MAX_LIST_BYTES = 2 ** 24 / ENTRIES_PER_BYTE;
/** A byte of four revoked entries. */
const ALL_REVOKED = 0b01_01_01_01;
const LEAST_LIST_BYTES = 1024;
/** The number of neighbouring entries that a list fills, in an order that only the issuer knows, before it begins the next ones. */
export const BLOCK_ENTRIES = 4096;

/** The entries of all blocks that have begun when `count` entries are allotted: an allotted entry may be anywhere in them. */
export function blocksEnd(count: number): number {
  return Math.ceil(count / BLOCK_ENTRIES) * BLOCK_ENTRIES;
}

/** The name of the list with this credential: one list per community and day of expiry in China, such as `420107001001-20200302`, and one more of paper codes. */
export function statusListOf(claims: Claims): string {
  const name = statusListName(claims.community, expiryOf(claims));
  return claims.kind === "paper" ? `${name}p` : name;
}

/** The name of the list of a 12-digit community for credentials on phones that expire at `expiresAt` (ms). */
export function statusListName(community: string, expiresAt: number): string {
  return `${community}-${dateDigitsOf(expiresAt)}`;
}

/** The state of a paper code by the value in its list; `ask` without a value. Null: the code is over. */
export function paperStateOf(status: number | undefined): PaperState | null {
  if (status === PAPER_STATUS.over) return null;
  return status === PAPER_STATUS.passes ? "passes" : status === PAPER_STATUS.stop ? "stop" : "ask";
}

/** When the last credential of a list has expired, ms: midnight in China after the day in its name. */
export function statusListEnd(list: string): number {
  const [, year, month, day] = /-(\d{4})(\d\d)(\d\d)p?$/.exec(list) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day) + 1) - CHINA_OFFSET_MS;
}

/** The value (0..3) of entry `index` in an inflated list, least significant bits first; `undefined` if the list is shorter. */
export function statusAt(list: Uint8Array, index: number): number | undefined {
  const byte = list[index >> 2];
  return byte === undefined ? undefined : (byte >> ((index & 3) * 2)) & 3;
}

/**
 * Revokes or suspends entry `index`; does nothing if the list is shorter. A revoked entry stays revoked and no entry becomes valid again, so a late or
 * repeated delivery does no harm. Returns whether the entry has changed.
 */
export function withdraw(bits: Uint8Array, index: number, withdrawal: Withdrawal): boolean {
  const before = statusAt(bits, index);
  if (before === undefined || before === STATUS.revoked || before === STATUS[withdrawal]) return false;
  const shift = (index & 3) * 2;
  bits[index >> 2] = ((bits[index >> 2] ?? 0) & ~(3 << shift)) | (STATUS[withdrawal] << shift);
  return true;
}

/** Revokes every entry below `index`, also suspended ones. */
export function revokeBelow(bits: Uint8Array, index: number): void {
  const whole = index - (index % ENTRIES_PER_BYTE);
  bits.fill(ALL_REVOKED, 0, whole / ENTRIES_PER_BYTE);
  for (let entry = whole; entry < index; entry += 1) withdraw(bits, entry, "revoked");
}

/**
 * The length, in bytes, of a published list after `count` indexes were given out: a power of two with room for at least as many again. So a longer
 * list is published only when their number has doubled, and the length says little about their number.
 */
export function listBytes(count: number): number {
  const needed = (count * 2) / ENTRIES_PER_BYTE;
  return needed <= LEAST_LIST_BYTES ? LEAST_LIST_BYTES : Math.min(2 ** Math.ceil(Math.log2(needed)), MAX_LIST_BYTES);
}
