/** Above a form that was left unfinished: what is in it is of an earlier visit, with a button that empties it. */
import type { ComponentChildren, JSX } from "preact";
import { say } from "../../app/say.ts";

interface RestoredNoticeProps {
  readonly onStartOver: () => void;
  /** The words of a form that says more; absent: the usual ones. */
  readonly children?: ComponentChildren;
}

export function RestoredNotice({ onStartOver, children }: RestoredNoticeProps): JSX.Element {
  return (
    <div class="notice banner">
      {children ?? say("已恢复上次没填完的内容。", "Your unfinished form was restored.")}
      <button class="text-button" type="button" onClick={onStartOver}>
        {say("重新填", "Start over")}
      </button>
    </div>
  );
}
