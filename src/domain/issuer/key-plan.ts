/** When signing keys are made, used, and forgotten. Pure. Source: architecture.md, Objects; RFC 7517 for what is published. */
import { RETENTION } from "../retention.ts";
import { DAY_MS } from "../instant.ts";

export const SIGNING_DAYS = 30;
/** A key is published this long before its first signature, so that no verifier meets a key it has not heard of. */
export const PUBLISHED_AHEAD_DAYS = 3;
/** The longest lifetime that a claim record can state is 65,535 minutes: 45.5 days. */
export const KEPT_AFTER_DAYS = RETENTION.signingKey.ms / DAY_MS;
const MAX_KEY_NUMBER = 65_535;
/** A first key is good from a little before it was made: machines whose clocks are behind sign with it too. */
const FIRST_AHEAD_MS = 300_000;

export interface PlannedKey {
  readonly number: number;
  /** First and last moment at which this key may sign, ms. */
  readonly notBefore: number;
  readonly notAfter: number;
}

export interface KeyPlan {
  readonly make: readonly PlannedKey[];
  readonly forget: readonly number[];
  /** When the plan has to be asked again, ms. */
  readonly nextDue: number;
}

/**
 * What has to happen now so that there is always one key to sign with and its successor is known in time. Keys begin and end on whole
 * seconds, as credentials are dated: one of a key's last second would otherwise be after its end.
 */
export function planKeys(keys: readonly PlannedKey[], now: number): KeyPlan {
  const forget = keys.filter((key) => key.notAfter + KEPT_AFTER_DAYS * DAY_MS <= now).map((key) => key.number);
  const known = keys.toSorted((a, b) => a.number - b.number);
  const make: PlannedKey[] = [];
  let last = known.at(-1);
  while (last === undefined || last.notAfter - PUBLISHED_AHEAD_DAYS * DAY_MS <= now) {
    const first = last === undefined || last.notAfter <= now;
    const begins: number = last === undefined || first ? Math.floor(now / 1000) * 1000 : last.notAfter;
    last = {
      number: ((last?.number ?? 0) % MAX_KEY_NUMBER) + 1,
      notBefore: first ? begins - FIRST_AHEAD_MS : begins,
      notAfter: begins + SIGNING_DAYS * DAY_MS,
    };
    make.push(last);
  }
  const forgets = known.filter((key) => !forget.includes(key.number)).map((key) => key.notAfter + KEPT_AFTER_DAYS * DAY_MS);
  return { make, forget, nextDue: Math.min(last.notAfter - PUBLISHED_AHEAD_DAYS * DAY_MS, ...forgets) };
}

/** The key that signs now: the youngest one whose time has come. */
export function signingKeyOf<K extends PlannedKey>(keys: readonly K[], now: number): K | undefined {
  return keys.filter((key) => key.notBefore <= now && now < key.notAfter).toSorted((a, b) => b.notBefore - a.notBefore)[0];
}
