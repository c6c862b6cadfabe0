/** Statistics of a division of any level: figures, charts by hour or day, and the divisions below, each with a link to its own statistics. */
import type { JSX } from "preact";
import type { CountsOf, Statistics as Answer } from "../../../contract/statistics.ts";
import { CATEGORY_ORDER, categoryWord } from "../../ui/words/declaration-words.ts";
import { useLocation } from "../../app/location.ts";
import { say } from "../../app/say.ts";
import { Empty, Head } from "../head.tsx";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { numberOf } from "../../ui/words/number.ts";
import type { NamedDivision } from "../offices.ts";
import type { PageProps } from "../pages.ts";
import { DayFilters } from "./day-filters.tsx";
import { daysOf, labelOf } from "./days.ts";
import { type Bars, Figure, Tile } from "../../ui/figure.tsx";
import { aboutOf, StatisticsBelow, withSilent } from "./statistics-below.tsx";
import "../../styles/board.css";

export default function Statistics(props: PageProps): JSX.Element {
  const { division, names } = props;
  const { query } = useLocation();
  const days = daysOf(query).toString();
  const source = useLoaded("GET /api/v1/divisions/:division/statistics", { division, ...Object.fromEntries(daysOf(query)) });
  const answer = source.loaded.state === "ready" ? source.loaded.value : null;
  return (
    <>
      <Head name={say("统计", "Statistics")} detail={answer === null ? undefined : spanOf(answer)} />
      <DayFilters answer={answer} />
      <SourceView source={source}>
        {(statistics) => <StatisticsFigures answer={statistics} days={days} below={names.below} />}
      </SourceView>
    </>
  );
}

function spanOf({ from, to }: Answer): string {
  return from === to ? from : say(`${from} 至 ${to}`, `${from} to ${to}`);
}

function declarationCount({ declarations }: CountsOf): number {
  return declarations.returning + declarations.arriving + declarations.staying;
}

interface StatisticsFiguresProps {
  readonly answer: Answer;
  readonly days: string;
  readonly below: readonly NamedDivision[];
}

function StatisticsFigures({ answer, days, below }: StatisticsFiguresProps): JSX.Element {
  const { total, division } = answer;
  const children = withSilent(answer, below);
  if (total.passes === 0 && declarationCount(total) === 0)
    return (
      <Empty title={say("这段时间没有数据", "No data for this time")}>
        <p>
          {say(
            "下级的数字每分钟上报一次；请换一段时间，或过一分钟再看。",
            "Divisions below report once a minute. Choose another time, or look again in one minute.",
          )}
        </p>
      </Empty>
    );
  return (
    <div class="board">
      <div class="tiles">
        <Tile word={say("通行", "Passes")} figure={numberOf(total.passes)} detail={say("登记的人次", "Registered passages")} />
        <Tile
          word={say("通行人数", "Persons who passed")}
          figure={aboutOf(total.persons)}
          detail={
            total.persons === null
              ? say("31 天以前的只按天统计", "Earlier than 31 days ago, persons are counted per day only")
              : say("同一人只计一次，误差约 2%", "Each person counts once. The error is about 2%")
          }
        />
        <Tile
          word={say("健康申报", "Declarations")}
          figure={numberOf(declarationCount(total))}
          detail={CATEGORY_ORDER.map((one) => `${categoryWord(one)} ${numberOf(total.declarations[one])}`).join(" · ")}
        />
      </div>
      <Figure name="passes" title={passesTitle(answer)} bars={passBars(answer)} labelWord={binWord(answer)} />
      {answer.by === "day" && (
        <Figure
          name="persons"
          title={say("每日通行人数（约）", "Persons per day (about)")}
          bars={personBars(answer)}
          labelWord={binWord(answer)}
        />
      )}
      <Figure name="declared" title={declaredTitle(answer)} bars={declaredBars(answer)} labelWord={binWord(answer)} />
      {(children.length > 1 || children[0]?.division !== division) && (
        <StatisticsBelow division={division} rows={children} days={days} />
      )}
    </div>
  );
}

const binWord = ({ by }: Answer): string => (by === "hour" ? say("时间", "Hour") : say("日期", "Day"));
const passesTitle = ({ by }: Answer): string =>
  by === "hour" ? say("每小时通行", "Passes per hour") : say("每日通行", "Passes per day");
const declaredTitle = ({ by }: Answer): string =>
  by === "hour" ? say("每小时健康申报", "Declarations per hour") : say("每日健康申报", "Declarations per day");

function barsOf(answer: Answer, series: readonly (readonly [string, (counts: CountsOf) => number])[]): Bars {
  return {
    labels: answer.bins.map(({ at }) => labelOf(at, answer)),
    series: series.map(([name, valueOf]) => ({ name, values: answer.bins.map(valueOf) })),
  };
}

const passBars = (answer: Answer): Bars => barsOf(answer, [[say("通行", "Passes"), ({ passes }) => passes]]);
const personBars = (answer: Answer): Bars => barsOf(answer, [[say("人数", "Persons"), ({ persons }) => persons ?? 0]]);
const declaredBars = (answer: Answer): Bars =>
  barsOf(
    answer,
    CATEGORY_ORDER.map((one) => [categoryWord(one), ({ declarations }) => declarations[one]]),
  );
