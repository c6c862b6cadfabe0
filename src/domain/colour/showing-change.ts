/** Turns: moments at which an issuer changes the displayed colours of a division without new decisions, so that earlier codes are no longer valid there. Pure. */
import { isWithin } from "../division/division.ts";
import type { PersonKey } from "../access/keys.ts";
import { DAY_MS } from "../instant.ts";

/** One turn: closed management begins or ends, or colours are switched on. */
export interface ShowingChange {
  /** The division in which the displayed colours change, with all below it; empty: the whole region of the issuer. */
  readonly division: string;
  /** The moment of the change, ms since 1970, a whole second, because codes are dated in whole seconds. */
  readonly at: number;
}

/**
 * The time after an approval until every isolate of the server that makes or checks codes reads the change: a second until it is in KV, half a minute in KV's cache,
 * five seconds in an isolate.
 */
export const PROPAGATION_MS = 36_000;
/** How long past turns (changes of displayed colours) are stored: no code is valid for longer (65,535 minutes, 45.5 days). */
const HISTORY_MS = 46 * DAY_MS;
/** The time over which phones learn of a turn (a change of displayed colours), so that they do not all fetch new codes at once. */
const ANNOUNCEMENT_SPREAD_MS = 30_000;

/** The time of the latest turn (change of displayed colours), at or before `now`, of a division that contains the address (12 digits), ms; 0 if there was none. */
export function lastTurn(turns: readonly ShowingChange[], address: string, now: number): number {
  let last = 0;
  for (const { division, at } of turns) if (at <= now && at > last && isWithin(address, division)) last = at;
  return last;
}

/** Whether the displayed colours at an address (12 digits) changed after `issuedAt` and until `now`: then a code issued at `issuedAt` is no longer valid. Each verification by a status list calls this. */
export function changedSince(turns: readonly ShowingChange[], address: string, issuedAt: number, now: number): boolean {
  return turns.some(({ division, at }) => at > issuedAt && at <= now && isWithin(address, division));
}

/** The time of the latest turn (change of displayed colours) at an address of which the person's phone may learn now, ms; 0 if there is none. Each person learns of a turn after a delay of their own, below 30 s. */
export function announcedTurn(turns: readonly ShowingChange[], address: string, person: PersonKey, now: number): number {
  const share = Number.parseInt(person.slice(-8), 16) / 2 ** 32;
  return lastTurn(turns, address, now - share * ANNOUNCEMENT_SPREAD_MS);
}

/** The moments at which a change that officers approved takes effect on the displayed colours of a division. */
export interface Turning {
  /** Whether the displayed colours change with the approval. */
  readonly atOnce: boolean;
  /** The moments at which the displayed colours change later, ms; past ones are ignored. */
  readonly ahead: readonly number[];
}

/**
 * The list of turns (changes of displayed colours) after the approval of a change in a division. Its future turns later than PROPAGATION_MS from now are
 * cancelled. If the change takes effect earlier than that, a second turn follows when PROPAGATION_MS is over: it revokes the codes that isolates without
 * the change made in between.
 */
export function turnsAfter(
  turns: readonly ShowingChange[],
  division: string,
  { atOnce, ahead }: Turning,
  now: number,
): readonly ShowingChange[] {
  const propagated = now + PROPAGATION_MS;
  const last = Math.max(...turns.filter((turn) => turn.division === division && turn.at <= now).map(({ at }) => at));
  const recent = turns.filter(({ at }) => at > now - HISTORY_MS);
  const stay = recent.filter((turn) => turn.division !== division || (turn.at >= last && turn.at <= propagated));
  const moments = ahead.filter((at) => at > now).map((at) => Math.ceil(at / 1000) * 1000);
  // Codes issued in the same second as the approval may use the old setting; the turn at the end of PROPAGATION_MS revokes those.
  if (atOnce) moments.push(Math.floor(now / 1000) * 1000);
  if (moments.some((at) => at < propagated)) moments.push(Math.ceil(propagated / 1000) * 1000);
  const added = new Set(moments.filter((at) => !stay.some((turn) => turn.division === division && turn.at === at)));
  return [...stay, ...[...added].toSorted((a, b) => a - b).map((at) => ({ division, at }))];
}
