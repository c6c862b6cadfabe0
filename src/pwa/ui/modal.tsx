/** The browser's own dialog, open from the first render: it keeps the focus, and Escape and the system's back button close it. Independent of its content. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useLayer } from "../app/layers.ts";

interface ModalProps {
  readonly class?: string;
  /** The accessible name, or the id of the heading with the name. */
  readonly label?: string;
  readonly labelledBy?: string;
  /** A touch beside the dialog closes it too. */
  readonly closesBeside?: boolean;
  readonly onClose: () => void;
  readonly children: (close: () => void) => ComponentChildren;
}

export function Modal(props: ModalProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOver = useRef(false);
  /** Told at once, and only once: the browser's event `close` comes after what a quick person presses next, and would close what that opens. */
  const tell = (): void => {
    if (isOver.current) return;
    isOver.current = true;
    props.onClose();
  };
  const close = (): void => {
    dialog.current?.close();
    tell();
  };
  useEffect(() => dialog.current?.showModal(), []);
  useLayer(close);
  return (
    <dialog
      class={props.class}
      ref={dialog}
      aria-label={props.label}
      aria-labelledby={props.labelledBy}
      onCancel={(event) => {
        // A file that is not chosen is such an event too, of a field inside.
        if (event.target !== dialog.current) return;
        event.preventDefault();
        close();
      }}
      onClose={tell}
      onClick={(event) => props.closesBeside === true && event.target === dialog.current && close()}
    >
      {props.children(close)}
    </dialog>
  );
}
