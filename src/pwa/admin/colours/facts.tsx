/** Files of facts: a chosen file is read first; then one officer proposes it, and another one checks and approves it. */
import type { JSX } from "preact";
import { FACT_COLUMNS } from "../../../domain/fact/fact-line.ts";
import { FACT_KINDS, FACT_WORDS } from "../../../domain/fact/fact.ts";
import { useLocation } from "../../app/location.ts";
import { say } from "../../app/say.ts";
import { Empty, Head } from "../head.tsx";
import type { PageProps } from "../pages.ts";
import { ChooseFile, ListFilesView, useListFiles } from "./list-files.tsx";
import { templateOf } from "./list-upload.ts";

const TEMPLATE = templateOf(FACT_COLUMNS, ["type", "nationality", "birthDate"]);

export default function FactsPage({ names }: PageProps): JSX.Element {
  const { query } = useLocation();
  const files = useListFiles("facts");
  return (
    <>
      <Head name={say("防疫数据", "Facts")} detail={files.busy ? say("正在上传…", "Sending…") : undefined}>
        <a class="chip" download={say("防疫数据模板.csv", "facts.csv")} href={TEMPLATE}>
          {say("下载模板", "Template")}
        </a>
        <ChooseFile files={files} />
      </Head>
      {!query.has("file") && <Instructions />}
      <ListFilesView list="facts" files={files} columns={FACT_COLUMNS} names={names} />
    </>
  );
}

function Instructions(): JSX.Element {
  const kinds = FACT_KINDS.map((kind) => say(FACT_WORDS[kind].zh, kind)).join(say("、", ", "));
  return (
    <Empty title={say("选择一份名单文件，先读取，不会直接录入", "Choose a list as a file: it is read first, and not entered")}>
      <p>
        {say(
          "读取后显示多少人转红、转黄，哪些行有误；由您提议，另一位负责人核对后批准，才会录入。",
          "The page then says how many persons turn red or yellow, and which lines are wrong. You propose it, and it is entered after another officer has checked and approved it.",
        )}
      </p>
      <p>
        {say(
          `CSV 文件，每行一人一项，最多 100 万行。表头：证件号码、名单、开始日期、结束日期、来源地区、编号。名单填：${kinds}。来源地区填区划代码，在本级负责的范围内。`,
          `A CSV file with one entry of one person per line, at most 1,000,000 lines. Heading: number, kind, from, until, source, reference. Lists: ${kinds}. The source is the code of a division in your region.`,
        )}
      </p>
    </Empty>
  );
}
