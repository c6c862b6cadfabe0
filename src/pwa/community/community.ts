/** The community in which the phone works, as a signal: first the copy stored on the phone, then the server's answer. No screens. */
import { signal } from "@preact/signals";
import type { Point, Workbench } from "../../contract/community.ts";
import type { Problem } from "../../contract/problem.ts";
import { type Answer, ask } from "../app/api.ts";
import { afterAnswer, type Loaded, LOADING, ready } from "../app/loaded.ts";
import { refresh } from "../app/session.ts";
import { dropNote, readNote, writeNote } from "../app/store.ts";

export interface Community {
  readonly division: string;
  /** `gone`: the account no longer has a right in this community. `unregistered`: the masked names of passes that were refused with it. */
  readonly loaded: Loaded<Workbench> | { readonly state: "gone"; readonly unregistered: readonly string[] };
}

export const community = signal<Community | null>(null);

const noteOf = (division: string): string => `workbench ${division}`;

/** Opens a community: shows the stored copy if there is one, then loads the community from the server. Only loads it if it is already open. */
export async function openCommunity(division: string): Promise<void> {
  if (community.peek()?.division !== division) {
    community.value = { division, loaded: LOADING };
    const note = await readNote<Workbench>(noteOf(division));
    const still = community.peek();
    if (note !== undefined && still?.division === division && still.loaded.state === "loading")
      community.value = { division, loaded: ready(note) };
  }
  await askAgain(division);
}

/** Requests the community's points, roles and post from the server. @param unregistered the masked names of passes that it has just refused */
export async function askAgain(division: string, unregistered: readonly string[] = []): Promise<void> {
  const answer = await ask("GET /api/v1/communities/:division", { division });
  const now = community.peek();
  // The user chose another community during the request.
  if (now?.division !== division) return;
  if (!answer.ok && isGone(answer.refusal)) return loseRight(division, unregistered);
  community.value = { division, loaded: afterAnswer(now.loaded.state === "gone" ? LOADING : now.loaded, answer) };
  if (answer.ok) await writeNote(noteOf(division), answer.value);
}

/**
 * Call it after the server refused a request with 403: marks the right as gone, deletes the stored copy of the community, and reloads the account's roles for the tabs.
 * @param unregistered the masked names of the refused passes
 */
export async function loseRight(division: string, unregistered: readonly string[] = []): Promise<void> {
  const now = community.peek();
  if (now?.division === division) {
    const before = now.loaded.state === "gone" ? now.loaded.unregistered : [];
    community.value = { division, loaded: { state: "gone", unregistered: [...before, ...unregistered] } };
  }
  await dropNote(noteOf(division));
  await refresh();
}

/** Returns the answer of a request unchanged. If the account has no right any more (403), marks the right as gone. */
export async function checkRight<T>(division: string, request: Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await request;
  if (!answer.ok && isGone(answer.refusal)) await loseRight(division);
  return answer;
}

/** Whether the account has no right any more. An office that has closed opens again. */
function isGone({ status, code }: Problem): boolean {
  return status === 403 && code !== "office_closed";
}

/** The point where this account stands as a collector; null if it has chosen none. */
export function currentPoint(workbench: Workbench): Point | null {
  return workbench.points.find((point) => point.id === workbench.post) ?? null;
}
