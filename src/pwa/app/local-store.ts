/** Small settings that the first rendering needs, in localStorage; in memory where the browser refuses it. Also the signal for anything written that will not last. */
import { effect, signal, type Signal } from "@preact/signals";

/** What will not last, and why. `settings`: only localStorage is refused. `full`: no room. `newer`: a newer version in another window has taken the storage over. */
export type StorageTrouble = "settings" | "nothing" | "full" | "newer";

export const storageTrouble = signal<StorageTrouble | null>(null);

/** The first reason stays, except that all of the storage outweighs the settings. */
export function reportTrouble(trouble: StorageTrouble): void {
  if ((storageTrouble.peek() ?? "settings") === "settings") storageTrouble.value = trouble;
}

const memory = new Map<string, string | null>();

export function readSetting(key: string): string | null {
  const own = memory.get(key);
  if (own !== undefined) return own;
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** A setting as a signal: a new value is shown at once and stored. Null: no setting. */
export function storedSignal(key: string): Signal<string | null> {
  const stored = signal(readSetting(key));
  effect(() => {
    if (stored.value !== readSetting(key)) writeSetting(key, stored.value);
  });
  return stored;
}

/** Null removes the setting. */
export function writeSetting(key: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    memory.delete(key);
  } catch {
    memory.set(key, text);
    reportTrouble("settings");
  }
}
