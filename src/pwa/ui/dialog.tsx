/** Dialogs that ask: before an act, for the fields of an act, or from a list. Each names the act and stays open after a refusal. */
import type { ComponentChildren, JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import { Modal } from "./modal.tsx";
import { say, saySentence } from "../app/say.ts";
import { sentenceOf } from "./words/phone-words.ts";
import { useBusy } from "./use-busy.ts";
import "../styles/form.css";

interface ActDialogProps {
  readonly title: string;
  readonly yes: string;
  readonly danger?: boolean;
  /** Sends the act. Returns the problem to display, or null after a success; the component that opened the dialog then removes it. */
  readonly act: () => Promise<Problem | null>;
  readonly onClose: () => void;
  /** What to offer below the sentence of a refusal, such as a link that removes its cause. */
  readonly wayOut?: (problem: Problem) => ComponentChildren;
  /** The fields of the act, or a text about its consequences. */
  readonly children: ComponentChildren;
}

/** A dialog with a form. It calls `act`, and shows a refusal inside the dialog. */
export function ActDialog(props: ActDialogProps): JSX.Element {
  const title = useId();
  const [busy, during] = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);
  async function answerYes(): Promise<void> {
    setProblem(null);
    setProblem(await during(props.act));
  }
  return (
    <Modal class="admin-dialog" labelledBy={title} onClose={props.onClose}>
      {(close) => (
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
          <div class="button-row admin-buttons">
            <CancelButton close={close} />
            <button class={yesClass(props.danger)} type="submit" aria-disabled={busy}>
              {busy ? say("请稍候……", "Please wait…") : props.yes}
            </button>
          </div>
        </form>
      )}
    </Modal>
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

/** A question with yes and no before an act. It sends nothing: the screen that opened it acts and shows a refusal. */
export function Confirm(props: ConfirmProps): JSX.Element {
  const title = useId();
  return (
    <Modal labelledBy={title} onClose={props.onNo}>
      {(close) => (
        <div class="stack">
          <h2 id={title}>{props.title}</h2>
          <div class="stack">{props.children}</div>
          <div class="button-row">
            <CancelButton close={close} />
            <button class={yesClass(props.danger)} type="button" disabled={props.busy} onClick={props.onYes}>
              {props.yes}
            </button>
          </div>
        </div>
      )}
    </Modal>
  );
}

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A dialog with a list to choose from. Its button, Escape, or a touch beside it closes it. */
export function Sheet(props: SheetProps): JSX.Element {
  const title = useId();
  return (
    <Modal class="sheet" labelledBy={title} closesBeside onClose={props.onClose}>
      {(close) => (
        <div class="stack">
          <div class="sheet-head">
            <h2 id={title}>{props.title}</h2>
            <button class="chip" type="button" onClick={close}>
              {say("关闭", "Close")}
            </button>
          </div>
          {props.children}
        </div>
      )}
    </Modal>
  );
}

function CancelButton(props: { readonly close: () => void }): JSX.Element {
  return (
    <button class="button second" type="button" onClick={props.close}>
      {say("取消", "Cancel")}
    </button>
  );
}

function yesClass(danger = false): string {
  return danger ? "button danger" : "button";
}
