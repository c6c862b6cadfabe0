/** Login by phone number and one-time password, or at an identity provider, below one sentence that explains Yima. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Api } from "../../../contract/document/operations.ts";
import type { Problem } from "../../../contract/problem.ts";
import { NATION, PROVIDER_RETURN } from "../../../domain/issuer/issuer.ts";
import { readNumber } from "../../../domain/typing/number.ts";
import { ask } from "../../app/api.ts";
import { useLayer } from "../../app/layers.ts";
import { useLocation } from "../../app/location.ts";
import { PHONE_NOTE } from "../../app/people.ts";
import { elder, language, say, saySentence, speak } from "../../app/say.ts";
import { part } from "../../app/screen.tsx";
import { session } from "../../app/session.ts";
import { UpdateOffer } from "../../app/update.tsx";
import { phoneWords } from "../../ui/words/phone-words.ts";
import { entered } from "./entered.ts";
import { LOGIN_NOTE, readLogin } from "./kept-login.ts";
import { PasswordStep, PhoneStep } from "./steps.tsx";
import { Welcome } from "./welcome.tsx";
import { useBusy } from "../../ui/use-busy.ts";
import "./login.css";

const Entry = part(() => import("../entry/entry.tsx"));
const Ended = part(() => import("./ended.tsx"));
const ProviderButtons = part(() => import("./provider-buttons.tsx"));
const ProviderReturn = part(() => import("./provider-return.tsx"));
const ProblemNotice = part(() => import("../../ui/problem-notice.tsx"));

const SHORTEST_PHONE = 5;

type Issuer = Api["GET /.well-known/yima-issuer"]["answer"];

function useIssuer(): Issuer | null {
  const [issuer, setIssuer] = useState<Issuer | null>(null);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const answer = await ask("GET /.well-known/yima-issuer");
      if (answer.ok) setIssuer(answer.value);
    };
    void look();
  }, []);
  return issuer;
}

export default function Login(): JSX.Element {
  const { path } = useLocation();
  const issuer = useIssuer();
  const providers = issuer?.loginProviders ?? [];
  const [phone, setPhone] = useState("");
  const number = readNumber(phone);
  /** The password's step is open, and the minutes for which a sent password is valid; null where this page sent none. */
  const [step, setStep] = useState<{ readonly minutes: number | null } | null>(null);
  const [resendAtMs, setResendAtMs] = useState(0);
  const [busy, during] = useBusy();
  const [refusal, setRefusal] = useState<string>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const touched = useRef(false);
  const form = useRef<HTMLDivElement>(null);
  const [isCovered, cover] = useState(false);
  const isInUse = (): boolean => touched.current || form.current?.contains(document.activeElement) === true;
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
    const answer = await ask("POST /api/v1/otp", {}, { phone: number });
    const nowMs = Date.now();
    const waitSeconds = answer.ok ? answer.value.retryAfterSeconds : answer.refusal.retryAfterSeconds;
    const resendAt = nowMs + (waitSeconds ?? 0) * 1000;
    if (answer.ok) {
      const { expiresInSeconds } = answer.value;
      // It is stored first, and shown then: to read the message, people open another app, and the phone may end this page.
      await LOGIN_NOTE.keep({ phone, untilMs: nowMs + expiresInSeconds * 1000, resendAtMs: resendAt });
      setStep({ minutes: Math.round(expiresInSeconds / 60) });
    }
    const aboutPhone = !answer.ok && answer.refusal.status === 422;
    setRefusal(aboutPhone ? saySentence(answer.refusal.sentence) : undefined);
    setProblem(answer.ok || aboutPhone ? null : answer.refusal);
    if (waitSeconds !== undefined) setResendAtMs(resendAt);
  };

  const enter = async (password: string): Promise<boolean> => {
    const answer = await ask("POST /api/v1/sessions", {}, { phone: number, password });
    setProblem(answer.ok ? null : answer.refusal);
    if (answer.ok) {
      await LOGIN_NOTE.discard();
      await PHONE_NOTE.keep(number);
      setProblem(await entered());
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
      <Welcome issuer={issuer} />
      {session.value.state === "out" && session.value.isEnded === true && <Ended />}
      <UpdateOffer />
      {problem !== null && <ProblemNotice problem={problem} />}
      {path === PROVIDER_RETURN ? (
        <ProviderReturn onProblem={setProblem} />
      ) : step === null ? (
        <>
          {issuer?.code === NATION && <Entry onCover={cover} isInUse={isInUse} />}
          <div class="stack" hidden={isCovered} ref={form}>
            <PhoneStep
              phone={phone}
              onPhone={changePhone}
              refusal={refusal}
              busy={busy}
              waitUntilMs={resendAtMs}
              onSend={() => void during(sendPassword)}
              onHasCode={() => hasNumber() && setStep({ minutes: null })}
            />
            {providers.length > 0 && <ProviderButtons providers={providers} onProblem={setProblem} />}
          </div>
        </>
      ) : (
        <PasswordStep
          phone={phoneWords(number)}
          minutes={step.minutes}
          busy={busy}
          resendAtMs={resendAtMs}
          onEnter={(password) => during(() => enter(password))}
          onResend={() => void during(sendPassword)}
          onOtherPhone={leavePassword}
        />
      )}
      <p class="quiet at-foot">
        {say("没有手机的家人，由您在“家人”里代为管理。", "You manage family members without a phone under “Family”.")}
      </p>
      <p class="quiet">
        <a href="/record">{say("本月公开记录", "Public record")}</a>
        {" · "}
        <a href="/r">{say("换地区", "Another region")}</a>
      </p>
    </main>
  );
}
