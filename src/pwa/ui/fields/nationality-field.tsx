/** The nationality on a passport: a country is found by its name and chosen from a list. Only holders of passports load this file. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { say, saySentence } from "../../app/say.ts";
import { Choices } from "./choices.tsx";
import { Field, FieldRefusal } from "./field.tsx";
import { countriesFor, countryOf } from "./countries.ts";

interface NationalityFieldProps {
  /** The three letters of the chosen country; empty while none is chosen. */
  readonly code: string;
  readonly onPick: (code: string) => void;
  readonly refusal: string | undefined;
}

export default function NationalityField({ code, onPick, refusal }: NationalityFieldProps): JSX.Element {
  const [text, setText] = useState("");
  // The button that had the focus disappears with each choice, so the focus must move.
  const [takesFocus, setTakesFocus] = useState(false);
  const again = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) again.current?.focus();
  }, [code]);
  const pick = (picked: string): void => {
    setTakesFocus(true);
    onPick(picked);
  };
  const chosen = countryOf(code);
  if (chosen !== undefined)
    return (
      <div class="field">
        <span class="label">{say("国籍", "Nationality")}</span>
        <p class="notice banner">
          {saySentence(chosen)}
          <button class="text-button" type="button" ref={again} onClick={() => pick("")}>
            {say("重新选择", "Choose again")}
          </button>
        </p>
        <FieldRefusal words={refusal} />
      </div>
    );
  const countries = countriesFor(text);
  return (
    <>
      <Field
        id="nationality"
        label={say("国籍", "Nationality")}
        hint={say("输入国名查找，再点选。", "Type the name of the country, then choose it.")}
        value={text}
        onInput={setText}
        refusal={refusal}
        focus={takesFocus}
      />
      {countries.length === 0 ? (
        <p class="notice warning" role="status">
          {say(
            "没有找到。请换个名称，或输入护照上的三个字母。",
            "Nothing found. Try another name, or the three letters in the passport.",
          )}
        </p>
      ) : (
        <Choices
          name="nationality-choice"
          question={say("选择国籍", "Choose the nationality")}
          hideQuestion
          pairs
          choices={countries.map((country) => ({ value: country.code, word: saySentence(country) }))}
          chosen={[]}
          onToggle={pick}
        />
      )}
    </>
  );
}
