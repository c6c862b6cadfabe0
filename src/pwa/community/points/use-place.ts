/** The place of a point in its form: located, or typed from a map. Typed coordinates are read at the latest when the form is sent. */
import { useState } from "preact/hooks";
import type { AddPointRequest } from "../../../contract/community.ts";
import { readCoordinates } from "../../../domain/community/coordinates.ts";
import { type Datum, toWgs84 } from "./map-datum.ts";

export type Location = NonNullable<AddPointRequest["location"]>;

export interface TypedCoordinates {
  readonly text: string;
  readonly datum: Datum;
}

/** Why the typed text gives no place: `unread` if it is not coordinates in China, `unconverted` if the code of the conversion could not be loaded. */
export type PlaceFault = "unread" | "unconverted";

export interface PlaceEntry {
  readonly location: Location | undefined;
  readonly typed: TypedCoordinates;
  readonly fault: PlaceFault | null;
  readonly type: (typed: TypedCoordinates) => void;
  readonly place: (location: Location | undefined) => void;
  /** Returns the place in WGS-84 for sending; typed coordinates are read and converted first. Null where that fails: `fault` then has the reason. */
  readonly take: () => Promise<{ readonly location: Location | undefined } | null>;
}

export const NOTHING_TYPED: TypedCoordinates = { text: "", datum: "GCJ02" };

export type PlaceDraft = Pick<PlaceEntry, "location" | "typed">;

export function usePlace({ location, typed }: PlaceDraft, keep: (place: PlaceDraft) => void): PlaceEntry {
  const [fault, setFault] = useState<PlaceFault | null>(null);

  function place(next: Location | undefined): void {
    keep({ location: next, typed: NOTHING_TYPED });
    setFault(null);
  }

  async function take(): Promise<{ readonly location: Location | undefined } | null> {
    if (location !== undefined || typed.text.trim() === "") return { location };
    const read = readCoordinates(typed.text);
    const coordinates = read === null ? null : await toWgs84(read, typed.datum).catch(() => null);
    if (coordinates === null) {
      setFault(read === null ? "unread" : "unconverted");
      return null;
    }
    const next = { ...coordinates, accuracyMetres: null };
    place(next);
    return { location: next };
  }

  function type(next: TypedCoordinates): void {
    setFault(null);
    keep({ location, typed: next });
  }

  return { location, typed, fault, type, place, take };
}
