/** The removal of a point or a collector, on the phone and on the PC, with undo while its notice is displayed. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import type { Answer } from "../app/api.ts";
import { UndoNotice } from "../ui/undo-notice.tsx";

interface RemovalActs<One> {
  readonly remove: (one: One) => Promise<Answer<unknown>>;
  readonly restore: (one: One) => Promise<Answer<unknown>>;
  /** Reloads the data that the removal changed. */
  readonly reload: () => Promise<void>;
}

interface Removal<One> {
  /** Removes the item. Returns null on success, otherwise the problem: the server's, or the app's own `no_network`. */
  readonly remove: (one: One) => Promise<Problem | null>;
  /** The notice of the latest removal, with its undo; null without one. `wordOf` names the removed item. */
  readonly notice: (wordOf: (one: One) => string) => JSX.Element | null;
  readonly putAway: () => void;
}

export function useRemoval<One extends { readonly id: string }>(acts: RemovalActs<One>): Removal<One> {
  const [removed, setRemoved] = useState<One | null>(null);

  async function remove(one: One): Promise<Problem | null> {
    const answer = await acts.remove(one);
    if (!answer.ok) return answer.refusal;
    setRemoved(one);
    await acts.reload();
    return null;
  }

  async function undo(one: One): Promise<Problem | null> {
    const answer = await acts.restore(one);
    if (!answer.ok) return answer.refusal;
    await acts.reload();
    setRemoved(null);
    return null;
  }

  return {
    remove,
    notice: (wordOf) =>
      removed && (
        <UndoNotice key={removed.id} word={wordOf(removed)} undo={() => undo(removed)} onClose={() => setRemoved(null)} />
      ),
    putAway: () => setRemoved(null),
  };
}
