/** A form field on the PC for a division: the picker, or the chosen division's name with a button to choose again. */
import type { JSX } from "preact";
import type { DivisionLevel } from "../../domain/division/division.ts";
import { displayName } from "../../domain/division/name.ts";
import { say } from "../app/say.ts";
import { DivisionPicker } from "../division/picker.tsx";

export interface Place {
  readonly code: string;
  /** The names of the divisions down to this one: from the province, or from below the region in which the picker searched; of an issuer's region only its own name. */
  readonly path: readonly string[];
}

interface PlaceFieldProps {
  readonly region: string;
  readonly place: Place | null;
  /** The highest level that may be chosen. Default: the level directly below `region`; `community` if the region is empty or a community. */
  readonly minLevel?: DivisionLevel;
  readonly onPick: (place: Place | null) => void;
}

/** The level one step below a division, by the number of digits of its code. */
export const LEVEL_BELOW: Readonly<Record<number, DivisionLevel>> = {
  1: "province",
  2: "city",
  4: "county",
  6: "street",
  9: "community",
};

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
    // Enter in the picker's search field must not submit the form around it.
    <div onKeyDown={(event) => event.key === "Enter" && event.target instanceof HTMLInputElement && event.preventDefault()}>
      <DivisionPicker
        value={null}
        region={region}
        minLevel={minLevel ?? LEVEL_BELOW[region.length] ?? "community"}
        onPick={(code, path) => onPick({ code, path })}
      />
    </div>
  );
}
