/** The two steps of the login: the phone number, and the six digits of the message, which are sent as soon as all six are typed. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "../../app/say.ts";
import { readPassword } from "../../../domain/access/typed-password.ts";
import { Field, PHONE_LIMIT, stopsAtFault } from "../../ui/fields/field.tsx";

interface PasswordStepProps {
  readonly phone: string;
  /** Null where this page sent no password. */
  readonly minutes: number | null;
  readonly busy: boolean;
  readonly resendAtMs: number;
  /** Sends the password; resolves to whether the server accepted it. */
  readonly onEnter: (password: string) => Promise<boolean>;
  readonly onResend: () => void;
  readonly onOtherPhone: () => void;
}

export function PasswordStep(props: PasswordStepProps): JSX.Element {
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const waitSeconds = useSecondsLeft(props.resendAtMs);

  const enter = async (digits: string): Promise<void> => {
    if (!(await props.onEnter(digits))) setText("");
  };
  const send = (): void => {
    const digits = readPassword(text);
    if (digits === null) setRefusal(say("验证码是 6 位数字。", "The code has six digits."));
    else void enter(digits);
  };
  /** Sends the password as soon as the text contains its six digits; the text may be a whole pasted message. */
  const settle = (typed: string): void => {
    const digits = readPassword(typed);
    if (digits === null || props.busy) return;
    setText(digits);
    void enter(digits);
  };

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field
        id="password"
        label={say("验证码", "Code from the message")}
        hint={
          props.minutes === null
            ? say(`发到 ${props.phone} 的 6 位数字。`, `The six digits that were sent to ${props.phone}.`)
            : say(
                `已发到 ${props.phone}，${props.minutes} 分钟内有效。`,
                `Sent to ${props.phone}. Valid for ${props.minutes} minutes.`,
              )
        }
        inputMode="numeric"
        autoComplete="one-time-code"
        value={text}
        onInput={(typed) => {
          setText(typed);
          setRefusal(undefined);
        }}
        onSettle={settle}
        refusal={refusal}
        focus
      />
      <button class="button" type="submit" disabled={props.busy}>
        {props.busy ? say("正在登录……", "Logging in…") : say("登录", "Log in")}
      </button>
      <div class="bar">
        <button class="text-button" type="button" onClick={props.onOtherPhone}>
          {say("换个手机号", "Another number")}
        </button>
        <button class="text-button" type="button" disabled={waitSeconds > 0 || props.busy} onClick={props.onResend}>
          {waitSeconds > 0 ? say(`${waitSeconds} 秒后可重发`, `Send again in ${waitSeconds} s`) : say("重新发送", "Send again")}
        </button>
      </div>
      <p class="quiet">
        {say(
          "收不到？请核对手机号，看看短信是不是被拦截，过 1 分钟再重发。",
          "No message? Check the number and the messages that your phone blocks, then send again after a minute.",
        )}
      </p>
    </form>
  );
}

interface PhoneStepProps {
  readonly phone: string;
  readonly onPhone: (phone: string) => void;
  readonly refusal: string | undefined;
  readonly busy: boolean;
  readonly waitUntilMs: number;
  readonly onSend: () => void;
  /** The message with the password is there already. */
  readonly onHasCode: () => void;
}

export function PhoneStep(props: PhoneStepProps): JSX.Element {
  const waitSeconds = useSecondsLeft(props.waitUntilMs);
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!stopsAtFault(event.currentTarget)) props.onSend();
      }}
    >
      <Field
        id="phone"
        label={say("手机号", "Mobile number")}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        limit={PHONE_LIMIT}
        value={props.phone}
        onInput={props.onPhone}
        refusal={props.refusal}
      />
      <button class="button" type="submit" disabled={props.busy || waitSeconds > 0}>
        {props.busy
          ? say("正在发送……", "Sending…")
          : waitSeconds > 0
            ? say(`${waitSeconds} 秒后可再获取`, `Send again in ${waitSeconds} s`)
            : say("获取验证码", "Send me a code")}
      </button>
      <button class="text-button" type="button" disabled={props.busy} onClick={props.onHasCode}>
        {say("我已有验证码", "I already have a code")}
      </button>
    </form>
  );
}

export function useSecondsLeft(untilMs: number): number {
  const left = (): number => Math.max(0, Math.ceil((untilMs - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), 1000);
    return () => clearInterval(timer);
  }, [untilMs]);
  return seconds;
}
