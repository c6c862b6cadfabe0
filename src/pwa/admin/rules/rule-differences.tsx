/** Shows the officers of the issuer each difference between a proposed rule set and the rules in force, before and after. */
import type { ComponentChildren, JSX } from "preact";
import type { RuleSet } from "../../../contract/rules/rule-set.ts";
import { FACT_WORDS } from "../../../domain/fact/fact.ts";
import type { Lasts } from "../../../domain/rules/rule-set.ts";
import { conditionWords, lastsWords } from "../../../domain/rules/rule-words.ts";
import { say, saySentence } from "../../app/say.ts";
import { ColourMark } from "../../ui/colour-mark.tsx";
import { Empty } from "../head.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { type Difference, differencesOf, type Part } from "./rule-difference.ts";

type Row = NonNullable<Difference["after"]>;

interface DifferenceRow extends Difference {
  readonly place: number;
}

const WORDS = (): Readonly<Record<Difference["what"], string>> => ({
  added: say("新增一行", "Row added"),
  removed: say("删除一行", "Row removed"),
  order: say("次序", "Order"),
  colour: say("码色", "Colour"),
  reason: say("原因", "Reason"),
  when: say("条件", "Condition"),
  lasts: say("期限", "How long"),
  ends: say("如何转码", "How it ends"),
  ask: say("咨询", "Where to ask"),
  cause: say("所依名单", "List"),
});

export function RuleDifferences(props: { readonly before: RuleSet; readonly after: RuleSet }): JSX.Element {
  const { before, after } = props;
  const rows = differencesOf(before, after).map((difference, index) => ({ ...difference, place: index + 1 }));
  const columns: readonly Column<DifferenceRow>[] = [
    { key: "place", word: "#", value: ({ place }) => place },
    { key: "row", word: say("行", "Row"), value: rowWord },
    { key: "what", word: say("变化", "Change"), value: ({ what }) => WORDS()[what] },
    {
      key: "before",
      word: say("现行", "Now"),
      value: () => "",
      show: ({ what, before: row }) => <Side what={what} row={row} />,
    },
    {
      key: "after",
      word: say("提议", "Proposed"),
      value: () => "",
      show: ({ what, after: row }) => <Side what={what} row={row} />,
    },
  ];
  return (
    <section>
      <h2>{say("与现行规则的差异", "Differences from the current rules")}</h2>
      <p class="quiet">
        {say(
          `现行：${saySentence(before.title)}（${before.id} 第 ${before.version} 版）`,
          `Current: ${saySentence(before.title)} (${before.id} version ${before.version})`,
        )}
      </p>
      {rows.length === 0 ? (
        <Empty title={say("逐行相同，只有执行日期不同", "All rows are the same. Only the dates differ")}>{null}</Empty>
      ) : (
        <Table
          name="differences"
          caption={say("与现行规则的差异", "Differences from the current rules")}
          columns={columns}
          rows={rows}
          idOf={({ place }) => String(place)}
          first={{ by: "place", down: false }}
        />
      )}
    </section>
  );
}

function rowWord({ before, after }: Difference): string {
  const row = after ?? before;
  return row === null ? "" : saySentence(row.reason);
}

function Side({ what, row }: { readonly what: Difference["what"]; readonly row: Row | null }): JSX.Element {
  if (row === null || what === "order") return <>—</>;
  if (what === "added" || what === "removed") return <ColourMark colour={row.colour} />;
  return <>{partOf(what, row)}</>;
}

function partOf(part: Part, row: Row): ComponentChildren {
  if (part === "colour") return <ColourMark colour={row.colour} />;
  if (part === "reason" || part === "ends" || part === "ask") return saySentence(row[part]);
  if (part === "when") return saySentence(conditionWords(row.when));
  if (part === "lasts") return saySentence(lastsWords(row.lasts as Lasts | null));
  return row.cause === null ? "—" : saySentence(FACT_WORDS[row.cause]);
}

/** A row of a rule set with its position, from 1: the first row whose condition is true decides the colour. */
interface RankedRow {
  readonly rank: number;
  readonly row: RuleSet["rows"][number] | RuleSet["otherwise"];
}

const columns = (): readonly Column<RankedRow>[] => [
  { key: "rank", word: say("顺序", "Order"), value: ({ rank }) => rank },
  { key: "colour", word: say("码色", "Colour"), value: ({ row }) => row.colour, show: ({ row }) => <ColourMark {...row} /> },
  {
    key: "when",
    word: say("条件", "Condition"),
    value: ({ row }) => ("when" in row ? saySentence(conditionWords(row.when)) : say("其他所有人", "Everybody else")),
  },
  { key: "reason", word: say("原因", "Reason"), value: ({ row }) => saySentence(row.reason) },
  { key: "ends", word: say("如何转码", "How it ends"), value: ({ row }) => saySentence(row.ends) },
  { key: "ask", word: say("咨询", "Where to ask"), value: ({ row }) => saySentence(row.ask) },
];

export function RuleRows({ ruleSet }: { readonly ruleSet: RuleSet }): JSX.Element {
  return (
    <Table
      name="rows"
      caption={saySentence(ruleSet.title)}
      columns={columns()}
      rows={[...ruleSet.rows, ruleSet.otherwise].map((row, index) => ({ rank: index + 1, row }))}
      idOf={({ row }) => row.name}
      first={{ by: "rank", down: false }}
    />
  );
}
