/** Notices below the code: no network, a wrong clock, an old declaration, a gate's request to declare again, a busy server, another account's claim to answer. */
import type { JSX } from "preact";
import type { Person } from "../../../contract/people.ts";
import { moment } from "../../app/moment.ts";
import { correctedNow, isChecked, isClockWrong, missedMs, offsetMs, otherOffsetMs, decide } from "../../app/clock.ts";
import { beijing, two } from "../../app/beijing-time.ts";
import { spanOf } from "../../../domain/span.ts";
import { say, saySentence } from "../../app/say.ts";
import { me, online, trouble } from "../../app/session.ts";
import { RedeclarationNotice } from "../../ui/person/redeclaration-notice.tsx";
import { EndingNotice } from "../../ui/person/ending-notice.tsx";
import { isOld } from "./choose.ts";
import { second } from "./code-frame.tsx";

function clockSentence(): string {
  const { zh, en } = spanOf(offsetMs.value);
  const [slow, slowly] = offsetMs.value > 0 ? ["慢", "slow"] : ["快", "fast"];
  return isChecked.value
    ? say(
        `手机时间${slow}了约 ${zh}，已按标准时间校正。请打开“自动设置时间”。`,
        `The clock of this phone is about ${en} ${slowly}. Yima corrects it. Please turn on automatic time.`,
      )
    : say(
        `上次联网时，手机时间${slow}了约 ${zh}，现在仍这样校正。请打开“自动设置时间”。`,
        `When this phone was last online, its clock was about ${en} ${slowly}. Yima still corrects it. Please turn on automatic time.`,
      );
}

const minute = (ms: number): string => `${two(beijing(ms).hour)}:${two(beijing(ms).minute)}`;

/** Only the holder can tell which of two times is right. */
function WhatTime(props: { readonly other: number }): JSX.Element {
  const choices = [offsetMs.value, props.other];
  return (
    <div class="notice warning">
      <p>
        {say(
          "没有网络，手机时间没有核对。现在是几点？选错了，采集点会认不出这个码。",
          "Without a network the time could not be checked. What time is it now? With the wrong time a gate does not accept the code.",
        )}
      </p>
      <div class="button-row">
        {choices.map((offset) => (
          <button key={offset} class="button second" type="button" onClick={() => decide(offset)}>
            {minute(correctedNow() - offsetMs.value + offset)}
          </button>
        ))}
      </div>
    </div>
  );
}

function missedSentence(ms: number): string {
  return say(
    `手机时间不对：手机上是 ${whenShort(correctedNow())}，其实已过了 ${whenShort(ms)}。请打开“自动设置时间”或连上网络，不然采集点不认这个码。`,
    `The clock of this phone is wrong: it says ${whenShort(correctedNow())}, but it is later than ${whenShort(ms)}. Turn on automatic time or go online. Until then, gates do not accept this code.`,
  );
}

function whenShort(ms: number): string {
  return say(`${beijing(ms).year} 年 ${moment(ms)}`, `${moment(ms)}, ${beijing(ms).year}`);
}

interface NoticesProps {
  readonly declaredAtMs: number | null;
  /** The end of the credential on the screen; null without one. */
  readonly validUntilMs: number | null;
  /** Undefined while the account manages nobody. */
  readonly person: Person | undefined;
}

export default function Notices({ declaredAtMs, validUntilMs, person }: NoticesProps): JSX.Element {
  const claims = me.value?.people.some((one) => one.claims.length > 0) ?? false;
  return (
    <div class="notices" role="status">
      {!online.value && (
        <p class="notice">
          {validUntilMs === null
            ? say("现在没有网络。", "There is no network now.")
            : say(
                `现在没有网络，健康码照常可用（到 ${moment(validUntilMs)}）。`,
                `There is no network now. Your code still works (until ${moment(validUntilMs)}).`,
              )}
        </p>
      )}
      {person?.redeclaration && <RedeclarationNotice request={person.redeclaration} withLink />}
      {person !== undefined && <EndingNotice person={person} />}
      {missedMs.value !== null && <p class="notice wrong">{missedSentence(missedMs.value)}</p>}
      {missedMs.value === null && otherOffsetMs.value !== null && <WhatTime other={otherOffsetMs.value} />}
      {isClockWrong.value && <p class="notice warning">{clockSentence()}</p>}
      {declaredAtMs !== null && isOld(declaredAtMs, second.value) && (
        <p class="notice warning">
          {say(
            `上次申报是 ${moment(declaredAtMs)}，已超过 24 小时，请重新上报。`,
            `The last declaration was at ${moment(declaredAtMs)}, more than 24 hours ago. Please declare again.`,
          )}
        </p>
      )}
      {trouble.value !== null && <p class="notice warning">{saySentence(trouble.value.sentence)}</p>}
      {claims && (
        <p class="notice">
          {say("有人申请管理您的家人，", "Somebody asks to manage a member of your family: ")}
          <a href="/family">{say("去处理", "answer")}</a>
        </p>
      )}
    </div>
  );
}
