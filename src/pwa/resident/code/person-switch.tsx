/** Chooses another person of the family. A native dialog: Escape and the back gesture leave everything as it is. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Person } from "../../../contract/people.ts";
import { choose, relationWord } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { managed } from "../../app/session.ts";
import { Who } from "./who.tsx";

interface PersonSwitchProps {
  readonly person: Person;
  readonly onEnd: () => void;
}

export default function PersonSwitch(props: PersonSwitchProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const pick = (id: string): void => {
    choose(id);
    dialog.current?.close();
  };
  return (
    <dialog ref={dialog} aria-label={say("切换家人", "Switch to")} onClose={props.onEnd}>
      <ul class="people">
        {managed.value.map((person) => (
          <li key={person.id}>
            <button class="person-row" type="button" aria-pressed={person.id === props.person.id} onClick={() => pick(person.id)}>
              <Who person={person} />
              <span class="quiet">{relationWord(person.relation)}</span>
            </button>
          </li>
        ))}
      </ul>
      <button class="button second" type="button" onClick={() => dialog.current?.close()}>
        {say("取消", "Cancel")}
      </button>
    </dialog>
  );
}
