/** The rows of one rule set, in the order in which they decide: whom it meets, what it gives, why, what ends it and whom to ask. */
import type { JSX } from "preact";
import type { RuleSet } from "../../contract/rule-set.ts";
import { conditionWords } from "../../domain/rules/rule-words.ts";
import { say, saySentence } from "../say.ts";
import { ColourMark } from "./colour-mark.tsx";
import { Table } from "./table.tsx";
import type { Column } from "./table.tsx";

/** A row of a set, and its place: the first that fits decides. */
interface Ranked {
  readonly rank: number;
  readonly row: RuleSet["rows"][number] | RuleSet["otherwise"];
}

const columns = (): readonly Column<Ranked>[] => [
  { key: "rank", word: say("顺序", "Order"), value: ({ rank }) => rank },
  { key: "colour", word: say("码色", "Colour"), value: ({ row }) => row.colour, show: ({ row }) => <ColourMark {...row} /> },
  {
    key: "when",
    word: say("条件", "Condition"),
    value: ({ row }) => ("when" in row ? saySentence(conditionWords(row.when)) : say("其他所有人", "Everybody else")),
  },
  { key: "reason", word: say("原因", "Reason"), value: ({ row }) => saySentence(row.reason) },
  { key: "ends", word: say("如何转码", "What ends it"), value: ({ row }) => saySentence(row.ends) },
  { key: "ask", word: say("咨询", "Whom to ask"), value: ({ row }) => saySentence(row.ask) },
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
