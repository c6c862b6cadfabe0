/** Below the symbol: the reason why a gate asks for the document, and a note that another account has declared. */
import type { JSX } from "preact";
import type { Person } from "../../../contract/people.ts";
import type { CodeFlag } from "../../../domain/code/flags.ts";
import { say } from "../../app/say.ts";
import "../../styles/proof.css";

interface CodeNotesProps {
  readonly person: Person;
  /** The flags of the credential on the screen. */
  readonly flags: readonly CodeFlag[];
}

export default function CodeNotes({ person, flags }: CodeNotesProps): JSX.Element {
  return (
    <>
      {person.declaredByOther && (
        <p class="quiet">
          {person.relation === "self"
            ? say("由代管人申报；情况不对，请重新上报。", "Declared by somebody who manages you. If it is wrong, declare again.")
            : say("由另一位代管人申报。", "Declared by another manager.")}
        </p>
      )}
      {flags.length > 0 && (
        <p>
          {reasonOf(person, flags)}{" "}
          {(flags.includes("identity_unchecked") || person.relation === "self") && (
            <a class="proof-way" href="/proof">
              {say("去实名核验", "Proof of identity")}
            </a>
          )}
        </p>
      )}
    </>
  );
}

function reasonOf({ relation }: Person, flags: readonly CodeFlag[]): string {
  if (flags.includes("identity_unchecked")) return say("未核验，采集点会核对证件。", "Not checked: gates ask for the document.");
  return relation === "self"
    ? say("手机号还没有核验，采集点会核对证件。", "Phone number not checked: gates ask for the document.")
    : say("由您代为出示，采集点会核对证件。", "On your phone: gates ask for the document.");
}
