/** The files of an appeal: photographed or chosen, each with its progress, and a way to send it again or to remove it. */
import type { JSX } from "preact";
import { MAX_FILES } from "../../../domain/appeal/file.ts";
import { say, saySentence } from "../../app/say.ts";
import { sizeOf } from "../../ui/words/file-words.ts";
import type { ChosenFile, Files } from "./use-files.ts";

const FILE_TYPES = "image/jpeg,image/png,image/webp,application/pdf";

interface ChooseProps {
  readonly word: string;
  readonly accept: string;
  /** Opens the camera of a phone that has one. */
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
          // A removed file can be chosen again: without the reset the browser reports no change.
          event.currentTarget.value = "";
        }}
      />
    </label>
  );
}

interface RowProps {
  readonly file: ChosenFile;
  /** The label of the file. Its own name may be long or meaningless. */
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
          "检测结果、解除隔离证明等的照片或 PDF，最多 3 个。加密保存，只有答复的管理员能打开，谁打开过会告诉您。由外地答复的，附件留在本地不送去，请把要点写进上面。",
          "Photos or PDFs of a test result, a release from isolation or similar, at most 3. They are stored encrypted. Only the administrators who answer can open them, and you can see who opened them. If another region answers, files stay here: write what matters above.",
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
