/** Keeps the screen awake while the calling screen stands; taken again when the page comes back. Phones without it just sleep. */
import { useEffect } from "preact/hooks";

export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let stands = true;
    const take = async (): Promise<void> => {
      if (!("wakeLock" in navigator) || document.visibilityState !== "visible") return;
      // Refused on low battery: no reason to say anything.
      const taken = await navigator.wakeLock.request("screen").catch(() => undefined);
      if (stands) lock = taken;
      else await taken?.release();
    };
    const appear = (): void => void take();
    appear();
    document.addEventListener("visibilitychange", appear);
    return () => {
      stands = false;
      document.removeEventListener("visibilitychange", appear);
      void lock?.release();
    };
  }, []);
}
