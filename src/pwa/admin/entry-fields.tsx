/** Fields of dialogs that enter something dated: one of several values, a day, and the division whose list it is. */
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { say } from "../say.ts";
import { TextField } from "./act-dialog.tsx";
import { type Place, PlaceField } from "./place-field.tsx";

interface SelectFieldProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly word: string }[];
  readonly onPick: (value: T) => void;
}

export function SelectField<T extends string>({ label, value, options, onPick }: SelectFieldProps<T>): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        class="input"
        id={id}
        value={value}
        onChange={(event) => {
          const picked = options.find((option) => option.value === event.currentTarget.value);
          if (picked !== undefined) onPick(picked.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.word}
          </option>
        ))}
      </select>
    </div>
  );
}

interface DayFieldProps {
  readonly label: string;
  /** `YYYY-MM-DD`; empty where none is named. */
  readonly value: string;
  readonly hint?: string;
  readonly optional?: boolean;
  readonly onInput: (value: string) => void;
}

export function DayField({ label, value, hint, optional, onInput }: DayFieldProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        class="input"
        id={id}
        type="date"
        required={optional !== true}
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {hint !== undefined && (
        <p class="quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface SourceFieldsProps {
  readonly source: Place | null;
  readonly reference: string;
  readonly onSource: (source: Place | null) => void;
  readonly onReference: (reference: string) => void;
}

/** Whose list it is, and the entry's name there. */
export function SourceFields({ source, reference, onSource, onReference }: SourceFieldsProps): JSX.Element {
  return (
    <>
      <div class="field">
        <span class="label">{say("来源地区", "Source")}</span>
        <PlaceField region="" place={source} minLevel="province" onPick={onSource} />
      </div>
      <TextField
        label={say("编号", "Reference")}
        value={reference}
        maxLength={64}
        hint={say("名单中的编号，以后据此更改或撤回", "The entry's name in that list: by it, it is changed or taken back")}
        onInput={onReference}
      />
    </>
  );
}
