/** The draft of one person's declaration, which the phone stores after each answer. A new draft starts with the answers of the last declaration. */
import { useEffect, useState } from "preact/hooks";
import type { Person } from "../../../contract/people.ts";
import { addDays } from "../../../domain/china-time.ts";
import type { Declaration } from "../../../domain/declaration/declaration.ts";
import { ask } from "../../app/api.ts";
import { PHONE_NOTE } from "../../app/people.ts";
import { dropNote, readNote, writeNote } from "../../app/store.ts";
import { declarationOf, type Draft, draftFrom, emptyDraft } from "./draft.ts";

const DAYS_BACK = 14;

export interface DraftDesk {
  /** Null while the draft loads. */
  readonly draft: Draft | null;
  /** Whether the draft is one of an earlier visit that is not at the step `category`; false again after the next step. */
  readonly resumed: boolean;
  readonly change: (changes: Partial<Draft>) => void;
  /** Call it after the declaration was sent: stores it to fill the next draft, and removes this draft. */
  readonly finish: () => Promise<void>;
  readonly startOver: () => void;
}

const noteOf = (person: Person): string => `draft ${person.id}`;
const lastOf = (person: Person): string => `declared ${person.id}`;

/** The person's last declaration from the server, or its copy on this phone; undefined without one. A log-out deletes the copy. */
async function lastDeclaration(person: Person): Promise<Declaration | undefined> {
  if (person.declaration === null) return undefined;
  const answer = await ask("GET /api/v1/people/:person/declarations/:n", { person: person.id, n: person.declaration.n });
  if (!answer.ok) return readNote<Declaration>(lastOf(person));
  await writeNote(lastOf(person), answer.value);
  return answer.value;
}

async function begin(person: Person, today: string): Promise<Draft> {
  const id = crypto.randomUUID();
  const phone = (await readNote<string>(PHONE_NOTE)) ?? "";
  const earlier = await lastDeclaration(person);
  return earlier === undefined ? emptyDraft(id, phone) : draftFrom(earlier, id, today, addDays(today, -DAYS_BACK));
}

export function useDraft(person: Person, today: string): DraftDesk {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [resumed, setResumed] = useState(false);
  useEffect(() => {
    let stands = true;
    const fetchDraft = async (): Promise<void> => {
      const stored = await readNote<Draft>(noteOf(person));
      const next = stored ?? (await begin(person, today));
      if (!stands) return;
      setResumed(stored !== undefined && stored.step !== "category");
      setDraft(next);
    };
    setDraft(null);
    void fetchDraft();
    return () => {
      stands = false;
    };
  }, [person.id]);

  const change = (changes: Partial<Draft>): void => {
    if (draft === null) return;
    const next = { ...draft, ...changes };
    if (next.step !== draft.step) setResumed(false);
    setDraft(next);
    void writeNote(noteOf(person), next);
  };
  const startOver = (): void => {
    setResumed(false);
    change(emptyDraft(crypto.randomUUID(), draft?.phone ?? ""));
  };
  const finish = async (): Promise<void> => {
    if (draft !== null) await writeNote(lastOf(person), declarationOf(draft));
    await dropNote(noteOf(person));
  };
  return { draft, resumed, change, finish, startOver };
}
