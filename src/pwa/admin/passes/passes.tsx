/** The passes of a community, newest first, by filter and page. Names are masked: another page opens a person's data, for a stated purpose. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Pass } from "../../../contract/pass.ts";
import { MARK_WORDS } from "../../../domain/community/marks.ts";
import { useLocation } from "../../app/location.ts";
import { say, saySentence } from "../../app/say.ts";
import { COLOUR_WORDS, ColourMark } from "../../ui/colour-mark.tsx";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { secondOf } from "../../ui/words/moments.ts";
import { type Column, Older, Table } from "../../ui/table.tsx";
import { Empty, Head } from "../head.tsx";
import type { PageProps } from "../pages.ts";
import { addressOf } from "../route.ts";
import { ExportPasses } from "./export-passes.tsx";
import { apiQuery, filterOf } from "./filter.ts";
import { PassFilters } from "./pass-filters.tsx";

const columns = (division: string): readonly Column<Pass>[] => [
  { key: "at", word: say("时间", "Time"), value: ({ at }) => secondOf(at) },
  {
    key: "who",
    word: say("姓名", "Name"),
    value: ({ maskedName }) => maskedName,
    show: ({ maskedName, person }) => (
      <a
        href={`${addressOf(division, "track")}?person=${person}`}
        title={say("查看轨迹（须填写用途）", "Open the track (you must state a purpose)")}
      >
        {maskedName}
      </a>
    ),
  },
  {
    key: "colour",
    word: say("健康码", "Code"),
    value: ({ colour }) => saySentence(COLOUR_WORDS[colour]),
    show: ({ colour }) => <ColourMark colour={colour} />,
  },
  {
    key: "marks",
    word: say("标记", "Mark"),
    value: ({ marks }) => marks.map((mark) => saySentence(MARK_WORDS[mark])).join(say("、", ", ")),
  },
  { key: "point", word: say("采集点", "Point"), value: ({ pointName }) => pointName },
  {
    key: "collector",
    word: say("采集员", "Collector"),
    value: ({ collectorPhone }) => collectorPhone,
    show: ({ collectorId, collectorPhone }) => (
      <a href={`${addressOf(division, "collectors")}/${collectorId}`}>{collectorPhone}</a>
    ),
  },
];

export default function Passes(props: PageProps): JSX.Element {
  const { division } = props;
  const { query } = useLocation();
  const [exporting, setExporting] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  const filters = apiQuery(query);
  const page = query.get("page");
  const source = useLoaded("GET /api/v1/communities/:division/passes", { division, ...filters, page: page ?? undefined });
  const count = source.loaded.state === "ready" ? source.loaded.value.passes.length : 0;
  return (
    <>
      <Head name={say("通行记录", "Passes")} detail={count === 0 ? undefined : countWords(count, page !== null)}>
        {count > 0 && (
          <button
            class="chip"
            type="button"
            onClick={() => {
              setSaved(null);
              setExporting(true);
            }}
          >
            {say("导出", "Export")}
          </button>
        )}
      </Head>
      <div class="admin-said" aria-live="polite">
        {saved !== null && (
          <div class="notice banner">
            {say(`已导出“${saved}”。`, `“${saved}” was exported.`)}
            <a href={addressOf(division, "exports")}>{say("查看导出记录", "See the record of exports")}</a>
          </div>
        )}
      </div>
      <PassFilters division={division} />
      <SourceView source={source}>
        {({ passes, nextPage }) => (
          <>
            {passes.length === 0 ? (
              <Nothing division={division} filtered={filterOf(query).size > 0 || page !== null} />
            ) : (
              <Table
                name="passes"
                caption={say("通行记录", "Passes")}
                columns={columns(division)}
                rows={passes}
                idOf={({ id }) => id}
                first={{ by: "at", down: true }}
              />
            )}
            <Older page={page} nextPage={nextPage} />
          </>
        )}
      </SourceView>
      {exporting && (
        <ExportPasses
          division={division}
          filters={filters}
          onDone={(name) => {
            setExporting(false);
            setSaved(name);
          }}
          onClose={() => setExporting(false)}
        />
      )}
    </>
  );
}

function countWords(count: number, older: boolean): string {
  if (older) return say(`更早的 ${count} 条`, `${count} older ones`);
  return say(`最新 ${count} 条 · 自动更新`, `The newest ${count} · updated automatically`);
}

function Nothing(props: { readonly division: string; readonly filtered: boolean }): JSX.Element {
  const { path } = useLocation();
  if (props.filtered)
    return (
      <Empty title={say("没有符合条件的记录", "No passes match the filters")}>
        <a class="button second" href={path}>
          {say("清除筛选", "Clear the filters")}
        </a>
      </Empty>
    );
  return (
    <Empty title={say("还没有通行记录", "No passes yet")}>
      <p>
        {say("采集员在采集点扫码登记后，记录会出现在这里。", "Passes appear here after a collector registers them at a point.")}
      </p>
      <a class="button second" href={addressOf(props.division, "points")}>
        {say("查看采集点", "See the points")}
      </a>
    </Empty>
  );
}
