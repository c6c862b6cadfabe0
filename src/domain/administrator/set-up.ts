/**
 * The first set-up of an issuer: which administrators one operator appoints alone, because nobody is there who could be the second one. Pure. Source: decision
 * 57.
 */
import { DAY_MS } from "../instant.ts";

/** The first administrator, and three more: with four, a young city can act by two. */
const MAX_APPOINTED = 4;
/** The others are appointed alone within this time after the first one. */
const SET_UP_MS = 7 * DAY_MS;

/** The set-up so far. */
export interface SetUp {
  /** The time of the first appointment, ms. */
  readonly began: number;
  readonly appointed: number;
}

/** An appointment that an operator wants to make. */
export interface FirstAppointment {
  readonly division: string;
  /** The issuer's region; empty for the nation, whose administrators two always appoint. */
  readonly region: string;
  /** Whether the region has had an administrator. Issuers of earlier releases that have one are set up. */
  readonly isRegionTaken: boolean;
  /** Whether it is one of the set-up's appointments, whose answer was lost. */
  readonly isRepeat: boolean;
}

/** Whether one operator may make this appointment alone. @param setUp null: no operator has appointed anybody alone yet */
export function belongsToSetUp(
  setUp: SetUp | null,
  { division, region, isRegionTaken, isRepeat }: FirstAppointment,
  now: number,
): boolean {
  if (setUp === null) return division === region && !isRegionTaken;
  return (isRepeat || setUp.appointed < MAX_APPOINTED) && now < setUp.began + SET_UP_MS;
}
