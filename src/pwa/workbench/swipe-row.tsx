/** A row that can be swiped to the right. The same is always on a button too: no act is by swipe alone (quality.md, people). */
import type { ComponentChildren, JSX } from "preact";
import { useRef, useState } from "preact/hooks";

/** Far enough that a scroll that slips is none. */
const SWIPED_PIXELS = 96;

interface Props {
  /** What the swipe does; the row's own button says it to those who do not see it. */
  readonly word: string;
  readonly onSwiped: () => void;
  readonly children: ComponentChildren;
}

export function SwipeRow(props: Props): JSX.Element {
  const from = useRef<number | null>(null);
  const [moved, setMoved] = useState(0);

  function end(): void {
    from.current = null;
    if (moved >= SWIPED_PIXELS) props.onSwiped();
    setMoved(0);
  }

  return (
    <div class={`swiped ${moved > 0 ? "moving" : ""}`}>
      {moved > 0 && (
        <span class="under" aria-hidden="true">
          {props.word}
        </span>
      )}
      <div
        class={`entry ${moved === 0 ? "let-go" : ""}`}
        style={{ transform: moved === 0 ? "none" : `translateX(${moved}px)` }}
        onPointerDown={(event) => {
          if (event.isPrimary && event.pointerType !== "mouse") from.current = event.clientX;
        }}
        onPointerMove={(event) => {
          if (from.current !== null) setMoved(Math.max(0, event.clientX - from.current - 8));
        }}
        onPointerUp={end}
        onPointerCancel={() => {
          from.current = null;
          setMoved(0);
        }}
      >
        {props.children}
      </div>
    </div>
  );
}
