/** The form for one appeal. The files are sent while the form is open, before the appeal. Sending again after a lost answer makes no second appeal. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { MAX_FILES } from "../../../domain/appeal/file.ts";
import { ask, ownProblem } from "../../app/api.ts";
import { say, saySentence } from "../../app/say.ts";
import { TextArea } from "../../ui/text-area.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { sizeOf } from "../../ui/file-words.ts";
import { type ChosenFile, type Files, useFiles } from "./use-files.ts";
import "../../styles/form.css";
import "./appeals.css";

const MAX_LETTERS = 1000;
const NOT_SENT = "file_not_sent";
const LINE_BREAKS = /\s*\n\s*/g;

const fileMissing = (): Problem =>
  ownProblem(NOT_SENT, 409, "有附件没有传上，请重传或删除。", "A file was not sent. Send it again or remove it.");

interface AppealFormProps {
  readonly person: string;
  readonly onSent: () => Promise<void>;
}

export function AppealForm(props: AppealFormProps): JSX.Element {
  const id = useRef(crypto.randomUUID());
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const files = useFiles(props.person, id.current);
  const isFailed = files.chosen.some(({ state }) => state === "failed");
  const isGoing = files.chosen.some(({ state }) => state === "making" || state === "sending");

  async function send(): Promise<void> {
    if (isFailed) return setProblem(fileMissing());
    setBusy(true);
    const body = { id: id.current, text: text.replace(LINE_BREAKS, " ").trim(), files: files.chosen.map((file) => file.id) };
    const answer = await ask("POST /api/v1/people/:person/appeals", { person: props.person }, body);
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
      <TextArea
        id="appeal-text"
        label={say("您认为哪里不对？", "What do you think is wrong?")}
        hint={say(
          "交给引起码色的地区，48 小时内答复。答复前不能再写一次。",
          "The region that caused the colour answers within 48 hours. You cannot send another appeal before the answer.",
        )}
        limit={MAX_LETTERS}
        value={text}
        onInput={setText}
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

const FILE_TYPES = "image/jpeg,image/png,image/webp,application/pdf";

interface ChooseProps {
  readonly word: string;
  readonly accept: string;
  /** Whether the button opens the phone's camera instead of its files. */
  readonly camera?: boolean;
  readonly onChosen: (files: readonly File[]) => void;
}

function Choose({ word, accept, camera = false, onChosen }: ChooseProps): JSX.Element {
  return (
    <label class="button second appeal-choose">
      {word}
      <input
        type="file"
        accept={accept}
        multiple={!camera}
        {...(camera && { capture: "environment" })}
        onChange={(event) => {
          onChosen([...(event.currentTarget.files ?? [])]);
          // The input is emptied, because otherwise the browser would report no change when a removed file is chosen again.
          event.currentTarget.value = "";
        }}
      />
    </label>
  );
}

interface RowProps {
  readonly file: ChosenFile;
  /** The displayed name of the file: its own name may be long or meaningless. */
  readonly word: string;
  readonly files: Files;
}

function Row({ file, word, files }: RowProps): JSX.Element {
  return (
    <li class="card appeal-file">
      {file.picture === null ? (
        <span class="appeal-thumb" aria-hidden="true">
          {file.content !== null && "PDF"}
        </span>
      ) : (
        <img class="appeal-thumb" src={file.picture} alt="" />
      )}
      <div class="grow">
        <b>{word}</b>
        <span class="quiet">
          {file.name}
          {file.content !== null && ` · ${sizeOf(file.content.size)}`}
        </span>
        <Going file={file} word={word} />
      </div>
      <div class="appeal-acts">
        {file.state === "failed" && file.content !== null && (
          <button
            class="text-button"
            type="button"
            aria-label={say(`重传${word}`, `Send ${word} again`)}
            onClick={() => files.retry(file.id)}
          >
            {say("重传", "Send again")}
          </button>
        )}
        <button
          class="text-button"
          type="button"
          aria-label={say(`删除${word}`, `Remove ${word}`)}
          onClick={() => files.remove(file.id)}
        >
          {say("删除", "Remove")}
        </button>
      </div>
    </li>
  );
}

function Going({ file, word }: Pick<RowProps, "file" | "word">): JSX.Element {
  if (file.state === "making") return <span class="quiet">{say("正在处理……", "Preparing…")}</span>;
  if (file.state === "failed") return <span class="field-refusal">{saySentence(file.problem.sentence)}</span>;
  if (file.state === "sent") return <span class="appeal-sent">{say("✓ 已上传", "✓ Sent")}</span>;
  return <progress class="appeal-progress" max={1} value={file.share} aria-label={say(`正在上传${word}`, `Sending ${word}`)} />;
}

export function FilesField({ files }: { readonly files: Files }): JSX.Element {
  const room = files.chosen.length < MAX_FILES;
  return (
    <section class="field" aria-labelledby="appeal-files">
      <h2 class="label" id="appeal-files">
        {say("证明材料（可不填）", "Evidence (optional)")}
      </h2>
      <p class="quiet">
        {say(
          "检测结果、解除隔离证明等的照片或 PDF，最多 3 个。加密保存，只有答复的管理员能打开，谁打开过会告诉您。",
          "Photos or PDFs of a test result, a release from isolation or similar, at most 3. They are stored encrypted. Only the administrators who answer can open them, and you can see who opened them.",
        )}
      </p>
      <ol class="stack appeal-files" aria-live="polite">
        {files.chosen.map((file, index) => (
          <Row key={file.id} file={file} word={say(`附件 ${index + 1}`, `File ${index + 1}`)} files={files} />
        ))}
      </ol>
      {room && (
        <div class="button-row">
          <Choose word={say("拍照", "Take a photo")} accept="image/*" camera onChosen={files.add} />
          <Choose word={say("选择文件", "Choose files")} accept={FILE_TYPES} onChosen={files.add} />
        </div>
      )}
    </section>
  );
}
