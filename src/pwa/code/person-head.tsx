/** Whose code it is, masked, and the chip that switches to another person of the family. */
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { Person } from "../../contract/people.ts";
import { choose, relationWord } from "../people.ts";
import { say } from "../say.ts";
import { managed } from "../session.ts";

function Who(props: { readonly person: Person }): JSX.Element {
  return (
    <>
      <span class="avatar" aria-hidden="true">
        {Array.from(props.person.maskedName)[0]}
      </span>
      <span class="who">
        <b>{props.person.maskedName}</b>
        <span class="quiet">{props.person.maskedDocument}</span>
      </span>
    </>
  );
}

export function PersonHead(props: { readonly person: Person }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const pick = (id: string): void => {
    choose(id);
    dialog.current?.close();
  };
  return (
    <header class="person-head">
      <Who person={props.person} />
      {managed.value.length > 1 && (
        <>
          <button class="chip" type="button" aria-haspopup="dialog" onClick={() => dialog.current?.showModal()}>
            {say("切换家人", "Switch")} <span aria-hidden="true">▾</span>
          </button>
          <dialog ref={dialog} aria-label={say("切换家人", "Switch to")}>
            <ul class="people">
              {managed.value.map((person) => (
                <li key={person.id}>
                  <button
                    class="person-row"
                    type="button"
                    aria-pressed={person.id === props.person.id}
                    onClick={() => pick(person.id)}
                  >
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
        </>
      )}
    </header>
  );
}
