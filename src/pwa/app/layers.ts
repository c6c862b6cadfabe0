/** Layers above a page, such as a dialog or a later question of a form: the system's back button closes the top one, in every browser. */
import { useLayoutEffect, useRef } from "preact/hooks";

/** The state of a history entry. The first entry of a visit has none. */
interface Entry {
  /** Rises by one with each entry, so that a step back is known from a step forward. */
  readonly at: number;
  /**
   * The entry stands above another one of the same visit to a screen. `layers`: it has the same address and is there for the open layers; the back
   * button removes it in place of leaving the page. It stays when they close. `screen`: below it stands the screen that it took the place of.
   */
  readonly above?: "layers" | "screen";
}

/** What the back button does, from the lowest layer to the top one. */
const layers: (() => void)[] = [];

const entryNow = (): Entry => (history.state as Entry | null) ?? { at: 0 };

let entry = entryNow();

function put(above: Entry["above"], address: string, replace: boolean): void {
  const at = replace ? entry.at : entry.at + 1;
  entry = above === undefined ? { at } : { at, above };
  history[replace ? "replaceState" : "pushState"](entry, "", address);
}

function settle(): void {
  if (layers.length > 0 && entry.above !== "layers") put("layers", location.href, false);
}

addEventListener("popstate", (event) => {
  const left = entry;
  entry = entryNow();
  if (left.above === undefined || entry.at !== left.at - 1) return;
  const top = left.above === "layers" ? layers.at(-1) : undefined;
  if (top !== undefined) {
    top();
    // At once, so that a second press finds an entry again.
    settle();
  } else {
    // Nobody sees the entry below: the press goes to the one that the person left before.
    event.stopImmediatePropagation();
    history.back();
  }
});

/** Adds the entry of an address, or replaces the present one. An address that follows open layers takes the place of their entry. */
export function enter(address: string, replace: boolean): void {
  put(replace && entry.above !== undefined ? "screen" : undefined, address, replace || entry.above === "layers");
}

/** While `open`, the back button calls `onBack` in place of leaving the page. */
export function useLayer(onBack: () => void, open = true): void {
  const latest = useRef(onBack);
  latest.current = onBack;
  // Before the layer is painted: nobody can go back from what they do not see yet.
  useLayoutEffect(() => {
    if (!open) return undefined;
    const layer = (): void => latest.current();
    layers.push(layer);
    settle();
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, [open]);
}
