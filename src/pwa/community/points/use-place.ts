/** The place of a point while its form is open: located, or typed from a map. Typed coordinates are read at the latest when the form is sent. */
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

const NOTHING: TypedCoordinates = { text: "", datum: "GCJ02" };

export function usePlace(first: Location | undefined): PlaceEntry {
  const [location, setLocation] = useState(first);
  const [typed, setTyped] = useState(NOTHING);
  const [fault, setFault] = useState<PlaceFault | null>(null);

  function place(next: Location | undefined): void {
    setLocation(next);
    setTyped(NOTHING);
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
    setTyped(next);
  }

  return { location, typed, fault, type, place, take };
}
