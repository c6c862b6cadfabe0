/** A person's form that is not sent yet, in the phone's storage: a page that is left or killed loses nothing. */
import { useEffect, useState } from "preact/hooks";
import { dropNote, readNote, writeNote } from "../../app/store.ts";
import type { PersonDraft } from "./person-draft.ts";

/** A document number does not stay on the phone for longer than one sitting. */
const KEPT_MS = 3_600_000;

export interface KeptDraft extends PersonDraft {
  /** The account's own name for the person. It is not sent. */
  readonly nickname: string;
}

interface Kept {
  readonly atMs: number;
  readonly draft: KeptDraft;
}

interface KeptPerson {
  /** Null while the storage is read. */
  readonly draft: KeptDraft | null;
  readonly keep: (draft: KeptDraft) => void;
  readonly drop: () => Promise<void>;
}

/** @param self whether the form is about the owner of the account: it does not mix with a form about the family */
export function useKeptPerson(self: boolean): KeptPerson {
  const note = self ? "binding self" : "binding";
  const [draft, setDraft] = useState<KeptDraft | null>(null);
  useEffect(() => {
    const empty: KeptDraft = {
      relation: self ? "self" : null,
      name: "",
      type: "10",
      number: "",
      nationality: "",
      birthDate: "",
      nickname: "",
    };
    const restore = async (): Promise<void> => {
      const kept = await readNote<Kept>(note).catch(() => undefined);
      const age = kept === undefined ? Number.POSITIVE_INFINITY : Date.now() - kept.atMs;
      const isFresh = age >= 0 && age < KEPT_MS;
      if (!isFresh) await dropNote(note).catch(() => undefined);
      setDraft(kept !== undefined && isFresh ? { ...empty, ...kept.draft } : empty);
    };
    void restore();
  }, [note]);
  return {
    draft,
    keep(next) {
      setDraft(next);
      void writeNote(note, { atMs: Date.now(), draft: next } satisfies Kept).catch(() => undefined);
    },
    drop: () => dropNote(note).catch(() => undefined),
  };
}
