/** Work only while the page is visible: an act when the page becomes visible, and a repeated act. */
import { useEffect, useState } from "preact/hooks";

export function isVisible(): boolean {
  return document.visibilityState === "visible";
}

/** Calls `act` each time the page becomes visible. The returned function ends the calls. */
export function onVisible(act: () => void): () => void {
  const appear = (): void => {
    if (isVisible()) act();
  };
  document.addEventListener("visibilitychange", appear);
  return () => document.removeEventListener("visibilitychange", appear);
}

/** Calls `look` every `everyMs` while the page is visible, and at once when the page becomes visible or the network returns. The returned function ends the calls. */
export function whileVisible(everyMs: number, look: () => void): () => void {
  const lookIfVisible = (): void => {
    if (isVisible()) look();
  };
  const timer = setInterval(lookIfVisible, everyMs);
  const end = onVisible(look);
  addEventListener("online", lookIfVisible);
  return () => {
    clearInterval(timer);
    end();
    removeEventListener("online", lookIfVisible);
  };
}

/** Whether the page is visible. Renders the calling component again when that changes. */
export function useVisible(): boolean {
  const [visible, setVisible] = useState(isVisible);
  useEffect(() => {
    const follow = (): void => setVisible(isVisible());
    document.addEventListener("visibilitychange", follow);
    return () => document.removeEventListener("visibilitychange", follow);
  }, []);
  return visible;
}
