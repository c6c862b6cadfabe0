/** How many persons' colours a proposed change turns, as the server has counted it: in few words for a row, in sentences for a dialog, and the progress while it is counted. */
import type { JSX } from "preact";
import type { Proposal } from "../../contract/proposal/proposal.ts";
import { COUNTY_DIGITS } from "../../domain/division/division.ts";
import { say, saySentence } from "../app/say.ts";
import { COLOUR_WORDS } from "../ui/words/colours.ts";
import { minuteOf } from "../ui/words/moments.ts";
import { numberOf } from "../ui/words/number.ts";
import type { Names } from "./offices.ts";

export type Count = NonNullable<Proposal["count"]>;
type Result = NonNullable<Count["result"]>;
type Side = Result["turns"][number]["from"];

/** The most places that a notice names; the others are added up. */
const SHOWN_PLACES = 12;

export function isCounting({ count, state }: Proposal): boolean {
  return state === "waiting" && count?.result === null;
}

/** Whether the second officer must wait: levels are entered after the count only; a closure and the withdrawal of wrong levels are urgent. */
export function mustWait(proposal: Proposal): boolean {
  const { kind } = proposal.change;
  return isCounting(proposal) && (kind === "area_entry" || kind === "area_list");
}

export function progressWords({ shards: { counted, all } }: Count): string {
  const share = Math.floor((counted / all) * 100);
  return say(`正在统计变色人数：${share}%`, `Counting who changes colour: ${share}%`);
}

/** In a row of the list: 8 人变色. */
export function turningWords(count: Count): string {
  if (count.result === null) return progressWords(count);
  const { persons } = count.result;
  if (persons === 0) return say("没有人变色", "Nobody changes colour");
  return say(
    `${numberOf(persons)} 人变色：${turnsOf(count.result)}`,
    `${persons === 1 ? "1 person changes" : `${numberOf(persons)} persons change`} colour: ${turnsOf(count.result)}`,
  );
}

interface TurningProps {
  readonly proposal: Proposal;
  readonly names: Names;
}

/** In a dialog or above the buttons: all figures, or how far they are counted. */
export function Turning({ proposal, names }: TurningProps): JSX.Element | null {
  const { count } = proposal;
  if (count === undefined) return null;
  if (count.result === null)
    return (
      <p class="notice" role="status">
        {progressWords(count)}
        {say("。", ". ")}
        {mustWait(proposal)
          ? say("统计完成后才能批准。", "It can be approved after the count has ended.")
          : say("情况紧急时可以先批准，统计会继续。", "If it is urgent, you can approve it now: the count goes on.")}
      </p>
    );
  const { at, persons, places } = count.result;
  return (
    <div class="notice warning" role="status">
      <p>
        <b>
          {turningWords(count)}
          {say("。", ".")}
        </b>
      </p>
      {persons > 0 && places.length > 0 && (
        <p>{say(`按现住县区：${placesOf(places, names)}。`, `By county of residence: ${placesOf(places, names)}.`)}</p>
      )}
      <p>
        {say(
          `${minuteOf(at)} 按当时的数据逐人统计。`,
          `Counted person by person at ${minuteOf(at)}, by the data of that moment.`,
        )}
      </p>
    </div>
  );
}

function turnsOf({ turns }: Result): string {
  const parts = turns.map(({ from, to, persons }) =>
    from === null && to === null
      ? say(`其他变化 ${numberOf(persons)} 人`, `other changes ${numberOf(persons)}`)
      : say(
          `${sideWord(from)} → ${sideWord(to)} ${numberOf(persons)} 人`,
          `${sideWord(from)} → ${sideWord(to)} ${numberOf(persons)}`,
        ),
  );
  return parts.join(say("，", ", "));
}

function sideWord(side: Side): string {
  return side === null ? say("各色", "several colours") : saySentence(COLOUR_WORDS[side]);
}

/** The code of the region stands for the persons who are too few in their county. */
function placesOf(places: Result["places"], names: Names): string {
  const sorted = places.toSorted((a, b) => b.persons - a.persons);
  const shown = sorted.slice(0, SHOWN_PLACES).map(({ division, persons }) => {
    const isCounty = division.length === COUNTY_DIGITS;
    const place = isCounty ? names.of(division) : say("不分县区", "not by county");
    return say(`${place} ${numberOf(persons)} 人`, `${place} ${numberOf(persons)}`);
  });
  const others = sorted.slice(SHOWN_PLACES).reduce((sum, { persons }) => sum + persons, 0);
  const rest = others === 0 ? [] : [say(`其他县区 ${numberOf(others)} 人`, `other counties ${numberOf(others)}`)];
  return [...shown, ...rest].join(say("，", ", "));
}
