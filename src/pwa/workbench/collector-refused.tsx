/** Why somebody cannot be added as a collector, and the way on from there: straight to a point where there is none yet. */
import type { JSX } from "preact";
import { say, saySentence } from "../app/say.ts";
import type { Sentence } from "../app/say.ts";
import { addressOf } from "../community/route.ts";
import type { Page } from "../community/route.ts";

interface CollectorRefusedProps {
  readonly id?: string;
  readonly sentence: Sentence;
  readonly code: string | null;
  readonly division: string;
  /** Where to go on once there is a point. */
  readonly then: Page;
  /** Before it goes on there. */
  readonly onLeave?: () => void;
}

export function CollectorRefused(props: CollectorRefusedProps): JSX.Element {
  return (
    <div class="notice wrong" role="alert" id={props.id}>
      <p>{saySentence(props.sentence)}</p>
      {props.code === "no_point_yet" && (
        <a href={`${addressOf(props.division, "points/add")}?then=${props.then}`} onClick={props.onLeave}>
          {say("去添加采集点", "Add a point now")}
        </a>
      )}
    </div>
  );
}
