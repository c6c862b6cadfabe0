/** What the holder can do about the colour, and what became of what they did: check-ins, appeals. */
import type { JSX } from "preact";
import type { PersonColour } from "../../contract/colour.ts";
import { isAppealable } from "../../domain/appeal/appeal.ts";
import { correctedNow } from "../app/clock.ts";
import { say } from "../app/say.ts";
import { moment } from "../app/beijing-time.ts";

const DAY_MS = 86_400_000;
/** An answer is told beside the code for a week; afterwards it is found under 申诉. */
const ANSWER_SHOWN_MS = 7 * DAY_MS;

/** By when the next check-in is awaited; null where none is. */
export function checkInWords({ checkIn }: PersonColour): string | null {
  if (!checkIn) return null;
  const due = moment(Date.parse(checkIn.dueAt));
  return Date.parse(checkIn.dueAt) > correctedNow() ? say(`${due} 前`, `by ${due}`) : say(`${due} 已到期`, `was due by ${due}`);
}

/** That the newest appeal waits, or how it was answered of late; null where there is nothing to tell. */
export function appealWords({ appeal, since }: PersonColour): string | null {
  if (!appeal) return null;
  const { state, dueAt, answeredAt } = appeal;
  const due = moment(Date.parse(dueAt));
  if (state === "waiting" || answeredAt === null) return say(`等待答复，${due} 前`, `waits, answered by ${due}`);
  // What was answered before this colour began was about another one.
  if (Date.parse(since) > Date.parse(answeredAt) || correctedNow() - Date.parse(answeredAt) > ANSWER_SHOWN_MS) return null;
  return state === "granted" ? say("已答复：同意", "answered: granted") : say("已答复：未同意", "answered: not granted");
}

export function Acts({ explained }: { readonly explained: PersonColour }): JSX.Element {
  const { colour, checkIn } = explained;
  // Late, or within a day.
  const isNear = checkIn ? Date.parse(checkIn.dueAt) - correctedNow() < DAY_MS : false;
  const told = appealWords(explained) !== null;
  return (
    <>
      {checkIn && (
        <a class={isNear ? "button" : "button second"} href="/check-in">
          {say("健康打卡", "Check in")}
        </a>
      )}
      {(told || isAppealable(colour)) && (
        <a class="button second" href="/appeals">
          {told ? say("查看申诉", "See the appeal") : say("申诉", "Appeal")}
        </a>
      )}
    </>
  );
}
