/** One labelled field for a longer text. Cuts nothing: a text that is too long stays, and the field says so. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { faultWords } from "./field.tsx";
import "../styles/form.css";

interface TextAreaProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly limit: number;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

export function TextArea({ id, label, hint, limit, value, onInput }: TextAreaProps): JSX.Element {
  const area = useRef<HTMLTextAreaElement>(null);
  const fault = faultWords(value, limit);
  useEffect(() => area.current?.setCustomValidity(fault ?? ""), [fault]);
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
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? `${id}-hint` : `${id}-hint ${id}-refusal`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <p class="quiet" id={`${id}-hint`}>
        {hint}
      </p>
      {fault !== undefined && (
        <p class="field-refusal" id={`${id}-refusal`} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
