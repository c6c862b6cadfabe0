/** Prepares a screen with a scanner: sounds after the first touch, and its files for use without a network. */
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";
import { allowSound } from "../sound.ts";

/** The files are stored for use without a network after this delay, so that the camera opens first. */
const KEEP_AFTER_MS = 3000;

/** The returned function ends it, when the screen closes. */
export function beginScanner(): () => void {
  const whenQuiet = setTimeout(() => void keepOffline(), KEEP_AFTER_MS);
  addEventListener("pointerdown", allowSound);
  addEventListener("keydown", allowSound);
  return () => {
    clearTimeout(whenQuiet);
    removeEventListener("pointerdown", allowSound);
    removeEventListener("keydown", allowSound);
  };
}

let hasStarted = false;

/** Runs once per page. Fetches again the files that were loaded before the service worker was active, so that it stores them. The browser's cache answers. */
async function keepOffline(): Promise<void> {
  // Private windows of Firefox and some embedded browsers have none, although the DOM types say so.
  if (hasStarted || (navigator.serviceWorker as ServiceWorkerContainer | undefined) === undefined) return;
  hasStarted = true;
  await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const assets = [...loaded, wasmUrl].map((url) => new URL(url, location.href));
  const own = assets.filter((url) => url.origin === location.origin && url.pathname.startsWith("/assets/"));
  // A failed fetch is not repeated now; the next load of the app fetches the file again.
  await Promise.allSettled([...new Set(own.map((url) => url.pathname))].map((path) => fetch(path)));
}
