/** What became of the last letter of the nation to a member: when it was taken, or why not, and a clock that is wrong. */
import type { JSX } from "preact";
import type { RegisteredMember } from "../../../contract/issuer/members.ts";
import { say, saySentence } from "../../app/say.ts";
import { minuteOf } from "../../ui/words/moments.ts";

const FAULTS = {
  silent: { zh: "没有回应", en: "no answer" },
  refused: { zh: "拒收", en: "refused" },
  receipt: { zh: "回执不对", en: "wrong receipt" },
} as const;
/** A clock within this many seconds is right: receipts name whole seconds, and come after the letter. */
const RIGHT_CLOCK_SECONDS = 5;

export function LetterCell({ letter }: Pick<RegisteredMember, "letter">): JSX.Element {
  if (letter === null) return <>{say("没有", "None")}</>;
  const { at, fault, detail, clockSeconds } = letter;
  if (fault !== null)
    return (
      <b class="member-bad">
        {`${minuteOf(at)} ${saySentence(FAULTS[fault])}`}
        {detail !== null && <code class="member-detail"> {detail}</code>}
      </b>
    );
  const clock = clockSeconds ?? 0;
  return (
    <>
      {say(`${minuteOf(at)} 已收`, `${minuteOf(at)} taken`)}
      {Math.abs(clock) > RIGHT_CLOCK_SECONDS && (
        <b class="member-bad member-line">
          {say(
            `对方时钟${clock > 0 ? "快" : "慢"} ${Math.abs(clock)} 秒`,
            `Its clock is ${Math.abs(clock)} s ${clock > 0 ? "fast" : "slow"}`,
          )}
        </b>
      )}
    </>
  );
}
