/** Offers to put Yima on the home screen where the system can do it, and asks the browser to keep the phone's storage. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { storedSignal } from "./local-store.ts";
import { say } from "./say.ts";

/** Not a part of the DOM's types: only Chromium has the event. https://wicg.github.io/manifest-incubations/#beforeinstallpromptevent-interface */
interface InstallEvent extends Event {
  readonly prompt: () => Promise<unknown>;
}

const offer = signal<InstallEvent | null>(null);

const isOffer = (event: Event): event is InstallEvent => "prompt" in event;

addEventListener("beforeinstallprompt", (event) => {
  // Without this, some browsers show an offer of their own, which gives no reason and covers the code.
  event.preventDefault();
  if (isOffer(event)) offer.value = event;
});
addEventListener("appinstalled", () => (offer.value = null));

async function install(event: InstallEvent): Promise<void> {
  // The browser takes each offer once.
  offer.value = null;
  await event.prompt();
}

/** Safari makes no offer, and has this property: false outside the home screen. */
const isPlainSafari = Reflect.get(navigator, "standalone") === false;
const seen = storedSignal("yima-home-screen-seen");

/** Safari puts a page on the home screen by its own menu only. */
function SafariHint(): JSX.Element | null {
  if (seen.value !== null) return null;
  return (
    <div class="notice banner">
      <span>
        {say(
          "点浏览器的“分享”，再点“添加到主屏幕”：没有网络也能一点就亮码。",
          "Choose “Share”, then “Add to Home Screen”: one tap shows your code, even without a network.",
        )}
      </span>
      <button class="text-button" type="button" onClick={() => (seen.value = "1")}>
        {say("知道了", "OK")}
      </button>
    </div>
  );
}

export function InstallOffer(): JSX.Element | null {
  const event = offer.value;
  if (event === null) return isPlainSafari ? <SafariHint /> : null;
  return (
    <div class="notice banner">
      <span>
        {say(
          "放到手机桌面上，没有网络也能一点就亮码。",
          "Put Yima on the home screen: one tap shows your code, even without a network.",
        )}
      </span>
      <button class="text-button" type="button" onClick={() => void install(event).catch(() => undefined)}>
        {say("添加", "Add")}
      </button>
    </div>
  );
}

/** Without this, a browser that is short of space may delete the codes. Asked when there is a code to keep. */
export async function askToPersist(): Promise<void> {
  const storage: StorageManager | undefined = navigator.storage;
  if (typeof storage?.persist !== "function" || (await storage.persisted())) return;
  await storage.persist();
}
