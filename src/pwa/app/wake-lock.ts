/** Keeps the phone's display on while the calling screen is open. The lock ends when the page is hidden, so it is taken again when the page is visible. Does nothing without the API. */
import { useEffect } from "preact/hooks";
import { isVisible, onVisible } from "../ui/while-visible.ts";

export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let stands = true;
    const take = async (): Promise<void> => {
      if (!("wakeLock" in navigator) || !isVisible()) return;
      // A phone refuses the lock when its battery is low. The user needs no message about that.
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
