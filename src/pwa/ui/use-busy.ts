/** The flag of a running act, for a button that must not be pressed twice: it ends with the act, also with an exception. */
import { useState } from "preact/hooks";

/** Whether an act runs, and the function that runs one. */
export function useBusy(): readonly [busy: boolean, during: <T>(act: () => Promise<T>) => Promise<T>] {
  const [busy, setBusy] = useState(false);
  async function during<T>(act: () => Promise<T>): Promise<T> {
    setBusy(true);
    try {
      return await act();
    } finally {
      setBusy(false);
    }
  }
  return [busy, during];
}
