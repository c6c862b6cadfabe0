/** Login by phone number and one-time password, below one sentence that explains Yima. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import type { Sentence } from "../../../domain/sentence.ts";
import { readNumber } from "../../../domain/typing/number.ts";
import { ask, ownProblem } from "../../app/api.ts";
import { useLayer } from "../../app/layers.ts";
import { PHONE_NOTE } from "../../app/people.ts";
import { elder, language, say, saySentence, speak } from "../../app/say.ts";
import { part } from "../../app/screen.tsx";
import { refresh, session } from "../../app/session.ts";
import { UpdateOffer } from "../../app/update.tsx";
import { phoneWords } from "../../ui/phone-words.ts";
import { LOGIN_NOTE, readLogin } from "./kept-login.ts";
import { PasswordStep, PhoneStep } from "./steps.tsx";
import { useBusy } from "../../ui/use-busy.ts";
import "./login.css";

const ProblemNotice = part(() => import("../../ui/problem-notice.tsx"));

const SHORTEST_PHONE = 5;

const YIMA: Sentence = { zh: "一码 · 健康码", en: "Yima · health code" };

/** The name of this entry, with its city or province. Entries of different regions look alike otherwise. */
function useEntryName(): Sentence {
  const [name, setName] = useState(YIMA);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const issuer = await ask("GET /.well-known/yima-issuer");
      if (!issuer.ok || issuer.value.code === "0") return;
      const { zh, en } = issuer.value.name;
      setName({ zh: `一码 · ${zh.replace(/[市省]$/, "")}健康码`, en: `Yima · health code of ${en}` });
    };
    void look();
  }, []);
  return name;
}

/** The password was right, and the next request had no session. */
const cookieRefused = (): Problem =>
  ownProblem(
    "cookie_refused",
    401,
    "验证码正确，但这个浏览器不肯保存登录。请在浏览器设置里允许 Cookie，或换一个浏览器。",
    "The code was right, but this browser does not keep the login. Allow cookies in its settings, or use another browser.",
  );

function Welcome(): JSX.Element {
  const name = useEntryName();
  return (
    <header class="welcome">
      <img src="/icons/yima.svg" alt="" width="56" height="56" />
      <h1>{saySentence(name)}</h1>
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
  /** The password's step is open, and the minutes for which a sent password is valid; null where this page sent none. */
  const [step, setStep] = useState<{ readonly minutes: number | null } | null>(null);
  const [resendAtMs, setResendAtMs] = useState(0);
  const [busy, during] = useBusy();
  const [refusal, setRefusal] = useState<string>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const touched = useRef(false);
  const leavePassword = (): void => {
    setStep(null);
    setProblem(null);
  };
  useLayer(leavePassword, step !== null);
  useEffect(() => {
    const restore = async (): Promise<void> => {
      const kept = await readLogin();
      if (kept === null || touched.current) return;
      setPhone(kept.phone);
      setResendAtMs(kept.resendAtMs);
      setStep({ minutes: Math.ceil((kept.untilMs - Date.now()) / 60_000) });
    };
    void restore();
  }, []);
  const changePhone = (typed: string): void => {
    touched.current = true;
    setPhone(typed);
    setRefusal(undefined);
    setProblem(null);
    // Another phone number need not wait: the server counts the messages of each number separately.
    setResendAtMs(0);
  };

  /** Whether there is a number. The server checks its form: the table of number formats is larger than this whole screen. */
  const hasNumber = (): boolean => {
    const has = number.length >= SHORTEST_PHONE;
    setRefusal(has ? undefined : say("请填写手机号。", "Please enter the mobile number."));
    return has;
  };

  const sendPassword = async (): Promise<void> => {
    touched.current = true;
    if (!hasNumber()) return;
    const answer = await during(() => ask("POST /api/v1/otp", {}, { phone: number }));
    const aboutPhone = !answer.ok && answer.refusal.status === 422;
    setRefusal(aboutPhone ? saySentence(answer.refusal.sentence) : undefined);
    setProblem(answer.ok || aboutPhone ? null : answer.refusal);
    const waitSeconds = answer.ok ? answer.value.retryAfterSeconds : answer.refusal.retryAfterSeconds;
    const resendAt = Date.now() + (waitSeconds ?? 0) * 1000;
    if (waitSeconds !== undefined) setResendAtMs(resendAt);
    if (!answer.ok) return;
    const { expiresInSeconds } = answer.value;
    setStep({ minutes: Math.round(expiresInSeconds / 60) });
    await LOGIN_NOTE.keep({ phone, untilMs: Date.now() + expiresInSeconds * 1000, resendAtMs: resendAt });
  };

  const enter = async (password: string): Promise<boolean> => {
    const answer = await ask("POST /api/v1/sessions", {}, { phone: number, password });
    setProblem(answer.ok ? null : answer.refusal);
    if (answer.ok) {
      await LOGIN_NOTE.drop();
      await PHONE_NOTE.keep(number);
      await refresh();
      if (session.peek().state === "out") setProblem(cookieRefused());
    }
    return answer.ok;
  };

  return (
    <main class="screen whole login">
      <div class="bar">
        <button class="chip" type="button" aria-pressed={elder.value} onClick={() => (elder.value = !elder.value)}>
          {elder.value ? say("标准字号", "Usual letters") : say("大字", "Larger letters")}
        </button>
        <button
          class="chip language"
          type="button"
          lang={language.value === "zh" ? "en" : "zh-CN"}
          onClick={() => speak(language.value === "zh" ? "en" : "zh")}
        >
          {language.value === "zh" ? "English" : "中文"}
        </button>
      </div>
      <Welcome />
      <UpdateOffer />
      {problem !== null && <ProblemNotice problem={problem} />}
      {step === null ? (
        <PhoneStep
          phone={phone}
          onPhone={changePhone}
          refusal={refusal}
          busy={busy}
          waitUntilMs={resendAtMs}
          onSend={() => void sendPassword()}
          onHasCode={() => hasNumber() && setStep({ minutes: null })}
        />
      ) : (
        <PasswordStep
          phone={phoneWords(number)}
          minutes={step.minutes}
          busy={busy}
          resendAtMs={resendAtMs}
          onEnter={(password) => during(() => enter(password))}
          onResend={() => void sendPassword()}
          onOtherPhone={leavePassword}
        />
      )}
      <p class="quiet at-foot">
        {say("没有手机的家人，由您在“家人”里代为管理。", "You manage family members without a phone under “Family”.")}
      </p>
    </main>
  );
}
