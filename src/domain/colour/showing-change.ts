/** Turns: moments at which an issuer shows other colours somewhere without deciding anew, so that codes made before are no longer true there. Pure. */
import type { PersonKey } from "../access/keys.ts";
import { DAY_MS } from "../instant.ts";

/** Closed management begins or ends, or colours are switched on. */
export interface ShowingChange {
  /** The division and everything below it; empty: the whole region. */
  readonly division: string;
  /** ms since 1970, in whole seconds, as codes count them. */
  readonly at: number;
}

/**
 * Until everybody who makes or checks codes has heard of what was approved: a second until it is in KV, half a minute in KV's cache, five seconds in
 * an isolate.
 */
export const HEARD_MS = 36_000;
/** No code lives longer: 65,535 minutes. */
const KEPT_MS = 46 * DAY_MS;
/** Phones that are looked at fetch their new codes within half a minute, not all at once. */
const TOLD_WITHIN_MS = 30_000;

/** The latest turn at an address (12 digits) until now, ms; 0 where there was none. */
export function lastTurn(turns: readonly ShowingChange[], address: string, now: number): number {
  let last = 0;
  for (const { division, at } of turns) if (at <= now && at > last && address.startsWith(division)) last = at;
  return last;
}

/** Whether there was a turn at an address after `issuedAt`, until now: a code of then is no longer true. Every verification asks. */
export function changedSince(turns: readonly ShowingChange[], address: string, issuedAt: number, now: number): boolean {
  return turns.some(({ division, at }) => at > issuedAt && at <= now && address.startsWith(division));
}

/** The latest turn of which a person's phone is told by now: each person has a moment of their own within half a minute. */
export function toldTurn(turns: readonly ShowingChange[], address: string, person: PersonKey, now: number): number {
  const share = Number.parseInt(person.slice(-8), 16) / 2 ** 32;
  return lastTurn(turns, address, now - share * TOLD_WITHIN_MS);
}

/** What an approved change turns in a division. */
export interface Turning {
  /** Whether it shows other colours from the approval on. */
  readonly atOnce: boolean;
  /** Moments at which it will, ms; those that are past count for nothing. */
  readonly ahead: readonly number[];
}

/**
 * The turns once a change was approved: those that the division had ahead are no more, unless they are about to come. What turns before everybody has
 * heard of it turns once more when they have, for the codes that were made in between by who had not.
 */
export function turnsAfter(
  turns: readonly ShowingChange[],
  division: string,
  { atOnce, ahead }: Turning,
  now: number,
): readonly ShowingChange[] {
  const heard = now + HEARD_MS;
  const last = Math.max(...turns.filter((turn) => turn.division === division && turn.at <= now).map(({ at }) => at));
  const known = turns.filter(({ at }) => at > now - KEPT_MS);
  const stay = known.filter((turn) => turn.division !== division || (turn.at >= last && turn.at <= heard));
  const moments = ahead.filter((at) => at > now).map((at) => Math.ceil(at / 1000) * 1000);
  // What is made in the second of the approval may be of before or after it: what is of before falls with the second turn.
  if (atOnce) moments.push(Math.floor(now / 1000) * 1000);
  if (moments.some((at) => at < heard)) moments.push(Math.ceil(heard / 1000) * 1000);
  const added = new Set(moments.filter((at) => !stay.some((turn) => turn.division === division && turn.at === at)));
  return [...stay, ...[...added].toSorted((a, b) => a - b).map((at) => ({ division, at }))];
}
