/** Statistics of checked codes for officers of the issuer: a chart by hour or day, and tables by issuer of the code and by outcome. */
import type { JSX } from "preact";
import type { Verifications as Answer } from "../../../contract/statistics.ts";
import { type Bounds, isColour, sumOf } from "../../../domain/statistics/verifications.ts";
import { useLocation } from "../../app/location.ts";
import { say } from "../../app/say.ts";
import { type Bars, Figure, Tile } from "../../ui/figure.tsx";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import { Empty, Head } from "../head.tsx";
import type { PageProps } from "../pages.ts";
import { DayFilters } from "./day-filters.tsx";
import { daysOf, labelOf } from "./days.ts";
import { boundsText } from "./verification-bounds.ts";
import { VerificationTables } from "./verification-tables.tsx";
import "../../styles/board.css";

export default function Verifications({ division }: PageProps): JSX.Element {
  const { query } = useLocation();
  const source = useLoaded("GET /api/v1/verifications", Object.fromEntries(daysOf(query)));
  const answer = source.loaded.state === "ready" ? source.loaded.value : null;
  return (
    <>
      <Head
        name={say("核验统计", "Verifications")}
        detail={
          answer === null
            ? undefined
            : answer.from === answer.to
              ? answer.from
              : say(`${answer.from} 至 ${answer.to}`, `${answer.from} to ${answer.to}`)
        }
      />
      <DayFilters answer={answer} />
      <SourceView source={source}>{(verifications) => <Figures answer={verifications} isNation={division === "0"} />}</SourceView>
    </>
  );
}

function Figures({ answer, isNation }: { readonly answer: Answer; readonly isNation: boolean }): JSX.Element {
  const { outcomes } = answer;
  if (outcomes.length === 0)
    return (
      <Empty title={say("这段时间没有核验", "No codes were checked in this time")}>
        <p>
          {say(
            "核验的数字约一分钟后到这里；请换一段时间，或过一会儿再看。",
            "Checks arrive here after about a minute. Choose another time, or look again later.",
          )}
        </p>
      </Empty>
    );
  const valid = sumOf(outcomes.filter(({ outcome }) => isColour(outcome)));
  const refused = sumOf(outcomes.filter(({ outcome }) => !isColour(outcome)));
  return (
    <div class="board">
      <p class="quiet">{where(isNation)}</p>
      <div class="tiles">
        <Tile
          word={say("核验", "Checks")}
          figure={boundsText(sumOf([valid, refused]))}
          detail={say("每核验一次计一次", "Each check counts once")}
        />
        <Tile word={say("有效", "Valid")} figure={boundsText(valid)} detail={say("各码色合计", "All colours together")} />
        <Tile word={say("不予认可", "Refused")} figure={boundsText(refused)} detail={say("各原因合计", "All reasons together")} />
      </div>
      <Figure
        name="checks"
        title={answer.by === "hour" ? say("每小时核验", "Checks per hour") : say("每日核验", "Checks per day")}
        bars={barsOf(answer)}
        labelWord={answer.by === "hour" ? say("时间", "Hour") : say("日期", "Day")}
      />
      <VerificationTables outcomes={outcomes} />
      <p class="quiet">
        {say(
          "一小时内同一发码地区、同一结果不足 10 次的，只显示“<10”；合计因此可能是一个范围，图按最小值画。“未知”是不是码的文字，或未获承认的地区的码；其余按码上写的地区计。不记录任何人、网络地址和接入系统。",
          "Fewer than 10 checks of one issuer with one outcome in an hour are displayed as “<10”. So a sum may be a range; the chart draws its least number. “Unknown” are texts that are no code, and codes of issuers that are not recognised; every other code counts for the issuer that it names. No person, network, address or client is recorded.",
        )}
      </p>
    </div>
  );
}

function where(isNation: boolean): string {
  return isNation
    ? say(
        "本系统各发码地区网址上的核验，包括采集点登记；其他系统的数字不在内。",
        "Codes that were checked at the hosts of all issuers of this system, also at registration. Other systems are not included.",
      )
    : say(
        "本系统本地区网址上的核验，包括采集点登记；其他系统的数字不在内。",
        "Codes that were checked at this issuer's hosts, also at registration. Other systems are not included.",
      );
}

const seriesOf = (name: string, all: readonly Bounds[]) => ({
  name,
  values: all.map(({ atLeast }) => atLeast),
  words: all.map(boundsText),
});

function barsOf(answer: Answer): Bars {
  const { bins } = answer;
  const sums = bins.map(({ valid, refused }) => sumOf([valid, refused]));
  return {
    labels: bins.map(({ at }) => labelOf(at, answer)),
    series: [
      seriesOf(
        say("有效", "Valid"),
        bins.map(({ valid }) => valid),
      ),
      seriesOf(
        say("不予认可", "Refused"),
        bins.map(({ refused }) => refused),
      ),
    ],
    sums: { each: sums.map(boundsText), all: boundsText(sumOf(sums)) },
  };
}
