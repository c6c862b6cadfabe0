/** Names the removed item and offers to restore it. It stays until the user closes it or leaves the page, without a timer; the server accepts the undo of a point or collector for ten minutes. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import { say, saySentence } from "../app/say.ts";
import { useBusy } from "./use-busy.ts";

interface Props {
  readonly word: string;
  /** Restores the item. Returns the problem to display, or null after a success; the component that opened the notice then removes it. */
  readonly undo: () => Promise<Problem | null>;
  readonly onClose: () => void;
}

export function UndoNotice(props: Props): JSX.Element {
  const [busy, during] = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);
  async function undo(): Promise<void> {
    setProblem(await during(props.undo));
  }
  return (
    <div class={problem === null ? "notice banner" : "notice banner wrong"} role="status">
      <span>{problem === null ? props.word : saySentence(problem.sentence)}</span>
      {problem === null && (
        <button class="text-button" type="button" disabled={busy} onClick={() => void undo()}>
          {say("撤销", "Undo")}
        </button>
      )}
      <button class="text-button" type="button" aria-label={say("收起这条提示", "Close this notice")} onClick={props.onClose}>
        ✕
      </button>
    </div>
  );
}
