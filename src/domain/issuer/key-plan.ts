/** Plans when an issuer's signing keys are made and deleted, and which key signs. Pure. Source: architecture.md, Objects; RFC 7517 for the published keys. */
import { RETENTION } from "../retention.ts";
import { DAY_MS } from "../instant.ts";

export const SIGNING_DAYS = 30;
/** A key is published this long before its first signature, so that every verifier has the key in time. */
export const PUBLISHED_AHEAD_DAYS = 3;
/** A key stays published this long after its last signature: a code can be valid for 65,535 minutes, 45.5 days. */
export const PUBLISHED_AFTER_DAYS = RETENTION.signingKey.ms / DAY_MS;
const MAX_KEY_NUMBER = 65_535;
/** A key without a predecessor that may still sign (the first one, or one after a gap) is valid from this long before its creation, so that machines whose clocks are behind can sign with it. */
const FIRST_AHEAD_MS = 300_000;

export interface PlannedKey {
  readonly number: number;
  /** The key may sign at times t with notBefore ≤ t < notAfter, ms. */
  readonly notBefore: number;
  readonly notAfter: number;
}

export interface KeyPlan {
  readonly make: readonly PlannedKey[];
  readonly forget: readonly number[];
  /** When the next plan is due, ms. */
  readonly nextDue: number;
}

/**
 * The keys to make and to delete now, so that a key can always sign and its successor is published in time. Keys begin and end on whole
 * seconds, because credentials are dated in whole seconds: otherwise the date of a credential could lie outside the time of its key.
 * @param keys of one kind @param taken the highest number of all keys of the issuer
 */
export function planKeys(keys: readonly PlannedKey[], now: number, taken = 0): KeyPlan {
  const forget = keys.filter((key) => key.notAfter + PUBLISHED_AFTER_DAYS * DAY_MS <= now).map((key) => key.number);
  const sorted = keys.toSorted((a, b) => a.number - b.number);
  const make: PlannedKey[] = [];
  let last = sorted.at(-1);
  while (last === undefined || last.notAfter - PUBLISHED_AHEAD_DAYS * DAY_MS <= now) {
    const next = last === undefined || last.notAfter <= now ? keyFrom(last, now) : keyAfter(last);
    last = { ...next, number: Math.max(next.number, taken + 1) };
    make.push(last);
  }
  const forgets = sorted.filter((key) => !forget.includes(key.number)).map((key) => key.notAfter + PUBLISHED_AFTER_DAYS * DAY_MS);
  return { make, forget, nextDue: Math.min(last.notAfter - PUBLISHED_AHEAD_DAYS * DAY_MS, ...forgets) };
}

/** The key that signs from now on, after all these leaked. Its number is one that no verifier has met. */
export function keyInPlaceOf(keys: readonly PlannedKey[], now: number): PlannedKey {
  return keyFrom(keys.toSorted((a, b) => a.number - b.number).at(-1), now);
}

function keyAfter({ number, notAfter }: PlannedKey): PlannedKey {
  return { number: (number % MAX_KEY_NUMBER) + 1, notBefore: notAfter, notAfter: notAfter + SIGNING_DAYS * DAY_MS };
}

/** A key that has no predecessor which may still sign. */
function keyFrom(last: PlannedKey | undefined, now: number): PlannedKey {
  const begins = Math.floor(now / 1000) * 1000;
  const number = ((last?.number ?? 0) % MAX_KEY_NUMBER) + 1;
  return { number, notBefore: begins - FIRST_AHEAD_MS, notAfter: begins + SIGNING_DAYS * DAY_MS };
}

/** The key that signs now: of the valid keys, the key that became valid last; undefined if none is valid. */
export function signingKeyOf<K extends PlannedKey>(keys: readonly K[], now: number): K | undefined {
  return keys.filter((key) => key.notBefore <= now && now < key.notAfter).toSorted((a, b) => b.notBefore - a.notBefore)[0];
}
