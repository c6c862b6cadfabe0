/** Shown in place of a screen that this phone has not fetched yet and cannot fetch now. */
import type { JSX } from "preact";
import { say } from "../say.ts";

export default function NotHere(): JSX.Element {
  return (
    <main class="screen">
      <h1>{say("这一页还没有下载到手机上", "This page is not on the phone yet")}</h1>
      <p class="quiet">{say("没有网络。健康码仍然可以出示。", "There is no network. Your code can still be shown.")}</p>
      <div class="button-row at-foot">
        <a class="button second" href="/">
          {say("回到健康码", "Back to my code")}
        </a>
        <button class="button" type="button" onClick={() => location.reload()}>
          {say("再试一次", "Try again")}
        </button>
      </div>
    </main>
  );
}
