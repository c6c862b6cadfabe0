/** The review of an application and its deadline. Pure. Source: product.md §2: 4 h in an area of low risk, 12 h medium, 24 h high. */
import type { Risk } from "./facts.ts";

const HOUR_MS = 3_600_000;

/** Hours until the code is due. An area of which nobody has said anything is taken as the one that is looked at longest. */
const DEADLINE_HOURS: Readonly<Record<Risk, number>> = { low: 4, medium: 12, high: 24, unknown: 24 };

/** An application that waits. `at` in ms since 1970; the risk is the area's at that time. */
export interface Application {
  readonly at: number;
  readonly risk: Risk;
}

/** The moment by which the code is due, ms since 1970. */
export function reviewDeadline({ at, risk }: Application): number {
  return at + DEADLINE_HOURS[risk] * HOUR_MS;
}

/** Whether an application should have been answered by now. */
export function isOverdue(application: Application, now: number): boolean {
  return now >= reviewDeadline(application);
}
