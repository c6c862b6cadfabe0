/** Asks before an act, or for what the act needs; says what will happen, and stays open with the reason where it is refused. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import { say, saySentence } from "../app/say.ts";
import { sentenceOf } from "./phone-words.ts";
import "../styles/form.css";

interface ActDialogProps {
  readonly title: string;
  readonly yes: string;
  readonly danger?: boolean;
  /** Null where it was done; the dialog is taken away by who opened it. */
  readonly act: () => Promise<Problem | null>;
  readonly onClose: () => void;
  /** What can be done about a refusal, below its sentence. */
  readonly wayOut?: (problem: Problem) => ComponentChildren;
  /** The fields, or what will happen. */
  readonly children: ComponentChildren;
}

/** The browser's own dialog: it keeps the focus, and Escape means no. */
export function ActDialog(props: ActDialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const opened = dialog.current;
    if (opened !== null && !opened.open) opened.showModal();
  }, []);
  async function answerYes(): Promise<void> {
    setBusy(true);
    setProblem(null);
    setProblem(await props.act());
    setBusy(false);
  }
  return (
    <dialog class="admin-dialog" ref={dialog} aria-labelledby={title} onClose={props.onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void answerYes();
        }}
      >
        <h2 id={title}>{props.title}</h2>
        {props.children}
        {problem !== null && (
          <div class="notice wrong" role="alert">
            <p>{saySentence(sentenceOf(problem))}</p>
            {props.wayOut?.(problem)}
          </div>
        )}
        <div class="admin-buttons">
          <button class="button second" type="button" onClick={() => dialog.current?.close()}>
            {say("取消", "Cancel")}
          </button>
          <button class={props.danger === true ? "button danger" : "button"} type="submit" aria-disabled={busy}>
            {busy ? say("请稍候……", "One moment…") : props.yes}
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly onInput: (value: string) => void;
  readonly inputMode?: "text" | "tel";
  readonly hint?: string;
  readonly optional?: boolean;
}

/** A field that has to be filled, unless it is optional. */
export function TextField(props: TextFieldProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        class="input"
        id={id}
        type="text"
        inputMode={props.inputMode ?? "text"}
        required={props.optional !== true}
        autocomplete="off"
        maxLength={props.maxLength}
        value={props.value}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      {props.hint !== undefined && (
        <p class="quiet" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
    </div>
  );
}
