/** A place to choose: the picker, and once it is chosen its name with a way to change it. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { parseDivisionCode } from "../../../domain/division/division.ts";
import { shownName } from "../../../domain/division/name.ts";
import { pathOf } from "../../../domain/division/table.ts";
import { say } from "../../app/say.ts";
import { tableFor } from "../../division/packs.ts";
import { DivisionPicker, type DivisionPickerProps } from "../../division/picker.tsx";

interface PlacePickProps {
  /** Empty while nothing is chosen. */
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
      {props.refusal !== undefined && (
        <p class="field-refusal" role="alert">
          {props.refusal}
        </p>
      )}
    </div>
  );
}

export function PlaceName(props: { readonly code: string }): JSX.Element {
  const { code } = props;
  const [name, setName] = useState("");
  useEffect(() => {
    let stands = true;
    const find = async (): Promise<void> => {
      const table = await tableFor("", code).catch(() => null);
      const parsed = parseDivisionCode(code);
      const path = table === null || !parsed.ok ? [] : pathOf(table, parsed.value);
      // A city that is a province, and 市辖区, say the same thing twice.
      if (stands)
        setName(
          path
            .filter((part, index) => part !== path[index - 1] && part !== "市辖区")
            .map(shownName)
            .join(""),
        );
    };
    void find();
    return () => {
      stands = false;
    };
  }, [code]);
  return <>{name === "" ? code : name}</>;
}
