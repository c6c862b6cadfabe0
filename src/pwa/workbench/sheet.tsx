/** A sheet from below and a question in the middle: the browser's own dialog, which keeps focus and closes by Escape. */
import type { ComponentChildren, JSX, RefObject } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { say } from "../say.ts";

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

interface QuestionProps {
  readonly title: string;
  /** What will happen. */
  readonly children: ComponentChildren;
  readonly yes: string;
  readonly onNo: () => void;
  /** Null where it was done; otherwise why not, shown in place of the question's text. */
  readonly onYes: () => Promise<ComponentChildren | null>;
}

/** Asks before something that cannot be undone; stays open with the reason where it was refused. */
export function Question(props: QuestionProps): JSX.Element {
  const dialog = useDialog();
  const title = useId();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ComponentChildren | null>(null);
  async function answerYes(): Promise<void> {
    setBusy(true);
    const reason = await props.onYes();
    setBusy(false);
    setRefused(reason);
  }
  return (
    <dialog ref={dialog} aria-labelledby={title} onClose={props.onNo}>
      <div class="stack">
        <h2 id={title}>{props.title}</h2>
        {refused === null ? (
          <div>{props.children}</div>
        ) : (
          <div class="notice wrong" role="alert">
            {refused}
          </div>
        )}
        <div class="button-row">
          <button class="button second" type="button" onClick={() => dialog.current?.close()}>
            {refused === null ? say("取消", "Cancel") : say("知道了", "Understood")}
          </button>
          {refused === null && (
            <button class="button danger" type="button" disabled={busy} onClick={() => void answerYes()}>
              {busy ? say("请稍候……", "One moment…") : props.yes}
            </button>
          )}
        </div>
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
