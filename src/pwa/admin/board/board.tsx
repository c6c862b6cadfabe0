/** The live board of a community: today's figures, passes by hour and point, the newest passes, and the collectors at each point. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { correctedNow } from "../../app/clock.ts";
import { urlOf } from "../../app/api.ts";
import { say } from "../../app/say.ts";
import { Empty, Head } from "../head.tsx";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { changeOf, numberOf } from "../../ui/words/number.ts";
import type { PageProps } from "../pages.ts";
import { addressOf } from "../route.ts";
import { Figure, Tile } from "../../ui/figure.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Latest } from "./board-latest.tsx";
import { afterMessage, barsOf, type BoardData, figuresOf, follow } from "./board-state.ts";
import "../../styles/board.css";

/** The board is drawn again after this time even without a message, so that a new hour or day appears while nobody passes. */
const LOOK_MS = 60_000;

/** The most series in the chart, the shared one of the other points included: the eye cannot distinguish more colours. */
const MAX_SERIES = 6;

type Connection = "opening" | "live" | "lost";

export default function Board(props: PageProps): JSX.Element {
  const { division } = props;
  const source = useLoaded("GET /api/v1/communities/:division", { division });
  const [connection, setConnection] = useState<Connection>("opening");
  const [board, setBoard] = useState<BoardData | null>(null);
  const { reload } = source;
  useEffect(
    () =>
      follow(urlOf("GET /api/v1/communities/:division/live", { division }), {
        onOpen: () => setConnection("live"),
        onMessage: (message) => setBoard((before) => afterMessage(before, message)),
        onLost() {
          setConnection("lost");
          // The answer shows whether the account has lost its right or only the network failed.
          void reload();
        },
      }),
    [division, reload],
  );
  return (
    <>
      <Head name={say("今日看板", "Today")} detail={connectionWords(connection)} />
      <SourceView source={source}>
        {({ points }) => {
          if (points.length === 0 && board?.hours.length !== 0) return <NoPoint division={division} />;
          return board === null ? (
            <div class="admin-card admin-waiting" aria-busy="true" />
          ) : (
            <Live division={division} board={board} isStale={connection === "lost"} />
          );
        }}
      </SourceView>
    </>
  );
}

function connectionWords(connection: Connection): string {
  if (connection === "live") return say("实时", "Live");
  if (connection === "opening") return say("正在连接", "Connecting");
  return say(
    "实时连接已断开，正在重新连接；下面是断开前的数字",
    "The live connection is lost. Connecting again. The figures below are from before the loss.",
  );
}

function Live(props: { readonly division: string; readonly board: BoardData; readonly isStale: boolean }): JSX.Element {
  const { division, board, isStale } = props;
  const [, lookAgain] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => lookAgain((times) => times + 1), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  const now = correctedNow();
  const { passes, stopped, change, posted, collectors } = figuresOf(board, now);
  return (
    <div class={isStale ? "board stale" : "board"}>
      <div class="tiles">
        <Tile
          word={say("今日通行", "Passes today")}
          figure={numberOf(passes)}
          detail={
            change === null
              ? say("昨日同时段没有记录", "No passes yesterday until this hour")
              : say(`整点前比昨日同时段 ${changeOf(change)}`, `${changeOf(change)} against yesterday, up to the last full hour`)
          }
        />
        <Tile
          word={say("其中异常", "Abnormal codes")}
          figure={numberOf(stopped)}
          alarming={stopped > 0}
          detail={say("黄码、橙码、红码", "Yellow, orange or red codes")}
        />
        <Tile
          word={say("在岗采集员", "Collectors at a point")}
          figure={`${numberOf(posted)} / ${numberOf(collectors)}`}
          detail={postsOf(board)}
        />
        <Tile
          word={say("待送达", "Waiting")}
          figure={numberOf(board.waiting)}
          detail={say("尚未写入个人轨迹的通行", "Passes not yet written to the tracks")}
        />
      </div>
      <div class="board-middle">
        <Figure
          name="hours"
          title={say("每小时通行", "Passes per hour")}
          bars={barsOf(board, now, MAX_SERIES, say("其他采集点", "Other points"))}
          labelWord={say("时间", "Hour")}
        />
        <Latest division={division} board={board} />
      </div>
      <Staff board={board} />
    </div>
  );
}

/** The three points with the most collectors, with their numbers; more points are an ellipsis. */
function postsOf({ points, staff }: BoardData): string {
  const standing = points
    .map(({ id, name }) => ({ name, count: staff.filter(({ pointId }) => pointId === id).length }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
  const busiest = standing.slice(0, 3).map(({ name, count }) => `${name} ${count}`);
  return standing.length === 0
    ? say("没有人在岗", "No collector is at a point")
    : busiest.join(" · ") + (standing.length > 3 ? " …" : "");
}

type Member = BoardData["staff"][number];

function Staff(props: { readonly board: BoardData }): JSX.Element | null {
  const { points, staff } = props.board;
  if (staff.length === 0) return null;
  const postOf = ({ pointId }: Member): string =>
    points.find(({ id }) => id === pointId)?.name ?? say("不在岗", "not at a point");
  const columns: readonly Column<Member>[] = [
    { key: "post", word: say("采集点", "Point"), value: postOf },
    { key: "who", word: say("采集员", "Collector"), value: ({ maskedName }) => maskedName },
    { key: "phone", word: say("手机号", "Phone"), value: ({ maskedPhone }) => maskedPhone },
  ];
  return (
    <section aria-labelledby="staff-title">
      <h2 id="staff-title" class="board-title">
        {say("谁在哪里", "Who is where")}
      </h2>
      <Table
        name="staff"
        caption={say("谁在哪里", "Who is where")}
        columns={columns}
        rows={staff}
        idOf={({ maskedPhone, maskedName, pointId }) => `${maskedPhone} ${maskedName} ${pointId ?? ""}`}
        first={{ by: "post", down: false }}
      />
    </section>
  );
}

function NoPoint(props: { readonly division: string }): JSX.Element {
  return (
    <Empty title={say("还没有采集点", "No collection point yet")}>
      <p>
        {say("添加采集点和采集员以后，这里实时显示通行情况。", "Add points and collectors. Then this page shows passes live.")}
      </p>
      <a class="button second" href={addressOf(props.division, "points")}>
        {say("添加采集点", "Add a point")}
      </a>
    </Empty>
  );
}
