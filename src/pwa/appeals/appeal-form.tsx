/** Writes one appeal. A repeat after a lost answer is the same appeal. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Appeal } from "../../contract/appeal.ts";
import type { Problem } from "../../contract/problem.ts";
import { post } from "../api.ts";
import { ProblemNotice } from "../form/problem-notice.tsx";
import { say } from "../say.ts";
import "../styles/form.css";

const MAX_LETTERS = 1000;
const LINE_BREAKS = /\s*\n\s*/g;

interface AppealFormProps {
  readonly path: string;
  readonly onSent: () => Promise<void>;
}

export function AppealForm(props: AppealFormProps): JSX.Element {
  const id = useRef(crypto.randomUUID());
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  async function send(): Promise<void> {
    setBusy(true);
    const body = { id: id.current, text: text.replace(LINE_BREAKS, " ").trim() };
    const answer = await post<Appeal>(props.path, body);
    setBusy(false);
    setProblem(answer.ok ? null : answer.refusal);
    if (answer.ok) await props.onSent();
  }

  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void send();
      }}
    >
      <div class="field">
        <label for="appeal-text">{say("您认为哪里不对？", "What is wrong, in your view?")}</label>
        <textarea
          class="input"
          id="appeal-text"
          rows={6}
          required
          maxLength={MAX_LETTERS}
          value={text}
          aria-describedby="appeal-text-hint"
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <p class="quiet" id="appeal-text-hint">
          {say(
            "交给引起码色的地区，48 小时内答复。答复前不能再写一次。",
            "It goes to the region that caused the colour, which answers within 48 hours. Until then there is one at a time.",
          )}
        </p>
      </div>
      {problem !== null && <ProblemNotice problem={problem} />}
      <button class="button" type="submit" aria-disabled={busy}>
        {busy ? say("正在提交……", "Sending…") : say("提交申诉", "Send the appeal")}
      </button>
    </form>
  );
}
