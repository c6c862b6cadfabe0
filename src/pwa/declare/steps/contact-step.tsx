/** Contact with cases in the last 14 days. */
import type { JSX } from "preact";
import { Choices } from "../../form/choices.tsx";
import { say } from "../../app/say.ts";
import { CONTACT_ORDER, contactWord } from "../../resident/declare/words.ts";
import type { StepProps } from "./step.ts";

export function ContactStep({ draft, change }: StepProps): JSX.Element {
  return (
    <Choices
      name="contact"
      question={say("14 天内接触过哪些人？", "Whom did you meet in the last 14 days?")}
      hideQuestion
      choices={CONTACT_ORDER.map((value) => ({ value, word: contactWord(value) }))}
      chosen={draft.contact === null ? [] : [draft.contact]}
      onToggle={(contact) => change({ contact })}
    />
  );
}
