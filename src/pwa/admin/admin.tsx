/** The workbench on the PC: on the left whose it is and its places, beside them the page. Fetched by those who open it only. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useLocation } from "../app/location.ts";
import { useWholeScreen } from "../app/tab-bar.tsx";
import { UpdateOffer } from "../app/update.tsx";
import { say } from "../app/say.ts";
import { me, online } from "../app/session.ts";
import { Administrators } from "./office/administrators.tsx";
import { AppealsPage } from "./queues/appeals.tsx";
import { Applications } from "./office/applications.tsx";
import { AreasPage } from "./colours/areas.tsx";
import { Board } from "./board/board.tsx";
import { Chooser } from "./chooser.tsx";
import { ClientsPage } from "./clients/clients.tsx";
import { CollectorRecord } from "../community/collectors/collector-record.tsx";
import { Collectors } from "../community/collectors/collectors-pc.tsx";
import { DecisionsPage } from "./person/decisions.tsx";
import { Exports } from "./passes/exports.tsx";
import { FactsPage } from "./colours/list-file.tsx";
import { LooksPage } from "./person/looks.tsx";
import { MenuCount } from "./menu-counts.tsx";
import { Passes } from "./passes/passes.tsx";
import { Points } from "../community/points/points-pc.tsx";
import { ProposalsPage } from "./colours/proposals.tsx";
import { ReviewsPage } from "./queues/reviews.tsx";
import { type Names, offices, useNames } from "./offices.ts";
import { addressOf, collectorOf, type Page, pagesOf, placeOf } from "./route.ts";
import { Rules } from "./rules/rules.tsx";
import { Statistics } from "./statistics/statistics.tsx";
import { TrackPage } from "./person/track.tsx";
import "./admin.css";
import "./applications.css";
import "./filters.css";
import "./places.css";
import "./table.css";
import "./track.css";

export default function AdminScreen(): JSX.Element | null {
  const { path, query, route } = useLocation();
  const { division, page } = placeOf(path, me.value?.issuer.code ?? "");
  const only = offices.value.length === 1 ? offices.value[0]?.division : undefined;
  const goesOn = division === null && only !== undefined && !query.has("choose") && !query.has("below");
  useWholeScreen();
  useEffect(() => {
    if (goesOn) route(addressOf(only), true);
  }, [goesOn, only, route]);
  if (goesOn) return null;
  return division === null ? <Chooser /> : <Office division={division} page={page} />;
}

const wordOf = (page: Page): string =>
  ({
    board: say("今日看板", "Today"),
    passes: say("通行记录", "Passes"),
    track: say("轨迹查询", "Tracks"),
    exports: say("导出记录", "Exports"),
    looks: say("查阅记录", "Looks"),
    points: say("采集点", "Points"),
    collectors: say("采集员", "Collectors"),
    administrators: say("管理员", "Administrators"),
    applications: say("申请审核", "Applications"),
    appeals: say("申诉", "Appeals"),
    statistics: say("统计", "Statistics"),
    facts: say("防疫数据", "Facts"),
    areas: say("风险地区", "Risk of areas"),
    proposals: say("码色管理", "Colours"),
    rules: say("赋码规则", "Rules"),
    decisions: say("码色记录", "Colour history"),
    reviews: say("审核队列", "Reviews"),
    clients: say("接入系统", "Other systems"),
  })[page];

function Office({ division, page }: { readonly division: string; readonly page: Page }): JSX.Element {
  const names = useNames(division);
  const title = `${wordOf(page)} · ${names.own}`;
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
  return (
    <div class="admin">
      <Places division={division} page={page} names={names} />
      <main class="admin-page">
        {!online.value && (
          <p class="notice warning" role="status">
            {say("没有网络 · 显示的是上次的内容", "No network · this is what was known before")}
          </p>
        )}
        <UpdateOffer />
        <p class="admin-print">{[...names.above, names.own].join(" · ")}</p>
        <PageOf key={division} division={division} page={page} names={names} />
      </main>
    </div>
  );
}

function PageOf(props: { readonly division: string; readonly page: Page; readonly names: Names }): JSX.Element {
  const { division, page, names } = props;
  const { path } = useLocation();
  if (page === "track") return <TrackPage division={division} />;
  if (page === "clients") return <ClientsPage division={division} names={names} />;
  if (page === "reviews") return <ReviewsPage division={division} />;
  if (page === "decisions") return <DecisionsPage division={division} />;
  if (page === "looks") return <LooksPage division={division} />;
  if (page === "board") return <Board division={division} />;
  if (page === "statistics") return <Statistics division={division} names={names} />;
  if (page === "exports") return <Exports division={division} names={names} />;
  if (page === "rules") return <Rules division={division} names={names} />;
  if (page === "areas") return <AreasPage division={division} names={names} />;
  if (page === "facts") return <FactsPage />;
  if (page === "proposals") return <ProposalsPage division={division} names={names} />;
  if (page === "points") return <Points division={division} />;
  const collector = collectorOf(path);
  if (collector !== null) return <CollectorRecord key={collector} division={division} id={collector} />;
  if (page === "collectors") return <Collectors division={division} region={names.own} />;
  if (page === "appeals") return <AppealsPage division={division} />;
  if (page === "applications") return <Applications division={division} names={names} />;
  return page === "passes" ? <Passes division={division} /> : <Administrators division={division} names={names} />;
}

function Places(props: { readonly division: string; readonly page: Page; readonly names: Names }): JSX.Element {
  const { division, names } = props;
  const several = offices.value.length > 1 || offices.value.some((office) => office.division.length < 12);
  return (
    <nav class="admin-nav" aria-label={say("社区工作台", "Workbench")}>
      <p class="admin-own">{names.own}</p>
      <p class="admin-above">
        {names.above.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </p>
      {several && (
        <a class="admin-change" href="/admin?choose">
          {say("换一个区划", "Another division")}
        </a>
      )}
      <ul>
        {pagesOf(division, me.value?.issuer.code ?? "").map((page) => (
          <li key={page}>
            <a href={addressOf(division, page)} aria-current={props.page === page ? "page" : undefined}>
              {wordOf(page)}
              {(page === "applications" || page === "reviews" || page === "appeals") && (
                <MenuCount key={page} division={division} queue={page} />
              )}
            </a>
          </li>
        ))}
      </ul>
      <p class="admin-me">
        {offices.value.length === 0 ? say("账号", "Account") : say("管理员", "Administrator")} {me.value?.maskedPhone}
      </p>
      <a href="/me">{say("我的", "Me")}</a>
    </nav>
  );
}
