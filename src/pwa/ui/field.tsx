/** One labelled field: its refusal stands beside it, is announced, and takes the focus there. */
import type { JSX, TargetedInputEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import "../styles/form.css";

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** What is wrong, as a sentence; nothing when all is well. */
  readonly refusal?: string | undefined;
  readonly hint?: string;
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
  useEffect(() => {
    if (props.refusal !== undefined || props.focus === true) input.current?.focus();
  }, [props.refusal, props.focus]);
  const described = [
    props.hint === undefined ? "" : `${props.id}-hint`,
    props.refusal === undefined ? "" : `${props.id}-refusal`,
  ];
  const attributes = {
    ref: input,
    class: "input",
    id: props.id,
    name: props.id,
    inputMode: props.inputMode,
    autoComplete: props.autoComplete ?? "off",
    autoCapitalize: "off",
    spellcheck: false,
    maxLength: props.maxLength,
    min: props.min,
    max: props.max,
    value: props.value,
    "aria-invalid": props.refusal !== undefined,
    "aria-describedby": described.join(" ").trim() || undefined,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => props.onInput(event.currentTarget.value),
  } as const;
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      {props.type === "date" ? (
        <input {...attributes} type="date" />
      ) : props.type === "tel" ? (
        <input {...attributes} type="tel" />
      ) : (
        <input {...attributes} type="text" />
      )}
      {props.hint !== undefined && (
        <p class="quiet" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.refusal !== undefined && (
        <p class="field-refusal" id={`${props.id}-refusal`} role="alert">
          {props.refusal}
        </p>
      )}
    </div>
  );
}
