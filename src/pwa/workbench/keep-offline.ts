/** Has the service worker keep what the gate needs, wasm included, so that it opens without a network. Only collectors ever load it. */
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

let asked = false;

/** Asks once a page. What was loaded before the service worker took charge passed it by, and is fetched again from the browser's cache. */
export async function keepOffline(): Promise<void> {
  if (asked || !("serviceWorker" in navigator)) return;
  asked = true;
  await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const assets = [...loaded, wasmUrl].map((url) => new URL(url, location.href));
  const own = assets.filter((url) => url.origin === location.origin && url.pathname.startsWith("/assets/"));
  // Without a network it is asked again with the next page.
  await Promise.allSettled([...new Set(own.map((url) => url.pathname))].map((path) => fetch(path)));
}
