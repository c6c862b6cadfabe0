/** The draft of one person. The phone seals it after each answer. The last declaration fills the first draft, or that of another person of the family: the server has them, and the phone keeps none. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Person } from "../../../contract/people.ts";
import { addDays } from "../../../domain/china-time.ts";
import type { Declaration } from "../../../domain/declaration/declaration.ts";
import { ask } from "../../app/api.ts";
import { PHONE_NOTE } from "../../app/people.ts";
import { type SealedNote, sealedNote } from "../../app/sealed.ts";
import { managed } from "../../app/session.ts";
import { continueDraft, type Draft, draftFrom, emptyDraft, withFamily } from "./draft.ts";

const DAYS_BACK = 14;

export interface DraftDesk {
  /** Null while the draft loads. */
  readonly draft: Draft | null;
  /** Whether the draft is one of an earlier visit that is not at the step `category`; false again after the next step. */
  readonly resumed: boolean;
  readonly change: (changes: Partial<Draft>) => void;
  /** Call it after the declaration was sent: nothing of it stays on the phone. */
  readonly finish: () => Promise<void>;
  /** Drops these answers: the form begins as after the last declaration. */
  readonly startOver: () => Promise<void>;
}

const noteOf = (person: Pick<Person, "id">): SealedNote<Partial<Draft>> => sealedNote("draft", person.id);

/** The person's last declaration; undefined without one, and without a network. The phone's copy of the account may not know of it yet, so that the server is asked for its number. */
async function lastDeclaration({ id }: Person): Promise<Declaration | undefined> {
  const page = await ask("GET /api/v1/people/:person/declarations", { person: id });
  const newest = page.ok ? page.value.declarations[0] : undefined;
  if (newest === undefined) return undefined;
  const answer = await ask("GET /api/v1/people/:person/declarations/:n", { person: id, n: newest.n });
  return answer.ok ? answer.value : undefined;
}

/** The last declaration of another person of the family. */
async function lastOfFamily(person: Person): Promise<Declaration | undefined> {
  const other = managed.peek().find(({ id, declaration }) => id !== person.id && declaration !== null);
  return other && lastDeclaration(other);
}

async function begin(person: Person, today: string): Promise<Draft> {
  const id = crypto.randomUUID();
  const earlier = await lastDeclaration(person);
  if (earlier !== undefined) return draftFrom(earlier, id, today, addDays(today, -DAYS_BACK));
  const draft = emptyDraft(id, (await PHONE_NOTE.read()) ?? "", today);
  const family = await lastOfFamily(person);
  return family === undefined ? draft : withFamily(draft, family);
}

export function useDraft(person: Person, today: string): DraftDesk {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [resumed, setResumed] = useState(false);
  /** A touch while the receipt comes up must not store the draft again. */
  const isSent = useRef(false);
  useEffect(() => {
    let stands = true;
    const fetchDraft = async (): Promise<void> => {
      const stored = await noteOf(person).read();
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
    if (draft === null || isSent.current) return;
    const next = { ...draft, ...changes };
    if (next.step !== draft.step) setResumed(false);
    setDraft(next);
    void noteOf(person).keep(next);
  };
  const startOver = async (): Promise<void> => {
    const next = await begin(person, today);
    setResumed(false);
    setDraft(next);
    await noteOf(person).keep(next);
  };
  const finish = async (): Promise<void> => {
    isSent.current = true;
    await Promise.all([noteOf(person).discard(), PHONE_NOTE.discard()]);
  };
  return { draft, resumed, change, finish, startOver };
}
