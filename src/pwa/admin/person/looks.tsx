/** The record of looks at persons' data (tracks, decisions, files of appeals) by this division and the divisions below it: time, office, administrator, person, purpose and extent. */
import type { JSX } from "preact";
import type { DivisionLooks } from "../../../contract/track.ts";
import { useLocation } from "../../app/location.ts";
import { say } from "../../app/say.ts";
import { SourceView, useLoaded, valueOf } from "../../ui/loaded.tsx";
import { secondOf } from "../../ui/words/moments.ts";
import { type Column, Older, Table } from "../../ui/table.tsx";
import { Empty, Head } from "../head.tsx";
import { chainColumn } from "../chain-column.tsx";
import type { PageProps } from "../pages.ts";
import { purposeWords } from "../purpose-dialog.tsx";

type Look = DivisionLooks["looks"][number];

const columns = (): readonly Column<Look>[] => [
  { key: "at", word: say("时间", "Time"), value: ({ at }) => secondOf(at) },
  { key: "office", word: say("单位", "Office"), value: ({ officeName }) => officeName },
  { key: "by", word: say("管理员", "Administrator"), value: ({ maskedPhone }) => maskedPhone },
  { key: "whom", word: say("查看了谁", "Person"), value: subjectOf },
  { key: "purpose", word: say("用途", "Purpose"), value: ({ purpose }) => purposeWords(purpose) },
  {
    key: "extent",
    word: say("范围", "Extent"),
    value: ({ extent }) => extentOf(extent),
  },
  chainColumn(),
];

const subjectOf = ({ maskedName, extent }: Look): string =>
  extent === "nobody"
    ? say("查无此人", "Nobody found")
    : maskedName === ""
      ? say("外地居民", "A resident of elsewhere")
      : maskedName;

const extentOf = (extent: Look["extent"]): string =>
  ({
    whole: say("全部轨迹", "The whole track"),
    division: say("本辖区内", "Passes in this division"),
    appeal_file: say("申诉附件", "A file of an appeal"),
    managers: say("由谁管理", "Who manages the person"),
    decisions: say("码色记录", "Colour history"),
    colour: say("当前码色", "Present colour"),
    nobody: say("没有看到信息", "No data"),
  })[extent];

export default function LooksPage(props: PageProps): JSX.Element {
  const { query } = useLocation();
  const page = query.get("page");
  const source = useLoaded("GET /api/v1/divisions/:division/looks", { division: props.division, page: page ?? undefined });
  const count = valueOf(source)?.looks.length ?? 0;
  const detail =
    page === null ? say(`最近 ${count} 次`, `The latest ${count}`) : say(`更早的 ${count} 次`, `${count} older ones`);
  return (
    <>
      <Head name={say("查阅记录", "Looks")} detail={count === 0 ? undefined : detail} />
      <SourceView source={source}>
        {({ looks, nextPage }) => (
          <>
            {looks.length === 0 ? (
              <Empty title={say("近 180 天没有人查看过居民信息", "Nobody looked at a person’s data in the last 180 days")}>
                <p>
                  {say(
                    "本级和下级管理员每次查看居民轨迹、按人筛选通行记录、办理身份个案，都会记在这里，居民本人也能看到。没有查到人的查询也会记下。",
                    "When an administrator of this division or a division below opens a track, filters passes by person or decides an identity case, it is recorded here. The person can see the record too. Look-ups that found nobody are recorded as well.",
                  )}
                </p>
              </Empty>
            ) : (
              <Table
                name="looks"
                caption={say("查阅记录", "Looks")}
                columns={columns()}
                rows={looks}
                idOf={(look) => [look.at, look.maskedPhone, look.maskedName].join(" ")}
                first={{ by: "at", down: true }}
              />
            )}
            <Older page={page} nextPage={nextPage} />
          </>
        )}
      </SourceView>
    </>
  );
}
