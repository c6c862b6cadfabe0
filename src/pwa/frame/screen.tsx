/** A screen that is fetched when it is opened, with the state everybody forgets: opened for the first time without a network. */
import type { ComponentType, JSX } from "preact";
import lazy from "preact-iso/lazy";
import { say } from "../say.ts";

type Module = { readonly default: ComponentType };

function NotHere(): JSX.Element {
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

/** Loads a screen's module when it is first shown; a failed load shows a way out instead of nothing. */
export function screen(load: () => Promise<Module>): ComponentType {
  return lazy<ComponentType>(async () => {
    const module = await load().catch(() => ({ default: NotHere }));
    return { default: module.default };
  });
}
