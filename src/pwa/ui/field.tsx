/** One labelled field. A refusal is displayed below it, read out by a screen reader, and moves the focus to the field. */
import type { JSX, TargetedInputEvent } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { say } from "../app/say.ts";
import "../styles/form.css";

interface FieldProps {
  /** The id of the input, for forms that the browser may fill in. Without it the field generates an id. */
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** The form cannot be sent while this field is empty. */
  readonly required?: boolean;
  /** The sentence about the fault in this field; undefined without a fault. */
  readonly refusal?: string | undefined;
  readonly hint?: string | undefined;
  readonly type?: "text" | "tel" | "date";
  readonly inputMode?: "text" | "numeric" | "decimal" | "tel";
  readonly autoComplete?: string;
  readonly maxLength?: number;
  readonly min?: string;
  readonly max?: string;
  readonly focus?: boolean;
}

export function Field(props: FieldProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const ownId = useId();
  const { id = ownId, required = false } = props;
  useEffect(() => {
    if (props.refusal !== undefined || props.focus === true) input.current?.focus();
  }, [props.refusal, props.focus]);
  const descriptions = [props.hint === undefined ? "" : `${id}-hint`, props.refusal === undefined ? "" : `${id}-refusal`];
  const attributes = {
    ref: input,
    class: "input",
    id,
    name: props.id,
    inputMode: props.inputMode,
    autoComplete: props.autoComplete ?? "off",
    autoCapitalize: "off",
    spellcheck: false,
    required,
    maxLength: props.maxLength,
    min: props.min,
    max: props.max,
    value: props.value,
    "aria-invalid": props.refusal !== undefined,
    "aria-describedby": descriptions.join(" ").trim() || undefined,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => props.onInput(event.currentTarget.value),
  } as const;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.type === "date" ? (
        <input {...attributes} type="date" />
      ) : props.type === "tel" ? (
        <input {...attributes} type="tel" />
      ) : (
        <input {...attributes} type="text" />
      )}
      {props.hint !== undefined && (
        <p class="quiet" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.refusal !== undefined && (
        <p class="field-refusal" id={`${id}-refusal`} role="alert">
          {props.refusal}
        </p>
      )}
    </div>
  );
}

interface PhoneFieldProps {
  readonly value: string;
  readonly hint: string;
  readonly onInput: (phone: string) => void;
}

/** A mobile number with or without its country code. */
export function PhoneField(props: PhoneFieldProps): JSX.Element {
  return <Field required label={say("手机号", "Phone")} inputMode="tel" maxLength={24} {...props} />;
}
