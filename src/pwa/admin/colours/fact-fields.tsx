/** Fields of the forms for entries of lists: a choice among words, the list's owner and the entry's name in it, the region where a person lives. */
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { say, saySentence } from "../../app/say.ts";
import { Field } from "../../ui/fields/field.tsx";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { type Place, PlaceField } from "../place-field.tsx";

interface HomeFieldProps {
  /** The issuer of the officer. */
  readonly own: string;
  readonly home: string | null;
  readonly onPick: (home: string) => void;
}

/** The region where the person lives: a member of the register with a system. */
export function HomeField({ own, home, onPick }: HomeFieldProps): JSX.Element {
  const source = useLoaded("GET /api/v1/regions", {});
  return (
    <SourceView source={source}>
      {({ regions }) => {
        const others = regions.filter(({ issuer }) => issuer !== own);
        const options = others.map(({ issuer, name }) => ({ value: issuer, word: saySentence(name) }));
        if (options.length > 0)
          return <SelectField label={say("居住地区", "Region of residence")} value={home} options={options} onPick={onPick} />;
        return (
          <p class="notice" role="status">
            {say("现在没有别的地区可以通报。", "There is no other region that can be told now.")}
          </p>
        );
      }}
    </SourceView>
  );
}

interface SelectFieldProps<T extends string> {
  readonly label: string;
  /** Null: nothing is chosen yet. */
  readonly value: T | null;
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
        required
        value={value ?? ""}
        onChange={(event) => {
          const picked = options.find((option) => option.value === event.currentTarget.value);
          if (picked !== undefined) onPick(picked.value);
        }}
      >
        {value === null && (
          <option value="" disabled>
            {say("请选择", "Choose")}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.word}
          </option>
        ))}
      </select>
    </div>
  );
}

interface OwnerProps {
  readonly region: Place;
  readonly place: Place | null;
  readonly onPick: (place: Place | null) => void;
}

/** The division that keeps a list: the region itself, or one below it. */
function Owner({ region, place, onPick }: OwnerProps): JSX.Element {
  const [isBelow, setBelow] = useState(false);
  const name = region.path.at(-1) ?? region.code;
  if (place !== null || isBelow) return <PlaceField region={region.code} place={place} onPick={onPick} />;
  return (
    <div class="button-row">
      <button class="chip" type="button" onClick={() => onPick(region)}>
        {say(`本级名单：${name}`, `A list of ${name}`)}
      </button>
      <button class="chip" type="button" onClick={() => setBelow(true)}>
        {say("下级名单…", "A list of a division below…")}
      </button>
    </div>
  );
}

interface SourceFieldsProps {
  /** The issuer's region, in which the division lies that keeps the list; null: any division, for an entry that exists. */
  readonly region: Place | null;
  readonly source: Place | null;
  readonly reference: string;
  readonly onSource: (source: Place | null) => void;
  readonly onReference: (reference: string) => void;
}

/** The fields for the division that owns the list and for the entry's name in that list. */
export function SourceFields({ region, source, reference, onSource, onReference }: SourceFieldsProps): JSX.Element {
  return (
    <>
      <div class="field">
        <span class="label">{say("来源地区", "Source")}</span>
        {region === null ? (
          <PlaceField region="" place={source} minLevel="province" onPick={onSource} />
        ) : (
          <Owner region={region} place={source} onPick={onSource} />
        )}
      </div>
      <Field
        required
        label={say("编号", "Reference")}
        value={reference}
        limit={64}
        hint={say("名单中的编号，以后据此更改或撤回", "The entry's number in that list, used to change or withdraw it later")}
        onInput={onReference}
      />
    </>
  );
}
