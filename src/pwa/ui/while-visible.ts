/** Work that goes on only while somebody looks at the page: an act when it comes into view, and a look that is repeated meanwhile. */
import { useEffect, useState } from "preact/hooks";

export function isVisible(): boolean {
  return document.visibilityState === "visible";
}

/** Calls `act` each time the page comes into view. The answer ends it. */
export function onVisible(act: () => void): () => void {
  const appear = (): void => {
    if (isVisible()) act();
  };
  document.addEventListener("visibilitychange", appear);
  return () => document.removeEventListener("visibilitychange", appear);
}

/** Calls `look` every `everyMs` while the page is in view, and at once when it comes into view or the network returns. The answer ends it. */
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

/** The component that calls it renders again when the page comes into view or leaves it. */
export function useVisible(): boolean {
  const [visible, setVisible] = useState(isVisible);
  useEffect(() => {
    const follow = (): void => setVisible(isVisible());
    document.addEventListener("visibilitychange", follow);
    return () => document.removeEventListener("visibilitychange", follow);
  }, []);
  return visible;
}
