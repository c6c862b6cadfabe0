/** A sheet from below: the browser's own dialog, which keeps focus and closes by Escape. */
import type { ComponentChildren, JSX, RefObject } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { say } from "../app/say.ts";

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
