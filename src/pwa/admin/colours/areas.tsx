/** Risk levels of counties: current, future, and ended within 14 days. One officer proposes a level or a file of levels, and another one approves it. */
import { isWithin } from "../../../domain/division/division.ts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Areas } from "../../../contract/area.ts";
import { AREA_COLUMNS } from "../../../domain/area/area-line.ts";
import { AREA_LEVELS, holdsOn, LEVEL_WORDS } from "../../../domain/area/area.ts";
import { dateOf } from "../../../domain/china-time.ts";
import { correctedNow } from "../../app/clock.ts";
import { say, saySentence } from "../../app/say.ts";
import { me } from "../../app/session.ts";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Empty, Head, OutcomeNotice } from "../head.tsx";
import type { Names } from "../offices.ts";
import type { PageProps } from "../pages.ts";
import { ChooseFile, ListFilesView, useListFiles } from "./list-files.tsx";
import { templateOf } from "./list-upload.ts";
import { type Entering, ProposeArea } from "./propose-area.tsx";

type Area = Areas["areas"][number];

const TEMPLATE = templateOf(AREA_COLUMNS, []);

export default function AreasPage(props: PageProps): JSX.Element {
  const { division, names } = props;
  const source = useLoaded("GET /api/v1/areas", {});
  const files = useListFiles("areas");
  const [entering, setEntering] = useState<Entering | null>(null);
  const [notice, setNotice] = useState<string | null>(null);

  async function finish(what: string): Promise<void> {
    setEntering(null);
    setNotice(what);
    await source.reload();
  }

  return (
    <>
      <Head name={say("风险地区", "Risk areas")} detail={files.busy ? say("正在上传…", "Sending…") : undefined}>
        <button class="chip strong" type="button" onClick={() => setEntering({ kind: "new" })}>
          {say("提议风险等级", "Propose a level")}
        </button>
        <a class="chip" download={say("风险等级模板.csv", "areas.csv")} href={TEMPLATE}>
          {say("下载模板", "Template")}
        </a>
        <ChooseFile files={files} />
      </Head>
      <OutcomeNotice
        outcome={notice === null ? null : { notice }}
        onChange={(outcome) => setNotice(outcome.notice)}
        onUndone={source.reload}
      />
      <SourceView source={source}>{({ areas }) => <List areas={areas} names={names} onEnter={setEntering} />}</SourceView>
      <ListFilesView list="areas" files={files} columns={AREA_COLUMNS} names={names} onEntered={source.reload} />
      {entering !== null && (
        <ProposeArea
          region={{ code: division, path: [names.own] }}
          entering={entering}
          names={names}
          onDone={finish}
          onClose={() => setEntering(null)}
        />
      )}
    </>
  );
}

interface AreaListProps {
  readonly areas: readonly Area[];
  readonly names: Names;
  readonly onEnter: (entering: Entering) => void;
}

function List({ areas, names, onEnter }: AreaListProps): JSX.Element {
  if (areas.length === 0)
    return (
      <Empty title={say("还没有录入风险等级", "No county has a level yet")}>
        <p>
          {say(
            "逐个提议，或选择一份 CSV 文件，由另一位负责人批准。表头：区划代码、风险等级、开始日期、结束日期、来源地区、编号。没有等级的县区按“未知”处理。",
            "Propose the levels one by one, or choose a CSV file; another officer approves them. Heading: division, level, from, until, source, reference. A county without a level counts as unknown.",
          )}
        </p>
      </Empty>
    );
  const day = dateOf(correctedNow());
  const columns: readonly Column<Area>[] = [
    { key: "division", word: say("县（市、区）", "County"), value: ({ division }) => placeOf(division, names) },
    {
      key: "level",
      word: say("风险等级", "Level"),
      value: ({ level }) => AREA_LEVELS.indexOf(level),
      show: ({ level }) => saySentence(LEVEL_WORDS[level]),
    },
    { key: "state", word: say("状态", "State"), value: (area) => stateOf(area, day) },
    { key: "from", word: say("开始日期", "From"), value: ({ from }) => from },
    { key: "until", word: say("结束日期", "Until"), value: ({ until }) => until ?? "—" },
    { key: "source", word: say("来源地区", "Source"), value: ({ source }) => names.of(source) },
    { key: "reference", word: say("编号", "Reference"), value: ({ reference }) => reference },
  ];
  return (
    <Table
      name="areas"
      caption={say("各县（市、区）的风险等级", "Levels by county")}
      columns={columns}
      rows={areas}
      idOf={({ division, source, reference }) => `${division}/${source}/${reference}`}
      first={{ by: "level", down: true }}
      actions={(area) =>
        isOwn(area) && (
          <>
            <button class="text-button" type="button" onClick={() => onEnter({ kind: "change", area })}>
              {say("修改", "Change")}
            </button>
            {(area.until === null || area.until > day) && (
              <button class="text-button" type="button" onClick={() => onEnter({ kind: "end", area })}>
                {say("结束", "End")}
              </button>
            )}
          </>
        )
      }
    />
  );
}

/** Whether the level comes from a list of this region: only such levels may be changed here. */
function isOwn({ source }: Area): boolean {
  return isWithin(source, me.value?.issuer.code ?? "");
}

function placeOf(division: string, names: Names): string {
  return `${names.of(division.slice(0, 2))} ${names.of(division)} ${division}`;
}

function stateOf(area: Area, day: string): string {
  if (holdsOn(area, day)) return say("今天执行", "In force today");
  return area.from > day ? say("尚未开始", "Not started yet") : say("已结束", "Ended");
}
