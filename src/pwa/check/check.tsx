/** 核验健康码: anybody checks a health code, also without a login and without a network. Registers nothing and keeps nothing of a code. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { correctedNow } from "../app/clock.ts";
import { language, say, speak } from "../app/say.ts";
import { me } from "../app/session.ts";
import { useWholeScreen } from "../app/tab-bar.tsx";
import { filesAtMs } from "../gate/federation-keeper.ts";
import { beginScanner } from "../gate/scan/begin-scanner.ts";
import { deviceTrust, openTrust } from "../gate/trust-keeper.ts";
import { Viewfinder } from "../gate/viewfinder.tsx";
import { Bar } from "../ui/bar.tsx";
import { whileVisible } from "../ui/while-visible.ts";
import { ageOf } from "../ui/words/moments.ts";
import { AcceptedCode, RefusedCode } from "./check-verdict.tsx";
import { forget, phase, takeText } from "./checking.ts";
import "../gate/gate.css";

const LOOK_EVERY_MS = 25_000;

export default function CheckScreen(): JSX.Element {
  const now = phase.value;
  const isShown = now.state === "accepted" || now.state === "refused";
  const isInside = me.value !== null;
  const heading = useRef<HTMLHeadingElement>(null);
  useWholeScreen();
  // The button that had the focus is gone with its verdict.
  useEffect(() => (isShown ? () => heading.current?.focus() : undefined), [isShown]);
  useEffect(() => {
    const endScanner = beginScanner();
    return () => {
      endScanner();
      forget();
    };
  }, []);
  return (
    <>
      <main class="screen whole gate" inert={isShown}>
        <Bar name={isInside ? say("我的", "Me") : say("登录", "Log in")} back={isInside ? "/me" : "/"}>
          <button
            class="chip"
            type="button"
            lang={language.value === "zh" ? "en" : "zh-CN"}
            onClick={() => speak(language.value === "zh" ? "en" : "zh")}
          >
            {language.value === "zh" ? "English" : "中文"}
          </button>
        </Bar>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {say("核验健康码", "Check a health code")}
          </h1>
          <p class="quiet">
            {say(
              "看码是不是真的、还有没有效。不登记，不保存，也不决定能不能进。",
              "Shows whether a code is genuine and valid. Registers nothing, keeps nothing, and decides nothing about entry.",
            )}
          </p>
        </div>
        <Viewfinder
          paused={now.state !== "looking"}
          corner={<DataAge />}
          hint={say("对准健康码", "Aim at the code")}
          onText={(text) => void takeText(text)}
        />
        <p role="status" class={now.state === "checking" ? "notice" : "hidden-words"}>
          {now.state === "checking" && say("正在查这个码有没有被撤销……", "Checking whether this code was revoked…")}
        </p>
      </main>
      {now.state === "accepted" && <AcceptedCode phase={now} />}
      {now.state === "refused" && <RefusedCode phase={now} />}
    </>
  );
}

/** Keeps the keys of the own issuer and the files of trust fresh, and says how old the older of both is. */
function DataAge(): JSX.Element {
  const [looks, count] = useState(0);
  useEffect(() => {
    const look = (): void =>
      void openTrust()
        .catch(() => undefined)
        .then(() => count((times) => times + 1));
    look();
    return whileVisible(LOOK_EVERY_MS, look);
  }, []);
  const keysAtMs = deviceTrust.value?.fetchedAtMs;
  if (keysAtMs === undefined && looks > 0)
    return (
      <p class="lists-trouble" role="alert">
        <b>{say("没有核验资料", "No data for checking codes")}</b>
        <span>
          {say(
            "本机还认不出健康码。请连上网络，等一会儿。",
            "This device cannot check codes yet. Connect to the network and wait a little.",
          )}
        </span>
      </p>
    );
  if (keysAtMs === undefined)
    return <p class="trust-age">{say("核验资料正在下载……", "Fetching the data for checking codes…")}</p>;
  const { zh, en } = ageOf(correctedNow() - Math.min(keysAtMs, filesAtMs() ?? keysAtMs));
  return <p class="trust-age">{say(`核验资料：${zh}更新`, `Data for checking codes: updated ${en}`)}</p>;
}
