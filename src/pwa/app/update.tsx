/** Offers a new version of the app and never forces it: the waiting service worker takes over when the user agrees. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { say } from "./say.ts";

const waiting = signal<ServiceWorker | null>(null);

/** Registers the service worker and watches for a newer one. Without service workers the page works, but not offline. */
export async function keepUpToDate(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  if (registration === undefined) return;
  const offer = (): void => {
    // Without a controller this is the first service worker: there is no older version to replace.
    if (registration.waiting !== null && navigator.serviceWorker.controller !== null) waiting.value = registration.waiting;
  };
  offer();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
}

function takeOver(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.value?.postMessage("take-over");
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
