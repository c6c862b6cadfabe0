/** Notices below the code: no network, a wrong clock, an old declaration, a gate's request to declare again, a busy server, another account's claim to answer. */
import type { JSX } from "preact";
import type { Person } from "../../../contract/people.ts";
import { moment } from "../../app/moment.ts";
import { isClockWrong, offsetMs } from "../../app/clock.ts";
import { say, saySentence } from "../../app/say.ts";
import { me, online, trouble } from "../../app/session.ts";
import { RedeclarationNotice } from "../../ui/redeclaration-notice.tsx";
import { isOld } from "./choose.ts";
import { second } from "./code-frame.tsx";

function clockSentence(): string {
  const minutes = Math.max(1, Math.round(Math.abs(offsetMs.value) / 60_000));
  return offsetMs.value > 0
    ? say(
        `手机时间慢了约 ${minutes} 分钟，已按标准时间校正。请打开“自动设置时间”。`,
        `The clock of this phone is about ${minutes} min slow. Yima corrects it. Please turn on automatic time.`,
      )
    : say(
        `手机时间快了约 ${minutes} 分钟，已按标准时间校正。请打开“自动设置时间”。`,
        `The clock of this phone is about ${minutes} min fast. Yima corrects it. Please turn on automatic time.`,
      );
}

interface NoticesProps {
  readonly declaredAtMs: number | null;
  /** The end of the credential on the screen; null without one. */
  readonly validUntilMs: number | null;
  readonly redeclaration: Person["redeclaration"] | undefined;
}

export default function Notices({ declaredAtMs, validUntilMs, redeclaration }: NoticesProps): JSX.Element {
  const claims = me.value?.people.some((person) => person.claims.length > 0) ?? false;
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
      {redeclaration && <RedeclarationNotice request={redeclaration} withLink />}
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
