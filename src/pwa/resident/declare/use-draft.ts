/** The draft of one person. The phone stores it after each answer. The last declaration fills the first draft, or the address of the family; without a network too. */
import { useEffect, useState } from "preact/hooks";
import type { Person } from "../../../contract/people.ts";
import { addDays } from "../../../domain/china-time.ts";
import type { Declaration } from "../../../domain/declaration/declaration.ts";
import { ask } from "../../app/api.ts";
import { PHONE_NOTE } from "../../app/people.ts";
import { managed } from "../../app/session.ts";
import { dropNote, readNote, writeNote } from "../../app/store.ts";
import { continueDraft, declarationOf, type Draft, draftFrom, emptyDraft, withAddressOf } from "./draft.ts";

const DAYS_BACK = 14;

export interface DraftDesk {
  /** Null while the draft loads. */
  readonly draft: Draft | null;
  /** Whether the draft is one of an earlier visit that is not at the step `category`; false again after the next step. */
  readonly resumed: boolean;
  readonly change: (changes: Partial<Draft>) => void;
  /** Call it after the declaration was sent: stores it to fill the next draft, and removes this draft. */
  readonly finish: () => Promise<void>;
  /** Drops these answers: the form begins as after the last declaration. */
  readonly startOver: () => Promise<void>;
}

const noteOf = (person: Pick<Person, "id">): string => `draft ${person.id}`;
const lastOf = (person: Pick<Person, "id">): string => `declared ${person.id}`;

/** The person's last declaration from the server, or its copy on this phone; undefined without one. A log-out deletes the copy. */
async function lastDeclaration(person: Person): Promise<Declaration | undefined> {
  if (person.declaration === null) return undefined;
  const answer = await ask("GET /api/v1/people/:person/declarations/:n", { person: person.id, n: person.declaration.n });
  if (!answer.ok) return readNote<Declaration>(lastOf(person));
  await writeNote(lastOf(person), answer.value);
  return answer.value;
}

/** The last declaration of another person of the family, from this phone. */
async function lastOfFamily(person: Person): Promise<Declaration | undefined> {
  const others = managed.peek().filter(({ id }) => id !== person.id);
  const declarations = await Promise.all(others.map((other) => readNote<Declaration>(lastOf(other))));
  return declarations.find((declaration) => declaration !== undefined);
}

async function begin(person: Person, today: string): Promise<Draft> {
  const id = crypto.randomUUID();
  const earlier = await lastDeclaration(person);
  if (earlier !== undefined) return draftFrom(earlier, id, today, addDays(today, -DAYS_BACK));
  const draft = emptyDraft(id, (await readNote<string>(PHONE_NOTE)) ?? "", today);
  const family = await lastOfFamily(person);
  return family === undefined ? draft : withAddressOf(draft, family);
}

export function useDraft(person: Person, today: string): DraftDesk {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [resumed, setResumed] = useState(false);
  useEffect(() => {
    let stands = true;
    const fetchDraft = async (): Promise<void> => {
      const stored = await readNote<Partial<Draft>>(noteOf(person));
      const next = stored === undefined ? await begin(person, today) : continueDraft(stored, crypto.randomUUID(), today);
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
  const startOver = async (): Promise<void> => {
    const next = await begin(person, today);
    setResumed(false);
    setDraft(next);
    await writeNote(noteOf(person), next);
  };
  const finish = async (): Promise<void> => {
    if (draft !== null) await writeNote(lastOf(person), declarationOf(draft));
    await dropNote(noteOf(person));
  };
  return { draft, resumed, change, finish, startOver };
}
