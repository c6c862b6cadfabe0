/** The screen of a phone without a stored account while the account cannot be loaded: the reason, and the seconds until the next attempt. Other screens use the line with the seconds too. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import { say, saySentence } from "./say.ts";
import { refresh } from "./session.ts";

export default function Unreachable(props: { readonly problem: Problem }): JSX.Element {
  return (
    <main class="screen whole">
      <h1>{props.problem.code === "no_network" ? say("没有网络", "No network") : say("系统正忙", "The system is busy")}</h1>
      <p>{saySentence(props.problem.sentence)}</p>
      <RetryLine seconds={props.problem.retryAfterSeconds ?? 10} />
      <button class="button at-foot" type="button" onClick={() => void refresh()}>
        {say("现在再试", "Try now")}
      </button>
    </main>
  );
}

export function RetryLine(props: { readonly seconds: number }): JSX.Element {
  const [left, setLeft] = useState(props.seconds);
  useEffect(() => {
    setLeft(props.seconds);
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000);
    return () => clearInterval(timer);
  }, [props.seconds]);
  return (
    <p class="quiet">
      {left > 0 ? say(`${left} 秒后自动重试`, `Trying again in ${left} s`) : say("正在重试……", "Trying again…")}
    </p>
  );
}
