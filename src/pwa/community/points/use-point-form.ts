/** The fields of a form for a point, on the phone and on the PC: a page that is left or killed loses nothing. */
import { useKeptForm } from "../../app/kept-form.ts";
import { sealedNote } from "../../app/sealed.ts";
import type { PointValues } from "./point-acts.ts";
import { NOTHING_TYPED, type PlaceDraft, type PlaceEntry, usePlace } from "./use-place.ts";

interface PointDraft extends PlaceDraft {
  /** The id of a point that is added: every try sends the same one, so that a lost answer makes no second point. */
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

export interface PointForm extends Pick<PointDraft, "id" | "name" | "address"> {
  readonly onName: (name: string) => void;
  readonly onAddress: (address: string) => void;
  readonly place: PlaceEntry;
  /** Whether the fields are those of an earlier visit. */
  readonly isRestored: boolean;
  /** Begins with the first values again. */
  readonly startOver: () => void;
  /** Call it after the point was sent. */
  readonly discard: () => Promise<void>;
}

const NOTHING: PointValues = { name: "", address: "" };

/**
 * Null while the storage is read.
 * @param of the division of a point that is added, or the id of a point that is changed
 * @param first the values without a draft
 */
export function usePointForm(of: string, { name, address, location }: PointValues = NOTHING): PointForm | null {
  const empty = (): PointDraft => ({ id: crypto.randomUUID(), name, address, location, typed: NOTHING_TYPED });
  const { draft, isRestored, keep, discard } = useKeptForm(sealedNote<Partial<PointDraft>>("point", of), empty);
  const change = (changes: Partial<PointDraft>): void => {
    if (draft !== null) keep({ ...draft, ...changes });
  };
  const place = usePlace(draft ?? { location, typed: NOTHING_TYPED }, change);
  if (draft === null) return null;
  return {
    id: draft.id,
    name: draft.name,
    address: draft.address,
    onName: (next) => change({ name: next }),
    onAddress: (next) => change({ address: next }),
    place,
    isRestored,
    startOver: () => {
      keep(empty());
      void discard();
    },
    discard,
  };
}
