/** For whom: the people of the account. Each has a draft of their own. */
import type { JSX } from "preact";
import { Choices } from "../../form/choices.tsx";
import { choose, chosen, relationWord } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { managed } from "../../app/session.ts";

export function WhoStep(): JSX.Element {
  return (
    <Choices
      name="who"
      question={say("为谁申报？", "For whom?")}
      hideQuestion
      choices={managed.value.map((person) => ({
        value: person.id,
        word: person.maskedName,
        detail: `${relationWord(person.relation)} · ${person.maskedDocument}`,
      }))}
      chosen={chosen.value === undefined ? [] : [chosen.value.id]}
      onToggle={choose}
    />
  );
}
