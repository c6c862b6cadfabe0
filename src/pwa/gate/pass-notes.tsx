/** Draws the notes about passes whose outcome arrived after their screen was left, and the button with the number of waiting passes. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { say, saySentence } from "../app/say.ts";
import { waitingCount } from "./pass-queue.ts";
import { dismissNote, type Note, notes, queue, sendNow } from "./pass-sender.ts";

function wordsOf(note: Note): string {
  if (note.end === "registered") {
    const words = say(`${note.maskedName} 已登记。`, `${note.maskedName} is registered. `);
    return note.sentence === null ? words.trim() : words + saySentence(note.sentence);
  }
  if (note.sentence !== null)
    return `${say(`${note.maskedName} 没有登记：`, `${note.maskedName} was not registered: `)}${saySentence(note.sentence)}`;
  return say(
    `${note.maskedName} 没有登记：一直没有连上系统。请其亮出实时码再扫一次。`,
    `${note.maskedName} was not registered: the system could not be reached. Scan their live code again.`,
  );
}

export function Notes(): JSX.Element {
  return (
    <div class="entries" aria-live="assertive">
      {notes.value.map((note) => (
        <div key={note.id} class={`notice note ${note.end === "registered" && note.sentence === null ? "" : "wrong"}`}>
          <span>{wordsOf(note)}</span>
          <button class="text-button" type="button" onClick={() => dismissNote(note.id)}>
            {say("知道了", "OK")}
          </button>
        </div>
      ))}
    </div>
  );
}

export function QueueChip(): JSX.Element {
  const waiting = waitingCount(queue.value);
  useEffect(() => {
    if (waiting === 0) return undefined;
    // The queue of passes is only in memory, so the browser asks before the page is closed.
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [waiting]);
  return (
    <button
      class={`queue ${waiting > 0 ? "some" : ""}`}
      type="button"
      onClick={sendNow}
      aria-label={say(`待上传 ${waiting}，点按立即上传`, `Not sent: ${waiting}. Touch to send now`)}
    >
      {say(`待上传 ${waiting}`, `Not sent: ${waiting}`)}
    </button>
  );
}
