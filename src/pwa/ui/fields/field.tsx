/**
 * One labelled field. A refusal is displayed below it, read out by a screen reader, and moves the focus to the field. The text stays as it is typed:
 * readers of the domain clean it when it is used, never while an input method composes, and no field cuts a text.
 */
import type { JSX, TargetedCompositionEvent, TargetedInputEvent } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { lineFault } from "../../../domain/typing/line.ts";
import { say } from "../../app/say.ts";
import "../../styles/form.css";

interface FieldProps {
  /** The id of the input, for forms that the browser may fill in. Without it the field generates an id. */
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Called with the text after each input, but while an input method composes only at the end of the composition. */
  readonly onSettle?: (value: string) => void;
  /** The form cannot be sent while this field is empty. */
  readonly required?: boolean;
  /** The sentence about the fault in this field; undefined without a fault. */
  readonly refusal?: string | undefined;
  readonly hint?: string | undefined;
  readonly type?: "text" | "tel" | "date" | "datetime-local";
  readonly inputMode?: "text" | "numeric" | "decimal" | "tel";
  readonly autoComplete?: string;
  /** The largest number of characters of a free text. A longer text is not cut: the field says that it is too long. */
  readonly limit?: number;
  readonly min?: string;
  readonly max?: string;
  readonly focus?: boolean;
}

export function Field(props: FieldProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const ownId = useId();
  const { id = ownId, required = false } = props;
  const fault = faultWords(props.value, props.limit);
  const refusal = props.refusal ?? fault;
  useEffect(() => input.current?.setCustomValidity(fault ?? ""), [fault]);
  useEffect(() => {
    if (props.refusal !== undefined || props.focus === true) input.current?.focus();
  }, [props.refusal, props.focus]);
  const descriptions = [props.hint === undefined ? "" : `${id}-hint`, refusal === undefined ? "" : `${id}-refusal`];
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
    min: props.min,
    max: props.max,
    value: props.value,
    "aria-invalid": refusal !== undefined,
    "aria-describedby": descriptions.join(" ").trim() || undefined,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => {
      props.onInput(event.currentTarget.value);
      if (!event.isComposing) props.onSettle?.(event.currentTarget.value);
    },
    // Called here too, because Chromium sends no input event after the composition.
    onCompositionEnd: (event: TargetedCompositionEvent<HTMLInputElement>) => props.onSettle?.(event.currentTarget.value),
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
      <FieldRefusal id={`${id}-refusal`} words={refusal} />
    </div>
  );
}

interface FieldRefusalProps {
  readonly id?: string;
  /** The sentence; undefined without a fault. */
  readonly words: string | undefined;
}

/** The sentence about a fault below the field that has it, read out by a screen reader. */
export function FieldRefusal({ id, words }: FieldRefusalProps): JSX.Element | null {
  if (words === undefined) return null;
  return (
    <p class="field-refusal" id={id} role="alert">
      {words}
    </p>
  );
}

/** The sentence for a text that is too long or has signs that are not accepted; undefined without a fault, and for a field without a limit. */
export function faultWords(text: string, limit: number | undefined): string | undefined {
  const fault = limit === undefined ? null : lineFault(text, limit);
  if (fault === "too_long") {
    const { length } = Array.from(text);
    return say(
      `最多 ${limit} 个字，现在有 ${length} 个，请删短。`,
      `At most ${limit} characters. There are ${length}: please shorten the text.`,
    );
  }
  return fault === null
    ? undefined
    : say("不能用表情和特殊符号，请删掉。", "Emoji and special signs are not accepted: please remove them.");
}

/** Whether a `Field` or a `TextArea` of the form has a fault of `faultWords`. Moves the focus to the first one. For forms that check all other faults themselves. */
export function stopsAtFault(form: HTMLFormElement): boolean {
  const wrong = Array.from(form.elements).find(
    (element) => (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) && element.validity.customError,
  );
  if (wrong instanceof HTMLElement) wrong.focus();
  return wrong !== undefined;
}

/** A phone number with every label and separator that people copy along. */
export const PHONE_LIMIT = 60;

interface PhoneFieldProps {
  readonly value: string;
  readonly hint: string;
  readonly onInput: (phone: string) => void;
}

/** A mobile number with or without its country code. */
export function PhoneField(props: PhoneFieldProps): JSX.Element {
  return <Field required label={say("手机号", "Phone")} inputMode="tel" limit={PHONE_LIMIT} {...props} />;
}
