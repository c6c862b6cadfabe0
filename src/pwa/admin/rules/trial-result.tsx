/** The result of a trial run: the number of persons whose colour would change, by the two colours, by place and by the deciding row. */
import type { JSX } from "preact";
import type { RuleSet } from "../../../contract/rules/rule-set.ts";
import type { Trial } from "../../../contract/rules/trial.ts";
import { say, saySentence } from "../../app/say.ts";
import { ColourMark } from "../../ui/colour-mark.tsx";
import { Empty } from "../head.tsx";
import { minuteOf } from "../../ui/words/moments.ts";
import { numberOf } from "../../ui/words/number.ts";
import { type Column, Table } from "../../ui/table.tsx";
import { Tile } from "../../ui/figure.tsx";
import { changedIn, countOf, personsIn, sidesOf, TrialBelow } from "./trial-below.tsx";

type Result = NonNullable<Trial["result"]>;

interface TrialResultProps {
  readonly result: Result;
  readonly ruleSet: RuleSet;
  readonly division: string;
  readonly county: string | null;
}

export function TrialResult({ result, ruleSet, division, county }: TrialResultProps): JSX.Element {
  const { colours } = result;
  const persons = personsIn(colours);
  if (persons === 0)
    return (
      <Empty title={say("还没有人申报", "Nobody has declared yet")}>
        <p>{say("试运行只统计已申报的人。", "A trial run counts only people who have declared.")}</p>
      </Empty>
    );
  const changed = changedIn(colours);
  const toRed = changedIn(colours.filter(({ to }) => to === "red"));
  return (
    <>
      <div class="tiles">
        <Tile
          word={say("参与统计", "Counted")}
          figure={numberOf(persons)}
          detail={say("已申报的人", "people who have declared")}
        />
        <Tile
          word={say("码色会变", "Would change")}
          figure={numberOf(changed)}
          detail={say(`占 ${share(changed, persons)}`, `${share(changed, persons)} of them`)}
        />
        <Tile
          word={say("转为红码", "To red")}
          figure={numberOf(toRed)}
          detail={say("从别的码色", "from another colour")}
          alarming={toRed > 0}
        />
      </div>
      <div class="trial-sides">
        <TrialMatrix colours={colours} />
        <Reasons result={result} ruleSet={ruleSet} />
      </div>
      {changed > 0 && <TrialBelow result={result} division={division} county={county} />}
    </>
  );
}

/** The result of a trial in one sentence, for the dialog that approves the rules. */
export function trialWords({ result, finishedAt }: Trial): string {
  const colours = result?.colours ?? [];
  const [persons, changed, toRed] = [
    personsIn(colours),
    changedIn(colours),
    changedIn(colours.filter(({ to }) => to === "red")),
  ].map(numberOf);
  const at = finishedAt === null ? "" : minuteOf(finishedAt);
  return say(
    `试运行（${at}）：${persons} 人中 ${changed} 人变色，其中 ${toRed} 人转红。`,
    `Trial of ${at}: of ${persons} persons, ${changed} change colour, ${toRed} of them to red.`,
  );
}

function share(part: number, whole: number): string {
  const perCent = (part / whole) * 100;
  return perCent > 0 && perCent < 0.1 ? say("不到 0.1%", "less than 0.1%") : `${perCent.toFixed(1)}%`;
}

interface Reason {
  readonly rank: number;
  readonly row: RuleSet["otherwise"];
  readonly persons: number;
  readonly changed: number;
}

function Reasons({ result, ruleSet }: Pick<TrialResultProps, "result" | "ruleSet">): JSX.Element {
  const rows: readonly Reason[] = [...ruleSet.rows, ruleSet.otherwise].flatMap((row, index) => {
    const count = result.rows.find((one) => one.row === row.name);
    return count === undefined ? [] : [{ ...count, rank: index + 1, row }];
  });
  const title = say("新规则给出的原因", "Reasons under the new rules");
  const columns: readonly Column<Reason>[] = [
    { key: "rank", word: say("顺序", "Order"), value: ({ rank }) => rank },
    { key: "colour", word: say("码色", "Colour"), value: ({ row }) => row.colour, show: ({ row }) => <ColourMark {...row} /> },
    { key: "reason", word: say("原因", "Reason"), value: ({ row }) => saySentence(row.reason) },
    { key: "persons", word: say("人数", "Persons"), value: ({ persons }) => persons, show: ({ persons }) => numberOf(persons) },
    {
      key: "changed",
      word: say("其中会变", "Would change"),
      value: ({ changed }) => changed,
      show: ({ changed }) => numberOf(changed),
    },
  ];
  return (
    <section class="trial-side" aria-labelledby="trial-reasons">
      <h3 id="trial-reasons" class="board-title">
        {title}
      </h3>
      <Table
        name="reasons"
        caption={title}
        columns={columns}
        rows={rows}
        idOf={({ row }) => row.name}
        first={{ by: "persons", down: true }}
      />
    </section>
  );
}

export function TrialMatrix(props: { readonly colours: NonNullable<Trial["result"]>["colours"] }): JSX.Element {
  const { colours } = props;
  const sides = sidesOf(colours);
  return (
    <section class="trial-side" aria-labelledby="trial-colours">
      <h3 id="trial-colours" class="board-title">
        {say("从哪种码色到哪种码色", "From the old colour to the new colour")}
      </h3>
      {/* The table takes the focus, because nothing inside does: so the arrow keys can scroll it on a narrow screen. */}
      <div class="admin-card admin-table trial-matrix" role="group" aria-labelledby="trial-colours" tabIndex={0}>
        <table>
          <caption class="hidden-words">
            {say("行：现在的码色；列：按新规则的码色", "Rows: the colour now. Columns: the colour under the new rules")}
          </caption>
          <thead>
            <tr>
              <th scope="col">{say("现在 ╲ 新规则", "Now ╲ new rules")}</th>
              {sides.to.map((to) => (
                <th key={to} scope="col">
                  <ColourMark colour={to} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sides.from.map((from) => (
              <tr key={from}>
                <th scope="row">
                  <ColourMark colour={from} />
                </th>
                {sides.to.map((to) => (
                  <td key={to} class={from === to ? "quiet" : undefined}>
                    {numberOf(countOf(colours, { from, to }))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
