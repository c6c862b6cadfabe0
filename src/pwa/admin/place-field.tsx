/** A field of a form on the PC for a division: the picker, and once a division is chosen its name with a way to choose again. */
import type { JSX } from "preact";
import type { DivisionLevel } from "../../domain/division/division.ts";
import { displayName } from "../../domain/division/name.ts";
import { say } from "../app/say.ts";
import { DivisionPicker } from "../division/picker.tsx";

export interface Place {
  readonly code: string;
  /** Names from the province down. */
  readonly path: readonly string[];
}

interface PlaceFieldProps {
  readonly region: string;
  readonly place: Place | null;
  /** The least precise answer; the level right below the region where not said. */
  readonly minLevel?: DivisionLevel;
  readonly onPick: (place: Place | null) => void;
}

const BELOW: Readonly<Record<number, DivisionLevel>> = { 2: "city", 4: "county", 6: "street" };

export function PlaceField({ region, place, minLevel, onPick }: PlaceFieldProps): JSX.Element {
  if (place !== null)
    return (
      <p class="notice banner">
        {displayName(place.path.at(-1) ?? place.code)}
        <button class="text-button" type="button" onClick={() => onPick(null)}>
          {say("重新选择", "Choose again")}
        </button>
      </p>
    );
  return (
    // Enter in the picker's field would send the form around it.
    <div onKeyDown={(event) => event.key === "Enter" && event.target instanceof HTMLInputElement && event.preventDefault()}>
      <DivisionPicker
        value={null}
        region={region}
        minLevel={minLevel ?? BELOW[region.length] ?? "community"}
        onPick={(code, path) => onPick({ code, path })}
      />
    </div>
  );
}
