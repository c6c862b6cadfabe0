/** Files of facts: one is chosen and sent, and how far it was taken is shown, with the lines that were refused. The address keeps which file. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import { FACT_COLUMNS } from "../../domain/fact/fact-line.ts";
import { ProblemNotice } from "../form/problem-notice.tsx";
import { useLocation } from "../frame/location.ts";
import { say } from "../say.ts";
import { Empty, Head } from "./head.tsx";
import { SendList, TakenList } from "./colours/list-file.tsx";

export function FactsPage(): JSX.Element {
  const { path, query, route } = useLocation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const name = query.get("file");

  function sent(file: string | null, why: Problem | null): void {
    setBusy(false);
    setProblem(why);
    if (file !== null) route(`${path}?file=${file}`);
  }

  return (
    <>
      <Head name={say("防疫数据", "Facts")} detail={busy ? say("正在上传…", "Sending…") : undefined}>
        <SendList list="facts" busy={busy} onBegin={() => setBusy(true)} onSent={sent} />
      </Head>
      {problem !== null && <ProblemNotice problem={problem} />}
      {name === null ? <Explained /> : <TakenList key={name} list="facts" name={name} columns={FACT_COLUMNS} />}
    </>
  );
}

function Explained(): JSX.Element {
  return (
    <Empty title={say("上传一份名单文件", "Send a file of a list")}>
      <p>
        {say(
          "UTF-8 编码的 CSV，每行一人一项，最多 100 万行。表头：证件号码、名单、开始日期、结束日期、来源地区、编号。同一文件重复上传不会重复录入。",
          "A CSV in UTF-8, a person and an entry a line, at most a million lines. Heading: number, kind, from, until, source, reference. The same file again changes nothing.",
        )}
      </p>
    </Empty>
  );
}
