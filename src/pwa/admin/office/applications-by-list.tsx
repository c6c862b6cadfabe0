/** A list of applications, pasted or from a file: checked line by line during typing, sent in pieces, with the result of each line. */
import type { JSX } from "preact";
import { useId, useMemo, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import { readApplicationList } from "../../../domain/administrator/application-list.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { say } from "../../app/say.ts";
import { ApplicationLines } from "./application-lines.tsx";
import { Head } from "../head.tsx";
import { type LineOutcomes, MAX_LINES, readFile, sendList } from "./list-sender.ts";
import { ReasonField } from "./appoint.tsx";
import type { Names } from "../offices.ts";
import { addressOf } from "../route.ts";
import { useBusy } from "../../ui/use-busy.ts";
import "../../styles/form.css";

const EXAMPLE = "尹静姝+红卫路街道康苑社区+13800000001";

export function ApplicationList(props: { readonly division: string; readonly names: Names }): JSX.Element {
  const { division, names } = props;
  const id = useId();
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const [outcomes, setOutcomes] = useState<LineOutcomes>(new Map());
  const [busy, during] = useBusy();
  const [problem, setProblem] = useState<Problem | null>(null);
  const list = useMemo(() => readApplicationList(text, MAX_LINES), [text]);
  const open = list.good.filter(({ line }) => !outcomes.has(line));

  function write(next: string): void {
    setText(next);
    setOutcomes(new Map());
    setProblem(null);
  }

  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    const read = await readFile(file);
    if (read.ok) write(read.value);
    else setProblem(read.refusal);
  }

  async function send(): Promise<void> {
    const lines = open.map(({ line }) => line);
    setProblem(await during(() => sendList({ division, text, lines, reason: reason.trim(), onOutcomes: setOutcomes })));
  }

  return (
    <>
      <Head name={say("提交名单", "Send a list")} detail={names.own}>
        <a class="chip" href={addressOf(division, "applications")}>
          {say("返回审核", "Back to the applications")}
        </a>
      </Head>
      <form
        class="admin-card admin-list"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && open.length > 0) void send();
        }}
      >
        <div class="field">
          <label for={id}>
            {say("名单，每行一人：姓名 + 管理社区 + 手机号", "The list, one person per line: name + division + phone number")}
          </label>
          <textarea
            class="input"
            id={id}
            aria-describedby={`${id}-hint`}
            spellcheck={false}
            placeholder={EXAMPLE}
            value={text}
            readOnly={busy}
            onInput={(event) => write(event.currentTarget.value)}
          />
          <p class="quiet" id={`${id}-hint`}>
            {say(
              "可以粘贴表格的三列，也可以选择文本或 CSV 文件；分隔可用加号、制表符、逗号或空格，最多 2000 行。",
              "Paste three columns of a sheet, or choose a text or CSV file. Separate the parts with a plus, tab, comma or space. At most 2,000 lines.",
            )}
          </p>
        </div>
        <ReasonField value={reason} onInput={setReason} />
        {problem !== null && <ProblemNotice problem={problem} />}
        {busy && (
          <>
            <progress max={list.good.length} value={outcomes.size} aria-label={say("已处理的行", "Lines done")} />
            <p class="quiet" role="status">
              {say(`已处理 ${outcomes.size} / ${list.good.length} 行`, `${outcomes.size} of ${list.good.length} lines done`)}
            </p>
          </>
        )}
        <div class="admin-buttons">
          <label class="button second admin-file">
            {say("选择文件", "Choose a file")}
            <input
              type="file"
              accept=".txt,.csv,text/plain,text/csv"
              disabled={busy}
              onChange={(event) => {
                void take(event.currentTarget.files?.[0]);
                event.currentTarget.value = "";
              }}
            />
          </label>
          <button class="button" type="submit" aria-disabled={busy || open.length === 0}>
            {outcomes.size > 0 && open.length > 0
              ? say(`继续提交剩余 ${open.length} 行`, `Send the remaining ${open.length} lines`)
              : say(`提交 ${open.length} 行`, `Send ${open.length} lines`)}
          </button>
        </div>
      </form>
      <ApplicationLines
        list={list}
        text={text}
        outcomes={outcomes}
        onUndone={(line) => setOutcomes((before) => new Map([...before, [line, { line, state: "undone" }]]))}
      />
    </>
  );
}
