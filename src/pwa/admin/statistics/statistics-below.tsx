/** The divisions below one division in its statistics, each with a link to its own statistics; includes divisions that reported nothing. */
import type { JSX } from "preact";
import type { Statistics as Answer } from "../../../contract/statistics.ts";
import { CATEGORY_ORDER, categoryWord } from "../../ui/words/declaration-words.ts";
import { say } from "../../app/say.ts";
import { numberOf } from "../../ui/words/number.ts";
import type { NamedDivision } from "../offices.ts";
import { addressOf } from "../route.ts";
import { type Column, Table } from "../../ui/table.tsx";

const NO_DECLARATIONS = { returning: 0, arriving: 0, staying: 0 } as const;

/** The words for a number of persons. It is an estimate, so from 100 on they say "about"; null, an unknown number, is a dash. */
export function aboutOf(persons: number | null): string {
  return persons === null
    ? "—"
    : persons < 100
      ? numberOf(persons)
      : say(`约 ${numberOf(persons)}`, `about ${numberOf(persons)}`);
}

type Child = Answer["children"][number];

/** The rows of the table: the divisions with reports, and with zeros those below the division that have reported nothing. */
export function withSilent({ children, total }: Answer, below: readonly NamedDivision[]): readonly Child[] {
  const senders = new Set(children.map(({ division }) => division));
  const nothing = { passes: 0, persons: total.persons === null ? null : 0, declarations: NO_DECLARATIONS };
  return [...children, ...below.filter(({ division }) => !senders.has(division)).map((one) => ({ ...one, ...nothing }))];
}

interface StatisticsBelowProps {
  readonly division: string;
  readonly rows: readonly Child[];
  /** The filters of days as a query, for the links; empty without filters. */
  readonly days: string;
}

export function StatisticsBelow(props: StatisticsBelowProps): JSX.Element {
  const { rows, days } = props;
  const most = Math.max(1, ...rows.map(({ passes }) => passes));
  const nameOf = ({ division, name }: Child): string =>
    division === props.division ? say(`${name}本级`, `${name} itself`) : name;
  const address = ({ division }: Child): string => addressOf(division, "statistics") + (days === "" ? "" : `?${days}`);
  const columns: readonly Column<Child>[] = [
    {
      key: "name",
      word: say("下级区划", "Division below"),
      value: nameOf,
      show: (child) => (child.division === props.division ? nameOf(child) : <a href={address(child)}>{nameOf(child)}</a>),
    },
    {
      key: "passes",
      word: say("通行", "Passes"),
      value: ({ passes }) => passes,
      show: ({ passes }) => (
        <>
          {numberOf(passes)}
          <progress class="share" max={most} value={passes} aria-hidden="true" />
        </>
      ),
    },
    {
      key: "persons",
      word: say("通行人数", "Persons"),
      value: ({ persons }) => persons ?? -1,
      show: ({ persons }) => aboutOf(persons),
    },
    ...CATEGORY_ORDER.map((one) => ({
      key: one,
      word: categoryWord(one),
      value: ({ declarations }: Child) => declarations[one],
      show: ({ declarations }: Child) => numberOf(declarations[one]),
    })),
  ];
  return (
    <section aria-labelledby="children-title">
      <h2 id="children-title" class="board-title">
        {say("按下级区划", "By division below")}
      </h2>
      <Table
        name="below"
        caption={say("按下级区划", "By division below")}
        columns={columns}
        rows={rows}
        idOf={({ division }) => division}
        first={{ by: "passes", down: true }}
      />
      <p class="quiet">
        {say(
          "在几个地方通行过的人，在每个下级各计一次，在本级只计一次。",
          "A person who passed in several places counts once in each division below and once in the total.",
        )}
      </p>
    </section>
  );
}
