/** A file of facts or risk levels: its choice, its upload, the progress of its import, and the refused lines. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { FactImport } from "../../../contract/fact.ts";
import type { Problem } from "../../../contract/problem.ts";
import { FACT_COLUMNS } from "../../../domain/fact/fact-line.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { useLocation } from "../../app/location.ts";
import { say, saySentence } from "../../app/say.ts";
import { Empty, Head } from "../head.tsx";
import { SourceView, useLoaded, useProgress } from "../../ui/loaded.tsx";
import { numberOf } from "../../ui/words/number.ts";
import { type Column, Table } from "../../ui/table.tsx";
import { Tile } from "../../ui/figure.tsx";
import { errorsOf, type ListOf, uploadList } from "./list-upload.ts";
import "../../styles/board.css";

type LineError = FactImport["errors"][number];

interface SendListProps {
  readonly list: ListOf;
  readonly busy: boolean;
  readonly onBegin: () => void;
  /** Called after the upload with the import's name and null, or with null and the problem that stopped it. */
  readonly onSent: (name: string | null, problem: Problem | null) => void;
}

export function SendList({ list, busy, onBegin, onSent }: SendListProps): JSX.Element {
  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    onBegin();
    const answer = await uploadList(list, file);
    onSent(answer.ok ? answer.value : null, answer.ok ? null : answer.refusal);
  }
  return (
    <label class="chip admin-file">
      {say("上传文件", "Send a file")}
      <input
        type="file"
        accept=".csv,.ndjson,.jsonl,text/csv"
        disabled={busy}
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
    </label>
  );
}

interface ListImportProps {
  readonly list: ListOf;
  readonly name: string;
  /** The Chinese names of the list's columns, by their English names. */
  readonly columns: Readonly<Record<string, string>>;
  /** Called when the server has processed every line of the file. */
  readonly onDone?: () => void;
}

export function ListImport({ list, name, columns, onDone }: ListImportProps): JSX.Element {
  const source = useLoaded(`GET /api/v1/${list}/:import`, { import: name });
  useProgress(source, ({ state }) => state !== "done");
  const isDone = source.loaded.state === "ready" && source.loaded.value.state === "done";
  useEffect(() => {
    if (isDone) onDone?.();
  }, [isDone, onDone]);
  return <SourceView source={source}>{(progress) => <Progress progress={progress} names={columns} />}</SourceView>;
}

function columnWord(names: ListImportProps["columns"], field: string | null): string {
  const chinese = field === null ? undefined : names[field];
  return field === null || chinese === undefined ? "—" : say(chinese, field);
}

function Progress({
  progress,
  names,
}: {
  readonly progress: FactImport;
  readonly names: ListImportProps["columns"];
}): JSX.Element {
  const { state, lines, entered, known, refused, errors } = progress;
  const columns: readonly Column<LineError>[] = [
    { key: "line", word: say("行", "Line"), value: ({ line }) => line },
    { key: "field", word: say("栏", "Column"), value: ({ field }) => columnWord(names, field) },
    { key: "why", word: say("原因", "Reason"), value: ({ sentence }) => saySentence(sentence) },
  ];
  const words = {
    receiving: say("正在接收", "Receiving"),
    running: say("正在录入", "Entering"),
    done: say("已完成", "Done"),
  };
  return (
    <>
      <div class="tiles" role="status">
        <Tile word={words[state]} figure={numberOf(lines)} detail={say("已处理的行", "lines processed")} />
        <Tile word={say("新录入", "New")} figure={numberOf(entered)} detail={say("码色已重新判定", "colours decided again")} />
        <Tile word={say("已有", "Already entered")} figure={numberOf(known)} detail={say("未作改动", "nothing changed")} />
        <Tile
          word={say("未录入", "Refused")}
          figure={numberOf(refused)}
          detail={say("请更正后再传", "correct them and send them again")}
          alarming={refused > 0}
        />
      </div>
      {errors.length > 0 && (
        <>
          <p>
            <a class="chip" download="errors.csv" href={`data:text/csv;charset=utf-8,${encodeURIComponent(errorsOf(progress))}`}>
              {say("下载错误清单", "Download the errors")}
            </a>
          </p>
          <Table
            name="errors"
            caption={say("未录入的行", "Refused lines")}
            columns={columns}
            rows={errors}
            idOf={({ line }) => String(line)}
            first={{ by: "line", down: false }}
          />
        </>
      )}
    </>
  );
}

export default function FactsPage(): JSX.Element {
  const { path, query, route } = useLocation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const name = query.get("file");

  function finishUpload(file: string | null, why: Problem | null): void {
    setBusy(false);
    setProblem(why);
    if (file !== null) route(`${path}?file=${file}`);
  }

  return (
    <>
      <Head name={say("防疫数据", "Facts")} detail={busy ? say("正在上传…", "Sending…") : undefined}>
        <SendList list="facts" busy={busy} onBegin={() => setBusy(true)} onSent={finishUpload} />
      </Head>
      {problem !== null && <ProblemNotice problem={problem} />}
      {name === null ? <Instructions /> : <ListImport key={name} list="facts" name={name} columns={FACT_COLUMNS} />}
    </>
  );
}

function Instructions(): JSX.Element {
  return (
    <Empty title={say("上传一份名单文件", "Send a list as a file")}>
      <p>
        {say(
          "UTF-8 编码的 CSV，每行一人一项，最多 100 万行。表头：证件号码、名单、开始日期、结束日期、来源地区、编号。同一文件重复上传不会重复录入。",
          "A CSV file in UTF-8: one entry of one person per line, at most 1,000,000 lines. Heading: number, kind, from, until, source, reference. Sending the same file again changes nothing.",
        )}
      </p>
    </Empty>
  );
}
