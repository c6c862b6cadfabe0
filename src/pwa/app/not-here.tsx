/** The screen in place of a screen whose file this phone does not have and cannot load now. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { say } from "./say.ts";
import { online } from "./session.ts";
import { UpdateOffer } from "./update.tsx";

export default function NotHere(): JSX.Element {
  return (
    <main class="screen">
      <UpdateOffer />
      <PageNotHere />
    </main>
  );
}

/** The same text for use inside a page of the workbench on the PC. */
export function PageNotHere(): JSX.Element {
  useEffect(() => {
    // With a network, the file is missing because a newer version of the app has replaced it. This looks for that version, so that the app offers it.
    const look = async (): Promise<void> => (await navigator.serviceWorker?.getRegistration())?.update().then(() => undefined);
    void look().catch(() => undefined);
  }, []);
  return (
    <>
      <h1>{say("这一页还没有下载到手机上", "This page is not on the phone yet")}</h1>
      <p class="quiet">
        {online.value
          ? say("可能有了新版本。刷新后再试。", "There may be a new version. Reload and try again.")
          : say("没有网络。健康码仍然可以出示。", "There is no network. Your code can still be shown.")}
      </p>
      <div class="button-row at-foot">
        <a class="button second" href="/">
          {say("回到健康码", "Back to my code")}
        </a>
        <button class="button" type="button" onClick={() => location.reload()}>
          {say("再试一次", "Try again")}
        </button>
      </div>
    </>
  );
}
