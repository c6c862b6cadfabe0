/** The dialog above a form whose office has closed or whose act needs a confirmation: a passkey, or a login by a code from a message. What was typed below stays, and is sent again afterwards. */
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { say } from "../../app/say.ts";
import { useOnce } from "../loaded.tsx";
import { LoginSteps } from "./login-steps.tsx";
import { Modal } from "../modal.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { useBusy } from "../use-busy.ts";
import { showPasskey } from "./passkey.ts";
import type { Lifted } from "./unlock.tsx";

interface UnlockDialogProps {
  readonly why: Lifted;
  /** The passkey that cannot confirm; undefined: each can. */
  readonly except: string | undefined;
  /** Called once, when the dialog has closed. @param isLifted whether the request is worth a repeat */
  readonly onEnd: (isLifted: boolean) => void;
}

export default function UnlockDialog({ why, except, onEnd }: UnlockDialogProps): JSX.Element | null {
  const source = useOnce("GET /api/v1/passkeys", {});
  const [byMessage, setByMessage] = useState(false);
  const { loaded } = source;
  if (loaded.state === "loading") return null;
  const hasPasskey = loaded.state === "ready" && loaded.value.passkeys.length > 0;
  const isClosed = why === "office_closed";
  return isClosed && (byMessage || !hasPasskey) ? (
    <LoginDialog onEnd={onEnd} />
  ) : (
    <PasskeyDialog why={why} except={except} onEnd={onEnd} {...(isClosed && { onOtherWay: () => setByMessage(true) })} />
  );
}

function LoginDialog({ onEnd }: Pick<UnlockDialogProps, "onEnd">): JSX.Element {
  const title = useId();
  return (
    <Modal labelledBy={title} onClose={() => onEnd(false)}>
      {(close) => (
        <div class="stack">
          <h2 id={title}>{say("工作台已关闭", "The workbench has closed")}</h2>
          <p>{closedWords()}</p>
          <LoginSteps onOpen={() => onEnd(true)} onCancel={close} />
        </div>
      )}
    </Modal>
  );
}

function closedWords(): string {
  return say(
    "为了安全，30 分钟不用或登录 12 小时后会关闭。填写的内容都在，登录后自动接着办。",
    "For safety it closes after 30 minutes without use, and 12 hours after the login. What you have typed is still here, and is sent after the login.",
  );
}

interface PasskeyDialogProps extends UnlockDialogProps {
  /** Opens the login by a message in its place; absent where only a passkey helps. */
  readonly onOtherWay?: () => void;
}

function PasskeyDialog({ why, except, onEnd, onOtherWay }: PasskeyDialogProps): JSX.Element {
  const title = useId();
  const [busy, during] = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);
  const confirm = async (): Promise<void> => {
    setProblem(null);
    const shown = await during(() => showPasskey(except));
    if (shown === null) onEnd(true);
    else setProblem(shown);
  };
  return (
    <Modal labelledBy={title} onClose={() => onEnd(false)}>
      {(close) => (
        <div class="stack">
          <h2 id={title}>{say("请确认是您本人", "Confirm that it is you")}</h2>
          <p>{confirmWords(why)}</p>
          {problem !== null && <ProblemNotice problem={problem} />}
          <div class="button-row">
            <button class="button second" type="button" onClick={close}>
              {say("取消", "Cancel")}
            </button>
            <button class="button" type="button" autofocus aria-disabled={busy} onClick={() => !busy && void confirm()}>
              {busy ? say("请稍候……", "Please wait…") : say("用通行密钥确认", "Use passkey")}
            </button>
          </div>
          {onOtherWay !== undefined && (
            <button class="text-button" type="button" onClick={onOtherWay}>
              {say("改用短信验证码登录", "Log in by a message instead")}
            </button>
          )}
        </div>
      )}
    </Modal>
  );
}

function confirmWords(why: Lifted): string {
  if (why === "other_passkey_needed")
    return say("请用另一个通行密钥确认，不要用正要删除的这个。", "Use another passkey, not the one that you remove.");
  return say(
    "用指纹、面容或锁屏密码确认。填写的内容都在，确认后自动接着办，5 分钟内不用再确认。",
    "Use your fingerprint, face or screen lock. What you have typed is still here and is sent afterwards. The confirmation holds for five minutes.",
  );
}
