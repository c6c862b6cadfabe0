/** Risk levels of counties: current, future, and ended within 14 days; added singly or by a file. While the address names a sent file, the progress of its import is displayed. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Areas } from "../../../contract/area.ts";
import type { Problem } from "../../../contract/problem.ts";
import { AREA_COLUMNS } from "../../../domain/area/area-line.ts";
import { AREA_LEVELS, type AreaLevel, holdsOn, LEVEL_WORDS } from "../../../domain/area/area.ts";
import { dateOf } from "../../../domain/china-time.ts";
import { ask } from "../../app/api.ts";
import { correctedNow } from "../../app/clock.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { useLocation } from "../../app/location.ts";
import { say, saySentence } from "../../app/say.ts";
import { ActDialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/fields/field.tsx";
import { Empty, Head, OutcomeNotice } from "../head.tsx";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { missing } from "../grounds.tsx";
import { type Place, PlaceField } from "../place-field.tsx";
import type { Names } from "../offices.ts";
import { type Column, Table } from "../../ui/table.tsx";
import type { PageProps } from "../pages.ts";
import { SendList, ListImport } from "./list-file.tsx";
import { SelectField, SourceFields } from "./propose-fact.tsx";

type Area = Areas["areas"][number];

export default function AreasPage(props: PageProps): JSX.Element {
  const { division, names } = props;
  const { path, query, route } = useLocation();
  const source = useLoaded("GET /api/v1/areas", {});
  const [entering, setEntering] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const file = query.get("file");

  function finishUpload(name: string | null, why: Problem | null): void {
    setBusy(false);
    setNotice(null);
    setProblem(why);
    if (name !== null) route(`${path}?file=${name}`);
  }

  async function finish(what: string): Promise<void> {
    setEntering(false);
    setNotice(what);
    await source.reload();
  }

  return (
    <>
      <Head name={say("风险地区", "Risk areas")} detail={busy ? say("正在上传…", "Sending…") : undefined}>
        <button class="chip strong" type="button" onClick={() => setEntering(true)}>
          {say("录入风险等级", "Enter a level")}
        </button>
        <SendList list="areas" busy={busy} onBegin={() => setBusy(true)} onSent={finishUpload} />
      </Head>
      <OutcomeNotice
        outcome={notice === null ? null : { notice }}
        onChange={(outcome) => setNotice(outcome.notice)}
        onUndone={source.reload}
      />
      {problem !== null && <ProblemNotice problem={problem} />}
      {file !== null && <ListImport key={file} list="areas" name={file} columns={AREA_COLUMNS} onDone={source.reload} />}
      <SourceView source={source}>{({ areas }) => <List areas={areas} names={names} />}</SourceView>
      {entering && (
        <EnterArea region={{ code: division, path: [names.own] }} onDone={finish} onClose={() => setEntering(false)} />
      )}
    </>
  );
}

function List({ areas, names }: { readonly areas: readonly Area[]; readonly names: Names }): JSX.Element {
  if (areas.length === 0)
    return (
      <Empty title={say("还没有录入风险等级", "No county has a level yet")}>
        <p>
          {say(
            "逐个录入，或上传 UTF-8 编码的 CSV。表头：区划代码、风险等级、开始日期、结束日期、来源地区、编号。没有等级的县区按“未知”处理。",
            "Enter the levels one by one, or send a CSV file in UTF-8. Heading: division, level, from, until, source, reference. A county without a level counts as unknown.",
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
    />
  );
}

function placeOf(division: string, names: Names): string {
  return `${names.of(division.slice(0, 2))} ${names.of(division)} ${division}`;
}

function stateOf(area: Area, day: string): string {
  if (holdsOn(area, day)) return say("今天执行", "In force today");
  return area.from > day ? say("尚未开始", "Not started yet") : say("已结束", "Ended");
}

interface EnterAreaProps {
  /** The issuer's region: the default owner of the list. */
  readonly region: Place;
  readonly onDone: (notice: string) => Promise<void>;
  readonly onClose: () => void;
}

export function EnterArea({ region, onDone, onClose }: EnterAreaProps): JSX.Element {
  const [county, setCounty] = useState<Place | null>(null);
  const [level, setLevel] = useState<AreaLevel>("medium");
  const [from, setFrom] = useState(() => dateOf(correctedNow()));
  const [until, setUntil] = useState("");
  const [source, setSource] = useState<Place | null>(region);
  const [reference, setReference] = useState("");

  async function enter(): Promise<Problem | null> {
    if (county === null) return missing("请选择县（市、区）。", "Choose the county.");
    if (source === null) return missing("请选择来源地区。", "Choose the source.");
    const answer = await ask(
      "POST /api/v1/areas",
      {},
      {
        division: county.code,
        level,
        from,
        until: until === "" ? null : until,
        source: source.code,
        reference: reference.trim(),
      },
    );
    if (!answer.ok) return answer.refusal;
    const { changed } = answer.value;
    await onDone(
      changed
        ? say("已录入，来自这里的人将重新判定码色。", "Entered. The colours of people from there are decided again.")
        : say("这条已经录入过，没有改动。", "This entry exists already. Nothing changed."),
    );
    return null;
  }

  return (
    <ActDialog title={say("录入风险等级", "Enter a level")} yes={say("录入", "Enter")} act={enter} onClose={onClose}>
      <div class="field">
        <span class="label">{say("县（市、区）", "County")}</span>
        <PlaceField region="" place={county} minLevel="county" onPick={setCounty} />
      </div>
      <SelectField
        label={say("风险等级", "Level")}
        value={level}
        options={AREA_LEVELS.map((value) => ({ value, word: saySentence(LEVEL_WORDS[value]) }))}
        onPick={setLevel}
      />
      <Field type="date" required label={say("开始日期", "From")} value={from} onInput={setFrom} />
      <Field
        type="date"
        label={say("结束日期（可不填）", "Until (optional)")}
        value={until}
        hint={say("不填：到下一次调整为止", "Empty: until the next level begins")}
        onInput={setUntil}
      />
      <SourceFields source={source} reference={reference} onSource={setSource} onReference={setReference} />
    </ActDialog>
  );
}
