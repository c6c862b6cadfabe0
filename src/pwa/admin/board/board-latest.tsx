/** The newest passes of a community on its live board. Names are masked; the server decides the length of the list. */
import type { JSX } from "preact";
import { say } from "../../app/say.ts";
import type { BoardData } from "./board-state.ts";
import { ColourMark } from "../../ui/colour-mark.tsx";
import { addressOf } from "../route.ts";
import { instantClockOf } from "../../ui/words/moments.ts";

export function Latest(props: { readonly division: string; readonly board: BoardData }): JSX.Element {
  const { latest } = props.board;
  return (
    <section class="admin-card board-latest" aria-labelledby="latest-title">
      <header>
        <h2 id="latest-title">{say("最新通行", "Newest passes")}</h2>
        <a href={addressOf(props.division, "passes")}>{say("全部", "All")}</a>
      </header>
      {latest.length === 0 ? (
        <p class="quiet">{say("还没有通行记录", "No passes yet")}</p>
      ) : (
        <ol>
          {latest.map(({ at, maskedName, colour, pointName, otherUse }, index) => (
            // Passes that a phone sent together have the same time, so the key has their place in the list too.
            <li key={`${at} ${latest.length - index}`}>
              <time dateTime={at}>{instantClockOf(at)}</time>
              <span>{maskedName}</span>
              <ColourMark colour={colour} />
              <span>{pointName}</span>
              {otherUse !== undefined && (
                <b class="other-use">
                  {say(
                    `此码 ${instantClockOf(otherUse.at)} 也在 ${otherUse.community} ${otherUse.point} 用过`,
                    `Code also used at ${otherUse.point}, ${otherUse.community}, ${instantClockOf(otherUse.at)}`,
                  )}
                </b>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
