/** One labelled field for a longer text. Cuts nothing: a text that is too long stays, and the field says so. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { faultWords, FieldRefusal } from "./field.tsx";
import "../../styles/form.css";

interface TextAreaProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly limit: number;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** The sentence about the fault in this field; undefined without a fault. */
  readonly refusal: string | undefined;
}

export function TextArea({ id, label, hint, limit, value, onInput, ...props }: TextAreaProps): JSX.Element {
  const area = useRef<HTMLTextAreaElement>(null);
  const fault = faultWords(value, limit);
  const refusal = props.refusal ?? fault;
  useEffect(() => area.current?.setCustomValidity(fault ?? ""), [fault]);
  useEffect(() => {
    if (props.refusal !== undefined) area.current?.focus();
  }, [props.refusal]);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        ref={area}
        class="input"
        id={id}
        rows={4}
        required
        value={value}
        aria-invalid={refusal !== undefined}
        aria-describedby={refusal === undefined ? `${id}-hint` : `${id}-hint ${id}-refusal`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <p class="quiet" id={`${id}-hint`}>
        {hint}
      </p>
      <FieldRefusal id={`${id}-refusal`} words={refusal} />
    </div>
  );
}
