/** Layers above a page, such as a dialog or a later question of a form: the system's back button closes the top one, in every browser. */
import { useEffect, useRef } from "preact/hooks";

/** What the back button does, from the lowest layer to the top one. */
const layers: (() => void)[] = [];

/** A history entry of the same address stands above the page while there are layers. The back button removes it. */
const hasGuard = (): boolean => history.state?.layer === true;

/** A layer that closes by the back button needs a moment until it is gone. */
const CLOSING_MS = 60;

/** Runs after the own step back has arrived; null without one. */
let afterStep: (() => void) | null = null;

/** Removes the guard, then acts. Going back takes a moment. */
function stepBack(act: () => void): void {
  if (afterStep === null) history.back();
  const earlier = afterStep;
  afterStep = () => {
    earlier?.();
    act();
  };
}

function settle(): void {
  if (afterStep !== null) return;
  if (layers.length > 0 && !hasGuard()) history.pushState({ layer: true }, "");
  if (layers.length === 0 && hasGuard()) stepBack(() => undefined);
}

addEventListener("popstate", () => {
  const act = afterStep;
  afterStep = null;
  if (act !== null) act();
  else if (!hasGuard()) layers.at(-1)?.();
  // At once, so that a second press finds a guard again.
  settle();
});

/** Replaces or adds the entry of an address. An address that follows an open layer takes the place of its guard. */
export function enter(address: string, replace: boolean): void {
  if (afterStep !== null) stepBack(() => history[replace ? "replaceState" : "pushState"](null, "", address));
  else if (hasGuard() && replace) stepBack(() => history.replaceState(null, "", address));
  else history[replace || hasGuard() ? "replaceState" : "pushState"](null, "", address);
}

/** While `open`, the back button calls `onBack` in place of leaving the page. */
export function useLayer(onBack: () => void, open = true): void {
  const latest = useRef(onBack);
  latest.current = onBack;
  useEffect(() => {
    if (!open) return undefined;
    const layer = (): void => latest.current();
    layers.push(layer);
    settle();
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      setTimeout(settle, CLOSING_MS);
    };
  }, [open]);
}
