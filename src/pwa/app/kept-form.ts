/** A form that is not sent yet, in the storage of this device: a page that is left or killed loses nothing. */
import { useEffect, useState } from "preact/hooks";
import type { SealedNote } from "./sealed.ts";

export interface KeptForm<T> {
  /** Null while the storage is read. */
  readonly draft: T | null;
  /** Whether the draft is one of an earlier visit. */
  readonly isRestored: boolean;
  readonly keep: (draft: T) => void;
  /** Call it after the form was sent. */
  readonly discard: () => Promise<void>;
}

/**
 * @param note its name identifies the form
 * @param empty makes the form without a draft
 */
export function useKeptForm<T extends object>(note: SealedNote<Partial<T>>, empty: () => T): KeptForm<T> {
  const [draft, setDraft] = useState<T | null>(null);
  const [isRestored, setRestored] = useState(false);
  useEffect(() => {
    const restore = async (): Promise<void> => {
      const kept = await note.read();
      setRestored(kept !== undefined);
      setDraft({ ...empty(), ...kept });
    };
    void restore();
  }, [note.name]);
  return {
    draft,
    isRestored,
    keep(next) {
      setDraft(next);
      void note.keep(next);
    },
    async discard() {
      setRestored(false);
      await note.discard();
    },
  };
}
