/** The ends of passes that the collector is no longer looking at, each until it is put away. */
import type { JSX } from "preact";
import { say, saySentence } from "../app/say.ts";
import { dismissNote, notes } from "../gate/pass-sender.tsx";
import type { Note } from "../gate/pass-sender.tsx";

function wordsOf(note: Note): string {
  if (note.end === "registered") return say(`${note.maskedName} 已登记。`, `${note.maskedName} is registered.`);
  if (note.sentence !== null)
    return `${say(`${note.maskedName} 没有登记：`, `${note.maskedName} was not registered: `)}${saySentence(note.sentence)}`;
  return say(
    `${note.maskedName} 没有登记：一直没有连上系统。请其亮出实时码再扫一次。`,
    `${note.maskedName} was not registered: the system could not be reached. Scan their live code once more.`,
  );
}

export function Notes(): JSX.Element {
  return (
    <div class="entries" aria-live="assertive">
      {notes.value.map((note) => (
        <div key={note.id} class={`notice note ${note.end === "registered" ? "" : "wrong"}`}>
          <span>{wordsOf(note)}</span>
          <button class="text-button" type="button" onClick={() => dismissNote(note.id)}>
            {say("知道了", "OK")}
          </button>
        </div>
      ))}
    </div>
  );
}
