/** Whose code it is, and the chip that switches to another person of the family. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Person } from "../../../contract/people.ts";
import { part } from "../../app/screen.tsx";
import { say } from "../../app/say.ts";
import { managed } from "../../app/session.ts";
import { Who } from "./who.tsx";

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
