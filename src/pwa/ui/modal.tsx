/** The browser's own dialog, open as soon as it is rendered: it keeps the focus, and Escape closes it. Knows nothing of its content. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface ModalProps {
  readonly class?: string;
  /** Its name, or the id of the heading that names it. */
  readonly label?: string;
  readonly labelledBy?: string;
  /** A touch beside it closes it too. */
  readonly closesBeside?: boolean;
  readonly onClose: () => void;
  readonly children: (close: () => void) => ComponentChildren;
}

export function Modal(props: ModalProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = (): void => dialog.current?.close();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      class={props.class}
      ref={dialog}
      aria-label={props.label}
      aria-labelledby={props.labelledBy}
      onClose={props.onClose}
      onClick={(event) => props.closesBeside === true && event.target === dialog.current && close()}
    >
      {props.children(close)}
    </dialog>
  );
}
