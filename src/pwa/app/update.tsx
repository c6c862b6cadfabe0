/** Offers a new version of the app and never forces it: the waiting service worker takes over when the user agrees. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { say } from "./say.ts";

const waiting = signal<ServiceWorker | null>(null);

/** Registers the service worker and watches for a newer one. Without service workers the page works, but not offline. */
export async function keepUpToDate(): Promise<void> {
  // Private windows of Firefox and some embedded browsers have none, although the DOM types say so.
  if ((navigator.serviceWorker as ServiceWorkerContainer | undefined) === undefined) return;
  // Read before the registration: the first worker takes the page over, and WebKit then still calls it waiting. There is nothing older to replace.
  const hadController = navigator.serviceWorker.controller !== null;
  const registration = await navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  if (registration === undefined) return;
  const offer = (): void => {
    if (hadController && registration.waiting !== null) waiting.value = registration.waiting;
  };
  offer();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
}

/** The new worker answers by taking the page over. One that is active already answers nothing. */
const TAKES_OVER_WITHIN_MS = 2_000;

const reload = (): void => location.reload();

function takeOver(): void {
  navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
  if (waiting.value?.state !== "installed") reload();
  waiting.value?.postMessage("take-over");
  setTimeout(reload, TAKES_OVER_WITHIN_MS);
}

export function UpdateOffer(): JSX.Element | null {
  if (waiting.value === null) return null;
  return (
    <div class="notice banner" role="status">
      {say("有新版本", "A new version is ready")}
      <button class="text-button" type="button" onClick={takeOver}>
        {say("刷新", "Reload")}
      </button>
    </div>
  );
}
