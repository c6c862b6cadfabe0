/** One question with several answers as cards: radio buttons, or boxes where several answers may be true. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { FieldRefusal } from "./field.tsx";
import "../../styles/form.css";

export interface Choice<T extends string> {
  readonly value: T;
  readonly word: string;
  readonly detail?: string;
}

interface ChoicesProps<T extends string> {
  readonly name: string;
  /** The name of the group for a screen reader; hidden where the screen's heading already asks the question. */
  readonly question: string;
  readonly hideQuestion?: boolean;
  readonly choices: readonly Choice<T>[];
  readonly chosen: readonly T[];
  readonly several?: boolean;
  readonly pairs?: boolean;
  readonly onToggle: (value: T) => void;
  /** The sentence of the fault. It stands at the question and moves the focus there. */
  readonly refusal?: string | undefined;
}

export function Choices<T extends string>(props: ChoicesProps<T>): JSX.Element {
  const fields = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (props.refusal !== undefined) fields.current?.querySelector("input")?.focus();
  }, [props.refusal]);
  return (
    <fieldset ref={fields} class={props.pairs === true ? "choices pairs" : "choices"}>
      <legend class={props.hideQuestion === true ? "hidden-words" : "legend"}>{props.question}</legend>
      <FieldRefusal words={props.refusal} />
      {props.choices.map((choice) => (
        <label class="choice" key={choice.value}>
          <input
            type={props.several === true ? "checkbox" : "radio"}
            name={props.name}
            value={choice.value}
            checked={props.chosen.includes(choice.value)}
            onChange={() => props.onToggle(choice.value)}
          />
          <span>
            <b>{choice.word}</b>
            {choice.detail !== undefined && <small>{choice.detail}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
