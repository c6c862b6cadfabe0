/** 待上传 N: how many passes the server has not answered yet, always in view; a touch sends them now. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { say } from "../app/say.ts";
import { queue, sendNow } from "../gate/pass-sender.tsx";
import { waitingCount } from "../gate/pass-queue.ts";

export function QueueChip(): JSX.Element {
  const waiting = waitingCount(queue.value);
  useEffect(() => {
    if (waiting === 0) return undefined;
    // The queue lives in memory: closing the page would lose it.
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [waiting]);
  return (
    <button
      class={`queue ${waiting > 0 ? "some" : ""}`}
      type="button"
      onClick={sendNow}
      aria-label={say(`待上传 ${waiting}，点按立即上传`, `To send ${waiting}. Touch to send now`)}
    >
      {say(`待上传 ${waiting}`, `To send ${waiting}`)}
    </button>
  );
}
