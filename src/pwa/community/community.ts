/** The community being worked in, as a signal: what the phone keeps is shown at once, then what the server says. No screens. */
import { signal } from "@preact/signals";
import type { Point, Workbench } from "../../contract/community.ts";
import type { Problem } from "../../contract/problem.ts";
import { get } from "../app/api.ts";
import type { Answer } from "../app/api.ts";
import { refresh } from "../app/session.ts";
import { dropNote, readNote, writeNote } from "../app/store.ts";

export type Community =
  | { readonly state: "loading"; readonly division: string }
  /** `problem` is why the newest answer is missing: what is shown is what was known before. */
  | { readonly state: "ready"; readonly division: string; readonly workbench: Workbench; readonly problem: Problem | null }
  | { readonly state: "failed"; readonly division: string; readonly problem: Problem }
  /** The right was taken away. */
  | { readonly state: "gone"; readonly division: string };

export const community = signal<Community | null>(null);

const noteOf = (division: string): string => `workbench ${division}`;
export const pathOf = (division: string): string => `/api/v1/communities/${division}`;

/** Opens a community; the one that is open already is asked again. */
export async function openCommunity(division: string): Promise<void> {
  if (community.peek()?.division !== division) {
    community.value = { state: "loading", division };
    const kept = await readNote<Workbench>(noteOf(division));
    const still = community.peek();
    if (kept !== undefined && still?.state === "loading" && still.division === division)
      community.value = { state: "ready", division, workbench: kept, problem: null };
  }
  await askAgain(division);
}

/** Asks the server for the community's points, roles and post. */
export async function askAgain(division: string): Promise<void> {
  const answer = await get<Workbench>(pathOf(division));
  const now = community.peek();
  // Another community was chosen while this one was on its way.
  if (now?.division !== division) return;
  if (answer.ok) {
    community.value = { state: "ready", division, workbench: answer.value, problem: null };
    await writeNote(noteOf(division), answer.value);
  } else if (answer.refusal.status === 403) await loseRight(division);
  else if (now.state === "ready") community.value = { ...now, problem: answer.refusal };
  else community.value = { state: "failed", division, problem: answer.refusal };
}

/** The server refused this account here: says so, forgets what was kept, and lets the tabs follow. */
export async function loseRight(division: string): Promise<void> {
  if (community.peek()?.division === division) community.value = { state: "gone", division };
  await dropNote(noteOf(division));
  await refresh();
}

/** Passes an answer on, having noticed a right that was taken away. */
export async function minding<T>(division: string, asked: Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await asked;
  if (!answer.ok && answer.refusal.status === 403) await loseRight(division);
  return answer;
}

/** The point where the asking collector stands. */
export function currentPoint(workbench: Workbench): Point | null {
  return workbench.points.find((point) => point.id === workbench.post) ?? null;
}
