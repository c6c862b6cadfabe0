/** The record of exports of a community's passes: time, office, purpose, filters, format, number of passes and result. */
import type { JSX } from "preact";
import type { PassExports, PassFilters } from "../../../contract/pass-filter.ts";
import { useLocation } from "../../app/location.ts";
import { say, saySentence } from "../../app/say.ts";
import { COLOUR_WORDS } from "../../ui/words/colours.ts";
import { SourceView, useLoaded, valueOf } from "../../ui/loaded.tsx";
import { minuteOf, secondOf } from "../../ui/words/moments.ts";
import { type Column, Older, Table } from "../../ui/table.tsx";
import { Empty, Head } from "../head.tsx";
import type { PageProps } from "../pages.ts";
import { addressOf } from "../route.ts";

type PassExport = PassExports["exports"][number];

export default function Exports(props: PageProps): JSX.Element {
  const { division, names } = props;
  const page = useLocation().query.get("page");
  const source = useLoaded("GET /api/v1/communities/:division/exports", { division, page: page ?? undefined });
  const points = valueOf(useLoaded("GET /api/v1/communities/:division", { division }))?.points ?? [];
  const collectors = valueOf(useLoaded("GET /api/v1/communities/:division/collectors", { division }))?.collectors ?? [];
  const filterWords = ({ person, point, collector, colour, from, to }: PassFilters): string => {
    const words = [
      person !== undefined && say("一个人", "one person"),
      point !== undefined && (points.find(({ id }) => id === point)?.name ?? say("已删除的采集点", "a removed point")),
      collector !== undefined &&
        (collectors.find(({ id }) => id === collector)?.maskedName ?? say("已移除的采集员", "a removed collector")),
      colour !== undefined && saySentence(COLOUR_WORDS[colour]),
      from !== undefined && say(`${minuteOf(from)} 起`, `from ${minuteOf(from)}`),
      to !== undefined && say(`${minuteOf(to)} 前`, `until ${minuteOf(to)}`),
    ].filter((word) => word !== false);
    return words.length === 0 ? say("全部", "all passes") : words.join(" · ");
  };
  const columns: readonly Column<PassExport>[] = [
    { key: "at", word: say("时间", "Time"), value: ({ at }) => secondOf(at) },
    { key: "office", word: say("导出单位", "Office"), value: ({ office }) => names.of(office) },
    { key: "purpose", word: say("用途", "Purpose"), value: ({ purpose }) => purpose },
    { key: "filter", word: say("筛选", "Filters"), value: ({ filter }) => filterWords(filter) },
    { key: "format", word: say("格式", "Format"), value: ({ format }) => format.toUpperCase() },
    {
      key: "passes",
      word: say("条数", "Passes"),
      value: ({ passes }) => passes ?? -1,
      show: ({ passes }) => passes ?? "—",
    },
    { key: "end", word: say("结果", "Result"), value: outcomeOf },
  ];
  const count = valueOf(source)?.exports.length ?? 0;
  const detail =
    page === null ? say(`最近 ${count} 次`, `The latest ${count}`) : say(`更早的 ${count} 次`, `${count} older ones`);
  return (
    <>
      <Head name={say("导出记录", "Exports")} detail={count === 0 ? undefined : detail} />
      <SourceView source={source}>
        {({ exports, nextPage }) =>
          exports.length === 0 ? (
            <Empty title={say("还没有导出过", "No exports yet")}>
              <p>
                {say(
                  "每次导出的时间、单位、用途和条数都会记在这里，不能修改。",
                  "Each export is recorded here with its time, office, purpose and number of passes. The record cannot be changed.",
                )}
              </p>
              <a class="button second" href={addressOf(division, "passes")}>
                {say("去通行记录", "Go to the passes")}
              </a>
            </Empty>
          ) : (
            <>
              <Table
                name="exports"
                caption={say("导出记录", "Exports")}
                columns={columns}
                rows={exports}
                idOf={({ id }) => String(id)}
                first={{ by: "at", down: true }}
              />
              <Older page={page} nextPage={nextPage} />
            </>
          )
        }
      </SourceView>
    </>
  );
}

function outcomeOf({ passes, whole }: PassExport): string {
  if (passes === null) return say("未结束", "Not finished");
  return whole ? say("完整", "Complete") : say("中断", "Interrupted");
}
