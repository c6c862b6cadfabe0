/** 登录的设备: the sessions of the account, with device, last use and login, and the buttons that end one of them or all others. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ListedSession } from "../../contract/session.ts";
import type { Problem } from "../../contract/problem.ts";
import { ask } from "../app/api.ts";
import { moment } from "../app/moment.ts";
import { say, saySentence } from "../app/say.ts";
import { Bar } from "../ui/bar.tsx";
import { Confirm } from "../ui/dialog.tsx";
import { useOnce, valueOf } from "../ui/loaded.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { Wait } from "../ui/person/person-list.tsx";
import { useBusy } from "../ui/use-busy.ts";
import { Said } from "./managers.tsx";
import "./devices.css";

/** The sessions that a question is about: one of them, or all others. */
type Asked = ListedSession | "others" | null;

/** The Chinese names of the browsers that have one. */
const IN_CHINESE: Readonly<Record<string, string>> = {
  WeChat: "微信",
  Alipay: "支付宝",
  DingTalk: "钉钉",
  "QQ Browser": "QQ 浏览器",
  "Huawei Browser": "华为浏览器",
  "Mi Browser": "小米浏览器",
  "UC Browser": "UC 浏览器",
  "Samsung Internet": "三星浏览器",
  HarmonyOS: "鸿蒙",
};

function deviceWords({ device }: ListedSession): string {
  if (device === "") return say("未识别的设备", "A device that is not recognized");
  const chinese = device
    .split(" · ")
    .map((part) => IN_CHINESE[part] ?? part)
    .join(" · ");
  return say(chinese, device);
}

export default function DevicesScreen(): JSX.Element {
  const source = useOnce("GET /api/v1/sessions", {});
  const [asked, setAsked] = useState<Asked>(null);
  const [busy, during] = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const sessions = valueOf(source)?.sessions ?? [];
  const others = sessions.filter(({ isCurrent }) => !isCurrent);

  const end = async (session: ListedSession | "others"): Promise<void> => {
    const answer =
      session === "others"
        ? await ask("DELETE /api/v1/sessions")
        : await ask("DELETE /api/v1/sessions/:session", { session: session.id });
    setProblem(answer.ok ? null : answer.refusal);
    setAsked(null);
    if (answer.ok)
      setDone(
        session === "others"
          ? say("其他设备都已退出登录。", "All other devices are logged out.")
          : say(`“${deviceWords(session)}”已退出登录。`, `${deviceWords(session)} is logged out.`),
      );
    await source.reload();
  };

  return (
    <main class="screen">
      <Bar name={say("我的", "Me")} back="/me" />
      <h1>{say("登录的设备", "Your devices")}</h1>
      <p class="quiet">
        {say(
          "有不认识的设备，请让它退出登录。连续 30 天不用的设备会自动退出。",
          "Log out a device that you do not know. A device that is not used for 30 days is logged out by itself.",
        )}
      </p>
      <Said words={done} takesFocus />
      {problem !== null && <ProblemNotice problem={problem} />}
      <Wait source={source} />
      <ul class="stack">
        {sessions.map((session) => (
          <li class="card device" key={session.id}>
            <Device session={session} />
            {!session.isCurrent && (
              <button class="button second" type="button" disabled={busy} onClick={() => setAsked(session)}>
                {say("退出登录", "Log out")}
                <span class="hidden-words"> {deviceWords(session)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <button class="button danger" type="button" disabled={busy} onClick={() => setAsked("others")}>
          {say("其他设备全部退出", "Log out all other devices")}
        </button>
      )}
      {asked !== null && (
        <Confirm
          title={
            asked === "others"
              ? say(`退出其他 ${others.length} 台设备？`, `Log out the ${others.length} other devices?`)
              : say(`让“${deviceWords(asked)}”退出登录？`, `Log out ${deviceWords(asked)}?`)
          }
          yes={say("退出登录", "Log out")}
          danger
          busy={busy}
          onNo={() => setAsked(null)}
          onYes={() => void during(() => end(asked))}
        >
          <p>
            {say(
              "那里立即不能再看到您的信息，也不能替您操作，没提交的内容也会删除，要用须重新登录。这一步不能撤销。",
              "It can no longer see your data or act for you, from this moment. What was typed there and not sent is deleted. To use it again, log in there. This cannot be undone.",
            )}
          </p>
        </Confirm>
      )}
    </main>
  );
}

function Device({ session }: { readonly session: ListedSession }): JSX.Element {
  const { provider, usedAt, begunAt, isCurrent } = session;
  return (
    <>
      <b>
        {deviceWords(session)}
        {isCurrent && <span class="device-here">{say("这台设备", "this device")}</span>}
      </b>
      <span class="quiet">
        {say("最近使用：", "Last used: ")}
        {moment(Date.parse(usedAt))}
      </span>
      <span class="quiet">
        {provider === null
          ? say(`${moment(Date.parse(begunAt))} 用验证码登录`, `Logged in by a code on ${moment(Date.parse(begunAt))}`)
          : say(
              `${moment(Date.parse(begunAt))} 用${provider.zh}登录`,
              `Logged in with ${saySentence(provider)} on ${moment(Date.parse(begunAt))}`,
            )}
      </span>
    </>
  );
}
