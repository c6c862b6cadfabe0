/** The masked name and document of a person of the family, and the head of a screen about that person, with a button that switches to another. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Person } from "../../../contract/people.ts";
import { nameOf } from "../../app/people.ts";
import { part } from "../../app/screen.tsx";
import { say } from "../../app/say.ts";
import { managed } from "../../app/session.ts";
import "../../styles/person.css";

const PersonSwitch = part(() => import("./person-switch.tsx"));

export function PersonHead(props: { readonly person: Person }): JSX.Element {
  const [switching, setSwitching] = useState(false);
  return (
    <header class="person-head">
      <Who person={props.person} />
      {managed.value.length > 1 && (
        <button class="chip" type="button" aria-haspopup="dialog" onClick={() => setSwitching(true)}>
          {say("切换家人", "Switch")} <span aria-hidden="true">▾</span>
        </button>
      )}
      {switching && <PersonSwitch person={props.person} onEnd={() => setSwitching(false)} />}
    </header>
  );
}

/** The first character as a picture, with the name that tells the person apart, and the document. */
export function Who(props: { readonly person: Person }): JSX.Element {
  return (
    <>
      <span class="avatar" aria-hidden="true">
        {Array.from(props.person.maskedName)[0]}
      </span>
      <span class="who">
        <b>{nameOf(props.person)}</b>
        <span class="quiet">{props.person.maskedDocument}</span>
      </span>
    </>
  );
}
