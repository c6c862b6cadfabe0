/** Asks before an act, or for what the act needs; says what will happen, and stays open with the reason where it is refused. */
import type { ComponentChildren, JSX, RefObject } from "preact";
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

interface ConfirmProps {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly yes: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

export function Confirm(props: ConfirmProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="confirm-title" onClose={props.onNo}>
      <div class="stack">
        <h2 id="confirm-title">{props.title}</h2>
        <div class="stack">{props.children}</div>
        <div class="button-row">
          <button class="button second" type="button" onClick={() => dialog.current?.close()}>
            {say("取消", "Cancel")}
          </button>
          <button
            class={props.danger === true ? "button danger" : "button"}
            type="button"
            disabled={props.busy}
            onClick={props.onYes}
          >
            {props.yes}
          </button>
        </div>
      </div>
    </dialog>
  );
}

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Opens when it is rendered; closes by its button, by Escape, or by a touch beside it. */
export function Sheet(props: SheetProps): JSX.Element {
  const dialog = useDialog();
  const title = useId();
  return (
    <dialog
      class="sheet"
      ref={dialog}
      aria-labelledby={title}
      onClose={props.onClose}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
    >
      <div class="stack">
        <div class="sheet-head">
          <h2 id={title}>{props.title}</h2>
          <button class="chip" type="button" onClick={() => dialog.current?.close()}>
            {say("关闭", "Close")}
          </button>
        </div>
        {props.children}
      </div>
    </dialog>
  );
}

function useDialog(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opened = dialog.current;
    if (opened !== null && !opened.open) opened.showModal();
  }, []);
  return dialog;
}
