/** The files of an appeal: photographed or chosen, with how far each has gone, tried again where one did not arrive, and taken away. */
import type { JSX } from "preact";
import { MAX_FILES } from "../../domain/appeal/file.ts";
import { say, saySentence } from "../app/say.ts";
import "../resident/appeals/appeals.css";
import type { ChosenFile, Files } from "../resident/appeals/use-files.ts";
import { sizeOf } from "./file-words.ts";

const ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf";

interface ChooseProps {
  readonly word: string;
  readonly accept: string;
  /** Opens the camera where there is one. */
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
          // The same file may be chosen again after it was taken away.
          event.currentTarget.value = "";
        }}
      />
    </label>
  );
}

interface RowProps {
  readonly file: ChosenFile;
  /** What it is called here: not by its name, which may be long or say nothing. */
  readonly word: string;
  readonly files: Files;
}

function Row({ file, word, files }: RowProps): JSX.Element {
  return (
    <li class="card appeal-file">
      {file.picture === null ? (
        <span class="appeal-thumb" aria-hidden="true">
          {file.made !== null && "PDF"}
        </span>
      ) : (
        <img class="appeal-thumb" src={file.picture} alt="" />
      )}
      <div class="grow">
        <b>{word}</b>
        <span class="quiet">
          {file.name}
          {file.made !== null && ` · ${sizeOf(file.made.size)}`}
        </span>
        <Going file={file} word={word} />
      </div>
      <div class="appeal-acts">
        {file.state === "failed" && file.made !== null && (
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
  if (file.state === "making") return <span class="quiet">{say("正在处理……", "Making it small…")}</span>;
  if (file.state === "failed") return <span class="field-refusal">{saySentence(file.problem.sentence)}</span>;
  if (file.state === "sent") return <span class="appeal-sent">{say("✓ 已上传", "✓ Sent")}</span>;
  return <progress class="appeal-progress" max={1} value={file.share} aria-label={say(`正在上传${word}`, `Sending ${word}`)} />;
}

export function FilesField({ files }: { readonly files: Files }): JSX.Element {
  const room = files.chosen.length < MAX_FILES;
  return (
    <section class="field" aria-labelledby="appeal-files">
      <h2 class="label" id="appeal-files">
        {say("证明材料（可不填）", "Proofs (may be left out)")}
      </h2>
      <p class="quiet">
        {say(
          "检测结果、解除隔离证明等的照片或 PDF，最多 3 个。加密保存，只有答复的管理员能打开，谁打开过会告诉您。",
          "Photos or PDFs of a test result or a release, three at most. Kept sealed; only those who answer open them, and you see who did.",
        )}
      </p>
      <ol class="stack appeal-files" aria-live="polite">
        {files.chosen.map((file, index) => (
          <Row key={file.id} file={file} word={say(`附件 ${index + 1}`, `File ${index + 1}`)} files={files} />
        ))}
      </ol>
      {room && (
        <div class="button-row">
          <Choose word={say("拍照", "Photograph")} accept="image/*" camera onChosen={files.add} />
          <Choose word={say("选择文件", "Choose files")} accept={ACCEPTED} onChosen={files.add} />
        </div>
      )}
    </section>
  );
}
