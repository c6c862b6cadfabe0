/** First visit while the server cannot be asked: says so, and when it tries again by itself. */
import type { JSX } from "preact";
import type { Problem } from "../../contract/problem.ts";
import { say, saySentence } from "./say.ts";
import { refresh } from "./session.ts";
import { RetryLine } from "../frame/retry.tsx";

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
