/** Asks the person at the gate to declare again, on the person's own phone. A collector cannot change a declaration (product.md §4). */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Workbench } from "../../contract/community.ts";
import type { Problem } from "../../contract/problem.ts";
import { ask } from "../app/api.ts";
import { say, saySentence } from "../app/say.ts";
import { checkRight } from "../community/community.ts";
import { next } from "./gate.ts";
import { Sheet } from "../ui/dialog.tsx";

interface Props {
  readonly workbench: Workbench;
  /** The scanned code of the person; null where none was accepted: then no request can be sent, and the collector asks the person by word of mouth. */
  readonly code: string | null;
  readonly onClose: () => void;
}

type State = "idle" | "sending" | "sent";

export function AskAgain({ workbench, code, onClose }: Props): JSX.Element {
  const [state, setState] = useState<State>("idle");
  const [problem, setProblem] = useState<Problem | null>(null);

  async function askHolder(): Promise<void> {
    setState("sending");
    const answer = await checkRight(
      workbench.division,
      ask("POST /api/v1/communities/:division/redeclarations", { division: workbench.division }, { code: code ?? "" }),
    );
    setProblem(answer.ok ? null : answer.refusal);
    setState(answer.ok ? "sent" : "idle");
  }

  return (
    <Sheet title={say("请对方重新申报", "Ask to declare again")} onClose={onClose}>
      <p>
        {say(
          "采集员不能改动对方申报的内容，也不能代填体温。如果与所见不符，请对方在自己的手机上打开“申报”重新申报，然后再扫一次。",
          "A collector cannot change a declaration or enter a temperature for the person. If the declaration does not match what you see, ask the person to open “Declare” on their own phone and to declare again. Then scan again.",
        )}
      </p>
      <div aria-live="polite">
        {state === "sent" && (
          <p class="notice">
            {say("已提醒：对方的手机会显示，直到重新申报。", "Reminder sent. Their phone shows it until they declare again.")}
          </p>
        )}
        {problem !== null && <p class="notice wrong">{saySentence(problem.sentence)}</p>}
      </div>
      {code !== null && state !== "sent" && (
        <button class="button" type="button" disabled={state === "sending"} onClick={() => void askHolder()}>
          {state === "sending" ? say("正在提醒……", "Sending…") : say("在对方手机上提醒", "Remind them on their phone")}
        </button>
      )}
      <button class={code === null || state === "sent" ? "button" : "button second"} type="button" onClick={next}>
        {say("不登记，扫下一位", "Do not register. Scan the next person")}
      </button>
    </Sheet>
  );
}
