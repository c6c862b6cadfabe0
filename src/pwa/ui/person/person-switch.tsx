/** Chooses another person of the family. A native dialog: Escape and the back gesture cancel the choice. */
import type { JSX } from "preact";
import type { Person } from "../../../contract/people.ts";
import { Modal } from "../modal.tsx";
import { choose, nicknameOf, relationWord } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { managed } from "../../app/session.ts";
import { Who } from "./person-head.tsx";
import { ProofMark } from "../proof/proof-mark.tsx";

interface PersonSwitchProps {
  readonly person: Person;
  readonly onEnd: () => void;
}

export default function PersonSwitch(props: PersonSwitchProps): JSX.Element {
  return (
    <Modal label={say("切换家人", "Switch to")} onClose={props.onEnd}>
      {(close) => (
        <>
          <ul class="people">
            {managed.value.map((person) => (
              <li key={person.id}>
                <button
                  class="person-row"
                  type="button"
                  aria-pressed={person.id === props.person.id}
                  onClick={() => {
                    choose(person.id);
                    close();
                  }}
                >
                  <Who person={person} />
                  {nicknameOf(person) !== "" && <span class="quiet">{relationWord(person.relation)}</span>}
                  <ProofMark proof={person.proof.level} />
                </button>
              </li>
            ))}
          </ul>
          <button class="button second" type="button" onClick={close}>
            {say("取消", "Cancel")}
          </button>
        </>
      )}
    </Modal>
  );
}
