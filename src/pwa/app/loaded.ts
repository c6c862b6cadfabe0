/** The states of a value that a screen loads (loading, ready, failed), and the next state after an answer. Pure. */
import type { Problem } from "../../contract/problem.ts";
import type { Answer } from "./api.ts";

export type Loaded<T> =
  | { readonly state: "loading" }
  /** `problem` is the problem of the last request if it failed and the value is an earlier one; null otherwise. */
  | { readonly state: "ready"; readonly value: T; readonly problem: Problem | null }
  | { readonly state: "failed"; readonly problem: Problem };

export const LOADING = { state: "loading" } as const;

export function ready<T>(value: T): Loaded<T> {
  return { state: "ready", value, problem: null };
}

/** The state after an answer. After a refusal, an earlier value stays with the problem, but not after a 403: the right to see it has ended. */
export function afterAnswer<T>(before: Loaded<T>, answer: Answer<T>): Loaded<T> {
  if (answer.ok) return ready(answer.value);
  const problem = answer.refusal;
  return before.state === "ready" && problem.status !== 403 ? { ...before, problem } : { state: "failed", problem };
}

/** The loaded value; null while there is none. */
export function valueIn<T>(loaded: Loaded<T>): T | null {
  return loaded.state === "ready" ? loaded.value : null;
}

/** The reason why there is no value or no newer value; null while loading and for the newest value. */
export function problemIn<T>(loaded: Loaded<T>): Problem | null {
  return loaded.state === "loading" ? null : loaded.problem;
}
