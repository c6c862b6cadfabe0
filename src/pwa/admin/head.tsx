/** The head of a page: its name, how much there is, and what can be done. */
import type { ComponentChildren, JSX } from "preact";
import { say } from "../say.ts";

interface HeadProps {
  readonly name: string;
  readonly detail?: string | undefined;
  readonly children?: ComponentChildren;
}

export function Head(props: HeadProps): JSX.Element {
  return (
    <header class="admin-head">
      <h1>{props.name}</h1>
      <p class="quiet" role="status">
        {props.detail}
      </p>
      <div class="admin-do">
        {props.children}
        <button class="chip" type="button" onClick={() => print()}>
          {say("打印", "Print")}
        </button>
      </div>
    </header>
  );
}

/** What stands in place of a table without rows, and the way on from there. */
export function Empty(props: { readonly title: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class="admin-card admin-empty">
      <b>{props.title}</b>
      {props.children}
    </div>
  );
}
