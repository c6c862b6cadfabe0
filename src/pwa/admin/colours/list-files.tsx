/** The files of one list on its page: the choice of a file, which only reads it; the reading that the address names; and the table of all files. */
import type { JSX } from "preact";
import { useCallback, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import type { ListOf } from "../../../domain/list/list-file.ts";
import { useLocation } from "../../app/location.ts";
import { say } from "../../app/say.ts";
import { useLoaded } from "../../ui/loaded.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { OutcomeNotice } from "../head.tsx";
import type { Names } from "../offices.ts";
import { ListReading } from "./list-reading.tsx";
import { ListTable } from "./list-table.tsx";
import { uploadList } from "./list-upload.ts";

export interface ListFiles {
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly take: (file: File | undefined) => Promise<void>;
}

/** The upload of files. A new file never stands beside the figures of another one. */
export function useListFiles(list: ListOf): ListFiles {
  const { path, route } = useLocation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    setBusy(true);
    setProblem(null);
    route(path, true);
    const answer = await uploadList(list, file);
    setBusy(false);
    setProblem(answer.ok ? null : answer.refusal);
    if (answer.ok) route(`${path}?file=${answer.value}`);
  }
  return { busy, problem, take };
}

export function ChooseFile({ files }: { readonly files: ListFiles }): JSX.Element {
  return (
    <label class="chip admin-file">
      {say("选择文件", "Choose a file")}
      <input
        type="file"
        accept=".csv,.txt,.ndjson,.jsonl,text/csv"
        disabled={files.busy}
        onChange={(event) => {
          void files.take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
    </label>
  );
}

interface ListFilesViewProps {
  readonly list: ListOf;
  readonly files: ListFiles;
  readonly columns: Readonly<Record<string, string>>;
  readonly names: Names;
  /** Called after a file was entered or taken back. */
  readonly onEntered?: () => Promise<void>;
}

export function ListFilesView({ list, files, columns, names, onEntered }: ListFilesViewProps): JSX.Element {
  const { query } = useLocation();
  const source = useLoaded("GET /api/v1/lists", {});
  const [notice, setNotice] = useState<string | null>(null);
  const file = query.get("file");
  const { reload } = source;
  const change = useCallback(
    async (what: string | null) => {
      if (what !== null) setNotice(what);
      await Promise.all([reload(), onEntered?.()]);
    },
    [reload, onEntered],
  );
  return (
    <>
      {files.problem !== null && <ProblemNotice problem={files.problem} />}
      <OutcomeNotice
        outcome={notice === null ? null : { notice }}
        onChange={(outcome) => setNotice(outcome.notice)}
        onUndone={reload}
      />
      {file !== null && <ListReading key={file} list={list} file={file} columns={columns} names={names} onChange={change} />}
      <ListTable list={list} source={source} onChange={change} />
    </>
  );
}
