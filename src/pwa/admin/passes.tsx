/** The newest passes of a community. Names are masked: whoever needs the person asks with a purpose, elsewhere. */
import type { JSX } from "preact";
import type { PassPage } from "../../contract/community.ts";
import { say, saySentence } from "../say.ts";
import { COLOUR_WORDS, ColourMark } from "./colour-mark.tsx";
import { Empty, Head } from "./head.tsx";
import { Shown, useLoaded } from "./loaded.tsx";
import { addressOf } from "./route.ts";
import { secondOf } from "./stamp.ts";
import { Table } from "./table.tsx";
import type { Column } from "./table.tsx";

type Pass = PassPage["passes"][number];

const columns = (): readonly Column<Pass>[] => [
  { key: "at", word: say("时间", "Time"), value: ({ at }) => secondOf(at) },
  { key: "who", word: say("姓名", "Name"), value: ({ maskedName }) => maskedName },
  {
    key: "colour",
    word: say("健康码", "Code"),
    value: ({ colour }) => saySentence(COLOUR_WORDS[colour]),
    show: ({ colour }) => <ColourMark colour={colour} />,
  },
  { key: "point", word: say("采集点", "Point"), value: ({ pointName }) => pointName },
  { key: "collector", word: say("采集员", "Collector"), value: ({ collectorPhone }) => collectorPhone },
];

export function Passes(props: { readonly division: string }): JSX.Element {
  const { division } = props;
  const source = useLoaded<PassPage>(`/api/v1/communities/${division}/passes`);
  const count = source.loaded.state === "ready" ? source.loaded.value.passes.length : 0;
  return (
    <>
      <Head
        name={say("通行记录", "Passes")}
        detail={count === 0 ? undefined : say(`最新 ${count} 条 · 自动更新`, `The newest ${count} · renewed by itself`)}
      />
      <Shown source={source}>
        {({ passes }) =>
          passes.length === 0 ? (
            <Empty title={say("还没有通行记录", "No passes yet")}>
              <p>
                {say(
                  "采集员在采集点扫码登记后，记录会出现在这里。",
                  "They appear here once a collector at a point has registered somebody.",
                )}
              </p>
              <a class="button second" href={addressOf(division, "points")}>
                {say("查看采集点", "See the points")}
              </a>
            </Empty>
          ) : (
            <Table
              name="passes"
              caption={say("通行记录", "Passes")}
              columns={columns()}
              rows={passes}
              idOf={({ id }) => id}
              first={{ by: "at", down: true }}
            />
          )
        }
      </Shown>
    </>
  );
}
