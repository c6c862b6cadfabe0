/** Answers an appeal: granted on a ground of health, or not granted. A grant changes the facts after a second administrator agrees. Also the list of the appeal's files. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { AppealAnswerResult, AppealFile, WaitingAppeals } from "../../../contract/appeal.ts";
import type { Problem } from "../../../contract/problem.ts";
import { type Ground, GROUND_WORDS, GROUNDS, isGroundFor } from "../../../domain/appeal/appeal.ts";
import { ask, ownProblem, urlOf } from "../../app/api.ts";
import { download } from "../../app/download.ts";
import { fileWords } from "../../ui/words/file-words.ts";
import { Choices } from "../../ui/fields/choices.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { say, saySentence } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/fields/field.tsx";
import type { Outcome } from "../head.tsx";
import { useBusy } from "../../ui/use-busy.ts";

export type WaitingAppeal = WaitingAppeals["appeals"][number];

const REFUSE = "refuse";
const FILE = "GET /api/v1/divisions/:division/appeals/:id/files/:file";

interface AnswerAppealProps {
  readonly division: string;
  readonly appeal: WaitingAppeal;
  readonly onDone: (outcome: Outcome) => Promise<void>;
  readonly onClose: () => void;
}

const noticeOf = (state: AppealAnswerResult["state"]): string =>
  ({
    proposed: say(
      "已记下您的同意，等另一位管理员同意后生效。",
      "Your agreement is recorded. It takes effect after another administrator agrees.",
    ),
    differs: say(
      "您与另一位管理员选的理由不一致，申诉还在等待。请与对方核对后，由对方再次答复。",
      "You and the other administrator chose different grounds, so the appeal still waits. Compare the evidence; then the other administrator answers again.",
    ),
    granted: say(
      "已同意申诉，防疫数据已更正，码色重新判定。",
      "Granted. The facts are corrected, and the colour is decided again.",
    ),
    refused: say("已答复，没有同意。", "Answered. Not granted."),
  })[state];

export function AnswerAppeal(props: AnswerAppealProps): JSX.Element {
  const { appeal, division } = props;
  const [chosen, choose] = useState<Ground | typeof REFUSE | null>(appeal.proposed);
  const [reason, setReason] = useState("");
  const grounds = GROUNDS.filter((ground) => isGroundFor(ground, appeal.cause)).map((value) => ({
    value,
    word: saySentence(GROUND_WORDS[value]),
  }));
  const choices = [...grounds, { value: REFUSE, word: say("不同意", "Not granted") }] as const;

  async function answer(): Promise<Problem | null> {
    if (chosen === null) return ownProblem("ground_missing", 422, "请选择答复。", "Choose an answer.");
    const decision = chosen === REFUSE ? ({ decision: REFUSE } as const) : ({ decision: "grant", ground: chosen } as const);
    const response = await ask(
      "POST /api/v1/divisions/:division/appeals/:id/answers",
      { division, id: appeal.id },
      { ...decision, reason: reason.trim() },
    );
    if (!response.ok) return response.refusal;
    await props.onDone({ notice: noticeOf(response.value.state) });
    return null;
  }

  return (
    <ActDialog
      title={say(`答复 ${appeal.maskedName} 的申诉`, `Answer the appeal of ${appeal.maskedName}`)}
      yes={say("答复", "Answer")}
      act={answer}
      onClose={props.onClose}
    >
      <p>{appeal.text}</p>
      <AppealFiles division={division} appeal={appeal.id} files={appeal.files} />
      <Choices
        name="answer"
        question={say("答复（同意须两位管理员选同一理由）", "Answer (a grant needs two administrators with the same ground)")}
        pairs
        choices={choices}
        chosen={chosen === null ? [] : [chosen]}
        onToggle={choose}
      />
      <Field
        required
        label={say("答复内容", "Text of the answer")}
        value={reason}
        limit={200}
        hint={say("申诉人会看到", "The person who appealed will see it")}
        onInput={setReason}
      />
    </ActDialog>
  );
}

interface LocalCopy {
  readonly url: string;
  readonly name: string;
}

interface AppealFilesProps {
  readonly division: string;
  /** The appeal's id. */
  readonly appeal: string;
  readonly files: readonly AppealFile[];
}

export function AppealFiles({ division, appeal, files }: AppealFilesProps): JSX.Element | null {
  if (files.length === 0) return null;
  return (
    <section class="stack">
      <p class="quiet">
        {say(
          "附件（每次打开都会记下，申诉人和上级管理员可以看到）",
          "Files (each opening is recorded; the person and the administrators above you can see it)",
        )}
      </p>
      {files.map((file, index) => (
        <OneFile
          key={file.id}
          path={urlOf(FILE, { division, id: appeal, file: file.id })}
          file={file}
          word={fileWords(file, index)}
        />
      ))}
    </section>
  );
}

function OneFile({ path, file, word }: { readonly path: string; readonly file: AppealFile; readonly word: string }): JSX.Element {
  const [copy, setCopy] = useState<LocalCopy | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, during] = useBusy();
  const controller = useRef(new AbortController());
  useEffect(() => () => controller.current.abort(), []);
  useEffect(() => () => void (copy !== null && URL.revokeObjectURL(copy.url)), [copy]);

  async function open(): Promise<void> {
    const { signal } = controller.current;
    const answer = await during(() => download({ path, onProgress: () => undefined, signal }));
    if (signal.aborted) return;
    setProblem(answer.ok ? null : answer.refusal);
    if (answer.ok) setCopy({ url: URL.createObjectURL(answer.value), name: answer.value.name });
  }

  return (
    <div class="admin-appeal-file">
      {copy === null ? (
        <button class="button second" type="button" aria-disabled={busy} onClick={() => void (busy || open())}>
          {busy ? say("正在打开……", "Opening…") : say(`打开${word}`, `Open ${word}`)}
        </button>
      ) : (
        <>
          {file.type !== "application/pdf" && (
            <a href={copy.url} target="_blank" rel="noopener">
              <img src={copy.url} alt={say(`${word}，在新窗口看全图`, `${word}, full size in a new window`)} />
            </a>
          )}
          <a class="button second" href={copy.url} download={copy.name}>
            {say(`保存${word}`, `Save ${word}`)}
          </a>
        </>
      )}
      {problem !== null && <ProblemNotice problem={problem} />}
    </div>
  );
}
