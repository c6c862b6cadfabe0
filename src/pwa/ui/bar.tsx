/** The head of a screen that is not a tab: the way back, its name, and what stands at the right. */
import type { ComponentChildren, JSX } from "preact";
import "../styles/form.css";

interface BarProps {
  readonly name: string;
  /** Where back leads, as an address or an act. */
  readonly back: string | (() => void);
  readonly children?: ComponentChildren;
}

function Inside(props: { readonly name: string }): JSX.Element {
  return (
    <>
      <svg
        class="back-mark"
        viewBox="0 0 8 12"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
      >
        <path d="M6 1L1.5 6 6 11" />
      </svg>
      {props.name}
    </>
  );
}

export function Bar({ name, back, children }: BarProps): JSX.Element {
  return (
    <header class="bar">
      {typeof back === "string" ? (
        <a class="back" href={back}>
          <Inside name={name} />
        </a>
      ) : (
        <button class="back" type="button" onClick={back}>
          <Inside name={name} />
        </button>
      )}
      {children}
    </header>
  );
}
