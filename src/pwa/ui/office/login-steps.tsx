/** The steps of a login above a form: the number of this login, and the code from the message. Another number is not taken: the page would go on under another person's name. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { readPassword } from "../../../domain/access/typed-password.ts";
import { maskPhone } from "../../../domain/identity/mask.ts";
import { checkPhone } from "../../../domain/identity/phone.ts";
import { ask } from "../../app/api.ts";
import { say } from "../../app/say.ts";
import { me } from "../../app/session.ts";
import { Field, PHONE_LIMIT } from "../fields/field.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { useBusy } from "../use-busy.ts";

interface LoginStepsProps {
  readonly onOpen: () => void;
  readonly onCancel: () => void;
}

export function LoginSteps({ onOpen, onCancel }: LoginStepsProps): JSX.Element {
  const [phone, setPhone] = useState("");
  const [password, setPassword] = useState("");
  const [isSent, setSent] = useState(false);
  const [busy, during] = useBusy();
  const [refusal, setRefusal] = useState<string>();
  const [problem, setProblem] = useState<Problem | null>(null);

  const send = async (): Promise<void> => {
    const number = ownNumber(phone);
    setRefusal(number === null ? notOwnWords() : undefined);
    if (number === null) return;
    const answer = await ask("POST /api/v1/otp", {}, { phone: number });
    // A message of the last minute is still valid.
    const isThere = answer.ok || answer.refusal.code === "too_many_requests";
    setProblem(answer.ok ? null : answer.refusal);
    setSent(isThere);
  };
  const enter = async (digits: string): Promise<void> => {
    const answer = await ask("POST /api/v1/sessions", {}, { phone: ownNumber(phone) ?? "", password: digits });
    setProblem(answer.ok ? null : answer.refusal);
    if (answer.ok) onOpen();
    else setPassword("");
  };
  const settle = (typed: string): void => {
    const digits = readPassword(typed);
    if (digits !== null && !busy) void during(() => enter(digits));
  };
  const submit = (): void => {
    if (busy) return;
    if (!isSent) return void during(send);
    const digits = readPassword(password);
    if (digits === null) setRefusal(say("验证码是 6 位数字。", "The code has six digits."));
    else void during(() => enter(digits));
  };

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {problem !== null && <ProblemNotice problem={problem} />}
      {isSent ? (
        <Field
          key="password"
          label={say("验证码", "Code from the message")}
          hint={say(
            "发到您手机上的 6 位数字，5 分钟内有效。",
            "The six digits that were sent to your phone, valid for five minutes.",
          )}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={password}
          onInput={(typed) => {
            setPassword(typed);
            setRefusal(undefined);
          }}
          onSettle={settle}
          refusal={refusal}
          focus
        />
      ) : (
        <Field
          key="phone"
          label={say("本人手机号", "Your mobile number")}
          hint={say(`登录时用的 ${me.value?.maskedPhone ?? ""}`, `The number of your login, ${me.value?.maskedPhone ?? ""}`)}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          limit={PHONE_LIMIT}
          value={phone}
          onInput={(typed) => {
            setPhone(typed);
            setRefusal(undefined);
          }}
          refusal={refusal}
          focus
        />
      )}
      <div class="button-row">
        <button class="button second" type="button" onClick={onCancel}>
          {say("以后再说", "Not now")}
        </button>
        <button class="button" type="submit" aria-disabled={busy}>
          {busy ? say("请稍候……", "Please wait…") : isSent ? say("登录", "Log in") : say("获取验证码", "Send me a code")}
        </button>
      </div>
    </form>
  );
}

/** The typed number if it is the one of this login: with another one the page would go on under another person's name. */
function ownNumber(typed: string): string | null {
  const phone = checkPhone(typed);
  return phone.ok && maskPhone(phone.value) === me.value?.maskedPhone ? phone.value : null;
}

function notOwnWords(): string {
  const masked = me.value?.maskedPhone ?? "";
  return say(`请填写登录时用的手机号 ${masked}。`, `Enter the number of this login, ${masked}.`);
}
