/** Asks before what cannot be taken back, and says what will happen. A native dialog: Escape and the back gesture mean no. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../app/say.ts";
import "../styles/form.css";

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
