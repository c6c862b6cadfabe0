/** The places where colours would change: the counties, each with a link to its communities. The same change of fewer than five persons counts with the place above. */
import type { JSX } from "preact";
import type { Trial } from "../../../contract/rules/trial.ts";
import type { Colour } from "../../../contract/verify.ts";
import { COUNTY_DIGITS, divisionOfNumber } from "../../../domain/division/division.ts";
import { useLocation } from "../../app/location.ts";
import { say, saySentence } from "../../app/say.ts";
import { COLOUR_WORDS } from "../../ui/words/colours.ts";
import { Empty } from "../head.tsx";
import { numberOf } from "../../ui/words/number.ts";
import { type Names, useNames } from "../offices.ts";
import { type Column, Table } from "../../ui/table.tsx";

const COMMUNITY_DIGITS = 12;

interface TrialBelowProps {
  readonly result: NonNullable<Trial["result"]>;
  /** The division of the page, which gives the names. `county` is the county whose communities are displayed; null for the list of counties. */
  readonly division: string;
  readonly county: string | null;
}

export function TrialBelow({ result, division, county }: TrialBelowProps): JSX.Element {
  const names = useNames(county ?? division);
  const places = belowOf(result.moves).filter(({ changed }) => county === null || changed > 0);
  const title = county === null ? say("在哪些地方", "Where") : say(`在哪些地方：${names.own}`, `Where: ${names.own}`);
  return (
    <section aria-labelledby="trial-below">
      <header class="trial-head">
        <h3 id="trial-below" class="board-title">
          {title}
        </h3>
        {county !== null && <WayBack />}
      </header>
      {places.length === 0 ? (
        <Empty title={say("这里没有人的码色会变", "Nobody's colour would change here")}>{null}</Empty>
      ) : (
        <Table
          name="below"
          caption={title}
          columns={columnsOf(kindsOf(result.colours), names, county)}
          rows={places}
          idOf={(place) => place.division}
          first={{ by: "changed", down: true }}
        />
      )}
      <p class="quiet">
        {say(
          "同一社区里同样变化不足 5 人的，不单列到社区，合并计入所在县区；县区不足 5 人的，合并计入全域。",
          "If fewer than five people in a community have the same change, they are counted with the county. If fewer than five in the county have it, they are counted with the whole region.",
        )}
      </p>
    </section>
  );
}

function WayBack(): JSX.Element {
  return (
    <a class="chip" href={useAddress(null)}>
      {say("全部县区", "All counties")}
    </a>
  );
}

/** The page's address with `county` as the opened county, or with none for null; the list starts at its first page. */
function useAddress(county: string | null): string {
  const { path, query } = useLocation();
  const next = new URLSearchParams(query);
  for (const key of ["county", "below-page"]) next.delete(key);
  if (county !== null) next.set("county", county);
  return next.size === 0 ? path : `${path}?${next.toString()}`;
}

function columnsOf(kinds: readonly Kind[], names: Names, county: string | null): readonly Column<Below>[] {
  const personsColumn: Column<Below> = {
    key: "persons",
    word: say("已申报", "Declared"),
    value: ({ persons }) => persons,
    show: ({ persons }) => numberOf(persons),
  };
  return [
    {
      key: "name",
      word: county === null ? say("县区", "County") : say("街道 · 社区", "Street · community"),
      value: ({ division }) => nameOf(division, names),
      show: ({ division, changed }) => <Place division={division} names={names} opens={county === null && changed > 0} />,
    },
    ...(county === null ? [personsColumn] : []),
    {
      key: "changed",
      word: say("码色会变", "Would change"),
      value: ({ changed }) => changed,
      show: ({ changed }) => <b>{numberOf(changed)}</b>,
    },
    ...kinds.map((kind) => ({
      key: `${kind.from}-${kind.to}`,
      word: kindWord(kind),
      value: (place: Below) => place.of(kind),
      show: (place: Below) => numberOf(place.of(kind)),
    })),
  ];
}

function Place(props: { readonly division: string; readonly names: Names; readonly opens: boolean }): JSX.Element {
  const { division, names, opens } = props;
  const address = useAddress(division);
  const name = nameOf(division, names);
  return opens && division.length === COUNTY_DIGITS ? <a href={address}>{name}</a> : <>{name}</>;
}

function nameOf(division: string, names: Names): string {
  if (division.length < COUNTY_DIGITS) return say("不足 5 人的县区合计", "Counties with fewer than five people, together");
  const own = names.of(divisionOfNumber(division));
  if (division.length === COMMUNITY_DIGITS)
    return division === divisionOfNumber(division) ? `${names.of(division.slice(0, 9))} · ${own}` : own;
  return names.own === own ? say("不足 5 人的社区合计", "Communities with fewer than five people, together") : own;
}

/** The words for a change of colour, such as 绿 → 红. */
function kindWord({ from, to }: Kind): string {
  const [before, after] = [saySentence(COLOUR_WORDS[from]), saySentence(COLOUR_WORDS[to])];
  return `${before.replace(/码$/, "")} → ${after.replace(/码$/, "")}`;
}

type Result = NonNullable<Trial["result"]>;
type Change = Result["colours"][number];

/** All colours, the gravest first. */
const ORDER: readonly Colour[] = ["red", "orange", "yellow", "grey", "green", "none"];

export interface Kind {
  readonly from: Colour;
  readonly to: Colour;
}

export interface Below {
  readonly division: string;
  /** All persons counted under this place. Persons who keep their colour are counted under their county. */
  readonly persons: number;
  readonly changed: number;
  /** The number of persons here who would change from one colour to another. */
  readonly of: (kind: Kind) => number;
}

export function personsIn(changes: readonly Pick<Change, "persons">[]): number {
  return changes.reduce((sum, { persons }) => sum + persons, 0);
}

export function changedIn(changes: readonly Change[]): number {
  return personsIn(changes.filter(isChange));
}

/** The changes of colour that occur, each once; those to the gravest colour come first. */
export function kindsOf(changes: readonly Change[]): readonly Kind[] {
  return changes
    .filter(isChange)
    .toSorted((a, b) => rank(a.to) - rank(b.to) || rank(a.from) - rank(b.from))
    .map(({ from, to }) => ({ from, to }));
}

/** The present colours (rows) and the new colours (columns) of the table of changes, the gravest first. */
export function sidesOf(changes: readonly Change[]): { readonly from: readonly Colour[]; readonly to: readonly Colour[] } {
  return {
    from: ORDER.filter((colour) => changes.some(({ from }) => from === colour)),
    to: ORDER.filter((colour) => changes.some(({ to }) => to === colour)),
  };
}

export function countOf(changes: readonly Change[], { from, to }: Kind): number {
  return changes.find((change) => change.from === from && change.to === to)?.persons ?? 0;
}

/** The counts by division. */
export function belowOf(moves: Result["moves"]): readonly Below[] {
  return [...Map.groupBy(moves, ({ division }) => division)].map(([division, here]) => ({
    division,
    persons: personsIn(here),
    changed: changedIn(here),
    of: (kind) => countOf(here, kind),
  }));
}

function isChange({ from, to }: Kind): boolean {
  return from !== to;
}

function rank(colour: Colour): number {
  return ORDER.indexOf(colour);
}
