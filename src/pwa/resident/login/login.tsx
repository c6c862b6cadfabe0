/** Login by phone number and one-time password, below one sentence that explains Yima. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import type { OtpResponse } from "../../../contract/session.ts";
import { readNumber } from "../../../domain/typing/number.ts";
import { ask, ownProblem } from "../../app/api.ts";
import { PHONE_NOTE } from "../../app/people.ts";
import { language, say, saySentence, speak } from "../../app/say.ts";
import { part } from "../../app/screen.tsx";
import { refresh, session } from "../../app/session.ts";
import { writeNote } from "../../app/store.ts";
import { UpdateOffer } from "../../app/update.tsx";
import { phoneWords } from "../../ui/phone-words.ts";
import { PasswordStep, PhoneStep } from "./steps.tsx";
import "./login.css";

const ProblemNotice = part(() => import("../../ui/problem-notice.tsx"));

const SHORTEST_PHONE = 5;

/** The password was right, and the next request had no session. */
const cookieRefused = (): Problem =>
  ownProblem(
    "cookie_refused",
    401,
    "验证码正确，但这个浏览器不肯保存登录。请在浏览器设置里允许 Cookie，或换一个浏览器。",
    "The code was right, but this browser does not keep the login. Allow cookies in its settings, or use another browser.",
  );

function Welcome(): JSX.Element {
  return (
    <header class="welcome">
      <img src="/icons/yima.svg" alt="" width="56" height="56" />
      <h1>{say("一码 · 健康码", "Yima · health code")}</h1>
      <p>
        {say(
          "用手机申报健康状况，领一张每 15 秒自动更新的健康码，到采集点出示即可，没有网络也能用。",
          "Declare your health on the phone, get a code that renews itself every 15 seconds, and show it at the gate, even without a network.",
        )}
      </p>
    </header>
  );
}

export default function Login(): JSX.Element {
  const [phone, setPhone] = useState("");
  const number = readNumber(phone);
  const [otp, setOtp] = useState<OtpResponse | null>(null);
  const [resendAtMs, setResendAtMs] = useState(0);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    setRefusal(undefined);
    setProblem(null);
    // Another phone number need not wait: the server counts the messages of each number separately.
    setResendAtMs(0);
  }, [phone]);

  const sendPassword = async (): Promise<void> => {
    // Only the server checks the form of the number: the table of number formats is larger than this whole screen.
    if (number.length < SHORTEST_PHONE) {
      setRefusal(say("请填写手机号。", "Please enter the mobile number."));
      return;
    }
    setBusy(true);
    const answer = await ask("POST /api/v1/otp", {}, { phone: number });
    setBusy(false);
    const aboutPhone = !answer.ok && answer.refusal.status === 422;
    setRefusal(aboutPhone ? saySentence(answer.refusal.sentence) : undefined);
    setProblem(answer.ok || aboutPhone ? null : answer.refusal);
    const waitSeconds = answer.ok ? answer.value.retryAfterSeconds : answer.refusal.retryAfterSeconds;
    if (waitSeconds !== undefined) setResendAtMs(Date.now() + waitSeconds * 1000);
    if (answer.ok) setOtp(answer.value);
  };

  const enter = async (password: string): Promise<boolean> => {
    setBusy(true);
    const answer = await ask("POST /api/v1/sessions", {}, { phone: number, password });
    setProblem(answer.ok ? null : answer.refusal);
    if (answer.ok) {
      await writeNote(PHONE_NOTE, number);
      await refresh();
      if (session.peek().state === "out") setProblem(cookieRefused());
    }
    setBusy(false);
    return answer.ok;
  };

  return (
    <main class="screen whole login">
      <button
        class="chip language"
        type="button"
        lang={language.value === "zh" ? "en" : "zh-CN"}
        onClick={() => speak(language.value === "zh" ? "en" : "zh")}
      >
        {language.value === "zh" ? "English" : "中文"}
      </button>
      <Welcome />
      <UpdateOffer />
      {problem !== null && <ProblemNotice problem={problem} />}
      {otp === null ? (
        <PhoneStep
          phone={phone}
          onPhone={setPhone}
          refusal={refusal}
          busy={busy}
          waitUntilMs={resendAtMs}
          onSend={() => void sendPassword()}
        />
      ) : (
        <PasswordStep
          phone={phoneWords(number)}
          minutes={Math.round(otp.expiresInSeconds / 60)}
          busy={busy}
          resendAtMs={resendAtMs}
          onEnter={enter}
          onResend={() => void sendPassword()}
          onOtherPhone={() => {
            setOtp(null);
            setProblem(null);
          }}
        />
      )}
      <p class="quiet at-foot">
        {say("没有手机的家人，由您在“家人”里代为管理。", "You manage family members without a phone under “Family”.")}
      </p>
    </main>
  );
}
