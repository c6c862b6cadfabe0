/** A place to choose: the picker, or the name of the chosen division with a way to change it. */
import type { JSX } from "preact";
import { FieldRefusal } from "../../ui/fields/field.tsx";
import { useState } from "preact/hooks";
import { say } from "../../app/say.ts";
import { DivisionPicker, type DivisionPickerProps } from "../../division/picker.tsx";
import { PlaceName } from "../../division/place-name.tsx";

interface PlacePickProps {
  /** The code of the chosen division; empty before the choice. */
  readonly division: string;
  readonly region: string;
  readonly minLevel: DivisionPickerProps["minLevel"];
  readonly onPick: (division: string) => void;
  readonly refusal?: string | undefined;
}

export function PlacePick(props: PlacePickProps): JSX.Element {
  const [choosing, setChoosing] = useState(false);
  return (
    <div class="stack">
      {props.division === "" || choosing ? (
        <DivisionPicker
          value={props.division === "" ? null : props.division}
          region={props.region}
          minLevel={props.minLevel}
          onPick={(code) => {
            setChoosing(false);
            props.onPick(code);
          }}
        />
      ) : (
        <div class="card bar picked">
          <b>
            <PlaceName code={props.division} />
          </b>
          <button class="text-button" type="button" onClick={() => setChoosing(true)}>
            {say("更改", "Change")}
          </button>
        </div>
      )}
      <FieldRefusal words={props.refusal} />
    </div>
  );
}
