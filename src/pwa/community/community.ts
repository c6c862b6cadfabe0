/** The community that the phone works in, as a signal: first as the phone keeps it, then as the server answers. No screens. */
import { signal } from "@preact/signals";
import type { Point, Workbench } from "../../contract/community.ts";
import { type Answer, ask } from "../app/api.ts";
import { afterAnswer, type Loaded, LOADING, ready } from "../app/loaded.ts";
import { refresh } from "../app/session.ts";
import { dropNote, readNote, writeNote } from "../app/store.ts";

export interface Community {
  readonly division: string;
  /** Gone: the account has no right here any more. */
  readonly loaded: Loaded<Workbench> | { readonly state: "gone" };
}

export const community = signal<Community | null>(null);

const noteOf = (division: string): string => `workbench ${division}`;

/** Opens a community; the one that is open already is asked again. */
export async function openCommunity(division: string): Promise<void> {
  if (community.peek()?.division !== division) {
    community.value = { division, loaded: LOADING };
    const kept = await readNote<Workbench>(noteOf(division));
    const still = community.peek();
    if (kept !== undefined && still?.division === division && still.loaded.state === "loading")
      community.value = { division, loaded: ready(kept) };
  }
  await askAgain(division);
}

/** Asks the server for the community's points, roles and post. */
export async function askAgain(division: string): Promise<void> {
  const answer = await ask("GET /api/v1/communities/:division", { division });
  const now = community.peek();
  // Another community was chosen while this one was on its way.
  if (now?.division !== division) return;
  if (!answer.ok && answer.refusal.status === 403) return loseRight(division);
  community.value = { division, loaded: afterAnswer(now.loaded.state === "gone" ? LOADING : now.loaded, answer) };
  if (answer.ok) await writeNote(noteOf(division), answer.value);
}

/** The server refused this account here: says so, forgets what was kept, and lets the tabs follow. */
export async function loseRight(division: string): Promise<void> {
  if (community.peek()?.division === division) community.value = { division, loaded: { state: "gone" } };
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
