/** Files of an appeal at the desk: each is opened by a press, because every opening is a look that the person sees. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { AppealFile } from "../../contract/appeal.ts";
import type { Problem } from "../../contract/problem.ts";
import { fileWords } from "../appeals/file-words.ts";
import { ProblemNotice } from "../form/problem-notice.tsx";
import { say } from "../say.ts";
import { download } from "./passes/export-passes.tsx";

interface Opened {
  readonly url: string;
  readonly name: string;
}

interface AppealFilesProps {
  /** Of the files of this appeal. */
  readonly path: string;
  readonly files: readonly AppealFile[];
}

export function AppealFiles({ path, files }: AppealFilesProps): JSX.Element | null {
  if (files.length === 0) return null;
  return (
    <section class="stack">
      <p class="quiet">
        {say(
          "附件（每次打开都会记下，申诉人和上级管理员可以看到）",
          "Files (each opening is written down, where the person and those in charge above you see it)",
        )}
      </p>
      {files.map((file, index) => (
        <OneFile key={file.id} path={`${path}/${file.id}`} file={file} word={fileWords(file, index)} />
      ))}
    </section>
  );
}

function OneFile({ path, file, word }: { readonly path: string; readonly file: AppealFile; readonly word: string }): JSX.Element {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const leaving = useRef(new AbortController());
  useEffect(() => () => leaving.current.abort(), []);
  useEffect(() => () => void (opened !== null && URL.revokeObjectURL(opened.url)), [opened]);

  async function open(): Promise<void> {
    setBusy(true);
    const got = await download({ path, onProgress: () => undefined, signal: leaving.current.signal });
    if (leaving.current.signal.aborted) return;
    setBusy(false);
    setProblem(got.ok ? null : got.refusal);
    if (got.ok) setOpened({ url: URL.createObjectURL(got.value), name: got.value.name });
  }

  return (
    <div class="admin-appeal-file">
      {opened === null ? (
        <button class="button second" type="button" aria-disabled={busy} onClick={() => void (busy || open())}>
          {busy ? say("正在打开……", "Opening…") : say(`打开${word}`, `Open ${word}`)}
        </button>
      ) : (
        <>
          {file.type !== "application/pdf" && (
            <a href={opened.url} target="_blank" rel="noopener">
              <img src={opened.url} alt={say(`${word}，在新窗口看全图`, `${word}, whole in a new window`)} />
            </a>
          )}
          <a class="button second" href={opened.url} download={opened.name}>
            {say(`保存${word}`, `Save ${word}`)}
          </a>
        </>
      )}
      {problem !== null && <ProblemNotice problem={problem} />}
    </div>
  );
}
