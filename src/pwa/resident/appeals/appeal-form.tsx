/** Writes one appeal, with the files that were sent before it. A repeat after a lost answer is the same appeal. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Appeal } from "../../../contract/appeal.ts";
import type { Problem } from "../../../contract/problem.ts";
import { ownProblem, post } from "../../app/api.ts";
import { ProblemNotice } from "../../form/problem-notice.tsx";
import { say } from "../../app/say.ts";
import "../../styles/form.css";
import { FilesField } from "../../appeals/files-field.tsx";
import { useFiles } from "./use-files.ts";

const MAX_LETTERS = 1000;
const NOT_SENT = "file_not_sent";
const LINE_BREAKS = /\s*\n\s*/g;

const notAllArrived = (): Problem =>
  ownProblem(NOT_SENT, 409, "有附件没有传上，请重传或删除。", "A file has not arrived: send it again, or remove it.");

interface AppealFormProps {
  readonly path: string;
  readonly onSent: () => Promise<void>;
}

export function AppealForm(props: AppealFormProps): JSX.Element {
  const id = useRef(crypto.randomUUID());
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const files = useFiles(`${props.path}/${id.current}/files`);
  const isFailed = files.chosen.some(({ state }) => state === "failed");
  const isGoing = files.chosen.some(({ state }) => state === "making" || state === "sending");

  async function send(): Promise<void> {
    if (isFailed) return setProblem(notAllArrived());
    setBusy(true);
    const body = { id: id.current, text: text.replace(LINE_BREAKS, " ").trim(), files: files.chosen.map((file) => file.id) };
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
        if (!busy && !isGoing) void send();
      }}
    >
      <div class="field">
        <label for="appeal-text">{say("您认为哪里不对？", "What is wrong, in your view?")}</label>
        <textarea
          class="input"
          id="appeal-text"
          rows={4}
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
      <FilesField files={files} />
      {problem !== null && (isFailed || problem.code !== NOT_SENT) && <ProblemNotice problem={problem} />}
      <button class="button" type="submit" aria-disabled={busy || isGoing}>
        {busy
          ? say("正在提交……", "Sending…")
          : isGoing
            ? say("附件上传中……", "Files are on their way…")
            : say("提交申诉", "Send the appeal")}
      </button>
    </form>
  );
}
