/** Counts of checked codes by hour, issuer and outcome, and the bounds as which they are shown: a count below ten is never shown itself. Pure. */
import { COLOURS, type CodeColour } from "../code/claims.ts";
import { type CodeRefusal, REFUSAL_CODES } from "../code/refusal.ts";

/** The colour of a valid code, or the reason of the refusal. `unknown_holder`: only a gate that registers a pass finds out that nobody is behind a code. */
export type Outcome = CodeColour | CodeRefusal["code"] | "unknown_holder";

/** In the order of the checks; the first ones are colours. */
export const OUTCOMES: readonly Outcome[] = [...COLOURS, ...REFUSAL_CODES, "unknown_holder"];

/** The outcome of this name; null if there is none. */
export function outcomeNamed(name: string): Outcome | null {
  return OUTCOMES.find((outcome) => outcome === name) ?? null;
}

export function isColour(outcome: Outcome): outcome is CodeColour {
  return COLOURS.some((colour) => colour === outcome);
}

/**
 * Stands for the issuer of a text that is not a code, and of a code whose issuer the verifier does not know: invented codes get no rows of their own.
 * No issuer has this code.
 */
export const UNKNOWN_ISSUER = "";

/** The number of checks in one hour with one outcome. */
export interface VerificationCount {
  /** The issuer that the code names. */
  readonly issuer: string;
  readonly outcome: Outcome;
  readonly count: number;
}

/** A count below this is hidden. */
export const FIRST_SHOWN_COUNT = 10;

/** The least and the greatest number that a shown count can be; both are equal if it is exact. */
export interface Bounds {
  readonly atLeast: number;
  readonly atMost: number;
}

const NOTHING: Bounds = { atLeast: 0, atMost: 0 };

/** The bounds of a hidden count. */
export const HIDDEN: Bounds = { atLeast: 1, atMost: FIRST_SHOWN_COUNT - 1 };

/**
 * The bounds of the sum. Every total is a sum of the bounds of single hours at one host, so no total, and no difference of totals, says more about a hidden
 * count than HIDDEN does.
 */
export function sumOf(all: readonly Bounds[]): Bounds {
  return all.reduce((sum, one) => ({ atLeast: sum.atLeast + one.atLeast, atMost: sum.atMost + one.atMost }), NOTHING);
}
