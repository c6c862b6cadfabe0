/** A form that is not sent yet, in the storage of this device: a page that is left or killed loses nothing. */
import { useEffect, useState } from "preact/hooks";
import { dropNote, readNote, writeNote } from "./store.ts";

/** What is typed, such as a document number, does not stay for longer than one sitting. */
const KEPT_MS = 3_600_000;

interface Kept<T> {
  readonly atMs: number;
  readonly draft: T;
}

export interface KeptForm<T> {
  /** Null while the storage is read. */
  readonly draft: T | null;
  /** Whether the draft is one of an earlier visit. */
  readonly isRestored: boolean;
  readonly keep: (draft: T) => void;
  /** Call it after the form was sent. */
  readonly drop: () => Promise<void>;
}

/**
 * @param note a name in the storage; another name is another form
 * @param empty makes the form without a draft
 */
export function useKeptForm<T extends object>(note: string, empty: () => T): KeptForm<T> {
  const [draft, setDraft] = useState<T | null>(null);
  const [isRestored, setRestored] = useState(false);
  useEffect(() => {
    const restore = async (): Promise<void> => {
      const kept = await readNote<Kept<Partial<T>>>(note);
      const age = kept === undefined ? Number.POSITIVE_INFINITY : Date.now() - kept.atMs;
      const isFresh = age >= 0 && age < KEPT_MS;
      if (kept !== undefined && !isFresh) await dropNote(note);
      setRestored(isFresh);
      setDraft(isFresh ? { ...empty(), ...kept?.draft } : empty());
    };
    void restore();
  }, [note]);
  return {
    draft,
    isRestored,
    keep(next) {
      setDraft(next);
      void writeNote(note, { atMs: Date.now(), draft: next } satisfies Kept<T>);
    },
    async drop() {
      setRestored(false);
      await dropNote(note);
    },
  };
}
