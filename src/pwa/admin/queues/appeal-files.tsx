/** The list of an appeal's files, for the administrator who answers it. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { AppealFile } from "../../../contract/appeal.ts";
import type { Problem } from "../../../contract/problem.ts";
import { urlOf } from "../../app/api.ts";
import { download } from "../../app/download.ts";
import { say } from "../../app/say.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { useBusy } from "../../ui/use-busy.ts";
import { fileWords } from "../../ui/words/file-words.ts";

const FILE = "GET /api/v1/divisions/:division/appeals/:id/files/:file";

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
