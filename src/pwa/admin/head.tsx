/** The head of a page (name, count, buttons), the empty state, and the notice of a finished act with its undo. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import { type Answer, ask } from "../app/api.ts";
import { say, saySentence } from "../app/say.ts";

interface HeadProps {
  readonly name: string;
  readonly detail?: string | undefined;
  readonly children?: ComponentChildren;
}

export function Head(props: HeadProps): JSX.Element {
  return (
    <header class="admin-head">
      <h1>{props.name}</h1>
      <p class="quiet" role="status">
        {props.detail}
      </p>
      <div class="admin-do">
        {props.children}
        <button class="chip" type="button" onClick={() => print()}>
          {say("打印", "Print")}
        </button>
      </div>
    </header>
  );
}

/** The text in place of a table without rows: a title, and how the first row comes. */
export function Empty(props: { readonly title: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class="admin-card admin-empty">
      <b>{props.title}</b>
      {props.children}
    </div>
  );
}

export interface Outcome {
  readonly notice: string;
  /** The undo: its `act`, and the `notice` that is displayed after it; absent where the act cannot be undone. */
  readonly undo?: { readonly act: () => Promise<Answer<unknown>>; readonly notice: string };
}

interface OutcomeNoticeProps {
  readonly outcome: Outcome | null;
  readonly onChange: (outcome: Outcome) => void;
  readonly onUndone: () => Promise<void>;
}

export function OutcomeNotice({ outcome, onChange, onUndone }: OutcomeNoticeProps): JSX.Element {
  const [problem, setProblem] = useState<Problem | null>(null);
  async function takeBack({ act, notice }: NonNullable<Outcome["undo"]>): Promise<void> {
    const answer = await act();
    setProblem(answer.ok ? null : answer.refusal);
    if (answer.ok) onChange({ notice });
    await onUndone();
  }
  const undo = outcome?.undo;
  return (
    <div class="admin-said" aria-live="polite">
      {outcome !== null && (
        <div class="notice banner">
          {outcome.notice}
          {undo !== undefined && (
            <button class="text-button" type="button" onClick={() => void takeBack(undo)}>
              {say("撤销", "Undo")}
            </button>
          )}
        </div>
      )}
      {problem !== null && <p class="notice wrong">{saySentence(problem.sentence)}</p>}
    </div>
  );
}

/** The undo of an appointment: a removal of the administrator, which stays in the record with this reason. */
export function undoAppointment(division: string, id: string): NonNullable<Outcome["undo"]> {
  return {
    act: () =>
      ask(
        "POST /api/v1/divisions/:division/administrators/:id/removal",
        { division, id },
        { reason: say("撤销刚才的任命", "Undo of this appointment") },
      ),
    notice: say("已撤销任命。", "The appointment was undone."),
  };
}
