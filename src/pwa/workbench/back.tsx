/** The way back above a page that has no tabs. */
import type { JSX } from "preact";

export function Back(props: { readonly href: string; readonly word: string }): JSX.Element {
  return (
    <nav class="bar">
      <a class="back" href={props.href}>
        <span aria-hidden="true">‹</span> {props.word}
      </a>
    </nav>
  );
}
