/** The form for one appeal. The files are sent while the form is open, before the appeal. Sending again after a lost answer makes no second appeal. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { ask, ownProblem } from "../../app/api.ts";
import { say } from "../../app/say.ts";
import { stopsAtFault } from "../../ui/fields/field.tsx";
import { TextArea } from "../../ui/fields/text-area.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { dropAppeal, keepAppeal, type KeptAppeal, readAppeal } from "./kept-appeal.ts";
import { FilesField } from "./files-field.tsx";
import { useFiles } from "./use-files.ts";
import { useBusy } from "../../ui/use-busy.ts";
import "../../styles/form.css";
import "./appeals.css";

const MAX_LETTERS = 1000;
const NOT_SENT = "file_not_sent";
const LINE_BREAKS = /\s*\n\s*/g;

const fileMissing = (): Problem =>
  ownProblem(NOT_SENT, 409, "有附件没有传上，请重传或删除。", "A file was not sent. Send it again or remove it.");

/** The server keeps a file without an appeal for a day only. */
const filesAgain = (): Problem =>
  ownProblem(
    "files_again",
    409,
    "附件正在重新上传，传好后请再提交一次。",
    "The files are being sent again. After that, send the appeal once more.",
  );

interface AppealFormProps {
  readonly person: string;
  readonly onSent: () => Promise<void>;
}

export function AppealForm(props: AppealFormProps): JSX.Element | null {
  const [kept, setKept] = useState<KeptAppeal | null>(null);
  useEffect(() => void readAppeal(props.person).then(setKept), [props.person]);
  return kept === null ? null : <Writing {...props} kept={kept} />;
}

function Writing(props: AppealFormProps & { readonly kept: KeptAppeal }): JSX.Element {
  const { person, kept } = props;
  const [text, setText] = useState(kept.text);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, during] = useBusy();
  const [isEmpty, setEmpty] = useState(false);
  const files = useFiles(person, kept.id, kept.files);
  const isFailed = files.chosen.some(({ state }) => state === "failed");
  const isGoing = files.chosen.some(({ state }) => state === "making" || state === "sending");

  const list = JSON.stringify(files.chosen.map(({ id, name, state }) => ({ id, name, isSent: state === "sent" })));
  const isChanged = useRef(false);
  useEffect(() => {
    // At first the files of an earlier visit are not read yet.
    if (!isChanged.current && text === kept.text && list === "[]") return;
    isChanged.current = true;
    void keepAppeal(person, { id: kept.id, text, files: JSON.parse(list) });
  }, [text, list]);

  async function send(): Promise<void> {
    setEmpty(text.trim() === "");
    if (text.trim() === "") return;
    if (isFailed) return setProblem(fileMissing());
    const body = { id: kept.id, text: text.replace(LINE_BREAKS, " ").trim(), files: files.chosen.map((file) => file.id) };
    const answer = await during(() => ask("POST /api/v1/people/:person/appeals", { person }, body));
    setProblem(answer.ok ? null : answer.refusal);
    if (answer.ok) {
      await dropAppeal(person, files.chosen);
      await props.onSent();
    } else if (answer.refusal.code === "file_missing" && files.sendAgain()) setProblem(filesAgain());
  }

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && !isGoing && !stopsAtFault(event.currentTarget)) void send();
      }}
    >
      <TextArea
        id="appeal-text"
        label={say("您认为哪里不对？", "What do you think is wrong?")}
        hint={say(
          "交给引起码色的地区，48 小时内答复。答复前不能重复提交。",
          "The region that caused the colour answers within 48 hours. You cannot send another appeal before the answer.",
        )}
        limit={MAX_LETTERS}
        value={text}
        onInput={(next) => {
          setText(next);
          setEmpty(false);
        }}
        refusal={isEmpty ? say("请写明哪里不对。", "Say what is wrong.") : undefined}
      />
      <FilesField files={files} />
      {problem !== null && (isFailed || problem.code !== NOT_SENT) && <ProblemNotice problem={problem} />}
      <button class="button" type="submit" aria-disabled={busy || isGoing}>
        {busy
          ? say("正在提交……", "Sending…")
          : isGoing
            ? say("附件上传中……", "Sending the files…")
            : say("提交申诉", "Send the appeal")}
      </button>
    </form>
  );
}
