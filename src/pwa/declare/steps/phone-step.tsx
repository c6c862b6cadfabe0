/** The number under which the person is reached; a dependant's is the manager's (product.md §3). */
import type { JSX } from "preact";
import { Field } from "../../form/field.tsx";
import { say } from "../../app/say.ts";
import type { StepProps } from "./step.ts";

export function PhoneStep({ draft, change, refusal }: StepProps): JSX.Element {
  return (
    <Field
      id="phone"
      type="tel"
      inputMode="tel"
      autoComplete="tel"
      label={say("联系电话", "Mobile number")}
      maxLength={24}
      value={draft.phone}
      onInput={(phone) => change({ phone })}
      refusal={refusal}
    />
  );
}
