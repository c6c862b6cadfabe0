/** The first question of the login: the phone number. */
import type { JSX } from "preact";
import { Field } from "../form/field.tsx";
import { say } from "../app/say.ts";
import { useSecondsLeft } from "./countdown.ts";

interface PhoneStepProps {
  readonly phone: string;
  readonly onPhone: (phone: string) => void;
  readonly refusal: string | undefined;
  readonly busy: boolean;
  readonly waitUntilMs: number;
  readonly onSend: () => void;
}

export function PhoneStep(props: PhoneStepProps): JSX.Element {
  const waitSeconds = useSecondsLeft(props.waitUntilMs);
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        props.onSend();
      }}
    >
      <Field
        id="phone"
        label={say("手机号", "Mobile number")}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        maxLength={24}
        value={props.phone}
        onInput={props.onPhone}
        refusal={props.refusal}
      />
      <button class="button" type="submit" disabled={props.busy || waitSeconds > 0}>
        {waitSeconds > 0 ? say(`${waitSeconds} 秒后可再获取`, `Again in ${waitSeconds} s`) : say("获取验证码", "Send me a code")}
      </button>
    </form>
  );
}
