/** The head of a screen that is not a tab: the way back, its name, and the content of its right side. */
import type { ComponentChildren, JSX } from "preact";
import { BackMark } from "./icons.tsx";
import "../styles/form.css";

interface BarProps {
  readonly name: string;
  /** The way back: an address, or a function to call. */
  readonly back: string | (() => void);
  readonly children?: ComponentChildren;
}

function Inside(props: { readonly name: string }): JSX.Element {
  return (
    <>
      <BackMark />
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
