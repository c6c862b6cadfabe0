/** Keeps the screen awake while the calling screen stands; taken again when the page comes back. Phones without it just sleep. */
import { useEffect } from "preact/hooks";
import { isVisible, onVisible } from "../ui/while-visible.ts";

export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let stands = true;
    const take = async (): Promise<void> => {
      if (!("wakeLock" in navigator) || !isVisible()) return;
      // Refused on low battery: no reason to say anything.
      const taken = await navigator.wakeLock.request("screen").catch(() => undefined);
      if (stands) lock = taken;
      else await taken?.release();
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
