/** Keeps the phone awake while the calling screen stands, and again when the page is visible again. Phones without the API sleep. */
import { useEffect } from "preact/hooks";
import { isVisible, onVisible } from "../ui/while-visible.ts";

export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let stands = true;
    const take = async (): Promise<void> => {
      if (!("wakeLock" in navigator) || !isVisible()) return;
      // Refused on low battery: not worth a message.
      const sentinel = await navigator.wakeLock.request("screen").catch(() => undefined);
      if (stands) lock = sentinel;
      else await sentinel?.release();
    };
    void take();
    const end = onVisible(() => void take());
    return () => {
      stands = false;
      end();
      void lock?.release();
    };
  }, []);
}
