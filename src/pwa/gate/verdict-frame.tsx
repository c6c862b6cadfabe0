/** The layout of every verdict: its colour, shape and word fill the screen. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say, saySentence, type Sentence } from "../app/say.ts";
import { Shape } from "../ui/icons.tsx";
import type { Verdict } from "./verdict.ts";

export interface FrameProps {
  readonly verdict: Verdict;
  /** A sentence below the word, such as that of the passage policy. */
  readonly policy?: Sentence;
  /** The masked name of the code's holder, displayed with the verdict's word, because it is compared with the person; absent without an accepted code. */
  readonly name?: string;
  /** Asks to compare the document with the person, with the reason; null if the code needs no comparison. */
  readonly check: Sentence | null;
  readonly below: string;
  readonly children: ComponentChildren;
}

/** The word takes the focus, so that a screen reader says it first. */
export function VerdictFrame(props: FrameProps): JSX.Element {
  const word = useRef<HTMLHeadingElement>(null);
  useEffect(() => word.current?.focus(), [props.verdict]);
  return (
    <section class={`verdict ${props.verdict.tone}`} aria-label={say("核验结果", "Verdict")}>
      <div class="says">
        <div class="word">
          <Shape colour={props.verdict.shape} class="big" />
          <h1 ref={word} tabIndex={-1}>
            {saySentence(props.verdict.word)}
          </h1>
        </div>
        {props.name !== undefined && <p class="name">{props.name}</p>}
        {props.check !== null && <p class="check">{saySentence(props.check)}</p>}
        {props.policy !== undefined && <p class="policy">{saySentence(props.policy)}</p>}
        <p>{props.below}</p>
      </div>
      {props.children}
    </section>
  );
}
