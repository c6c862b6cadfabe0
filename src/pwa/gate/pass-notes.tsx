/** Draws the notes about passes whose outcome arrived after their screen was left, and the button with the number of waiting passes. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say, saySentence } from "../app/say.ts";
import { Sheet } from "../ui/dialog.tsx";
import { waitingCount } from "./pass-queue.ts";
import { dismissNote, type Note, notes, queue, sendNow } from "./pass-sender.ts";

function wordsOf(note: Note): string {
  if (note.end === "registered") {
    const words = say(`${note.maskedName} 已登记。`, `${note.maskedName} is registered. `);
    return note.sentence === null ? words.trim() : words + saySentence(note.sentence);
  }
  if (note.end === "used_again" && note.sentence !== null)
    return `${note.maskedName}${say("：", ": ")}${saySentence(note.sentence)}`;
  if (note.sentence !== null)
    return `${say(`${note.maskedName} 没有登记：`, `${note.maskedName} was not registered: `)}${saySentence(note.sentence)}`;
  return say(
    `${note.maskedName} 没有登记：一直没有连上系统。人还在的话，请对方打开健康码再扫一次。`,
    `${note.maskedName} was not registered: the system could not be reached. If the person is still here, scan their code again.`,
  );
}

/** The one line about all notes. It counts only the worst kind: passes not registered, else codes that were used elsewhere afterwards, else passes registered with a warning (signs, or a second use of the code), else all. */
function sumOf(all: readonly Note[]): string {
  const again = all.filter(({ end }) => end === "used_again").length;
  const failed = all.filter(({ end }) => end === "refused" || end === "lapsed").length;
  const warned = all.filter(({ end, sentence }) => end === "registered" && sentence !== null).length;
  if (failed > 0) return say(`${failed} 人没有登记`, `${failed} not registered`);
  if (again > 0) return say(`${again} 个码又在别处用过`, `${again} used elsewhere too`);
  if (warned > 0) return say(`${warned} 人已登记，需留意`, `${warned} registered with a warning`);
  return say(`${all.length} 人已补登记`, `${all.length} registered later`);
}

/** Shows all notes as one line, so that the viewfinder stays in its place. A touch on the line opens their list. */
export function Notes(): JSX.Element {
  const [open, setOpen] = useState(false);
  const all = notes.value;
  const isWrong = all.some(({ end, sentence }) => end !== "registered" || sentence !== null);
  return (
    <div class="notes" aria-live="assertive">
      {all.length > 0 && (
        <button class={`notice note-line ${isWrong ? "wrong" : ""}`} type="button" onClick={() => setOpen(true)}>
          <b>{sumOf(all)}</b> · {say("查看", "See")}
        </button>
      )}
      {open && (
        <Sheet title={say("登记结果", "Results of registrations")} onClose={() => setOpen(false)}>
          <ul class="stack note-list">
            {all.map((note) => (
              <li key={note.id}>{wordsOf(note)}</li>
            ))}
          </ul>
          <button
            class="button"
            type="button"
            onClick={() => {
              for (const { id } of all) dismissNote(id);
              setOpen(false);
            }}
          >
            {say("都知道了", "OK")}
          </button>
        </Sheet>
      )}
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
