/** The rules by which the issuer decides, set by set: what each row gives, why, what ends it and whom to ask. Reads only. */
import type { JSX } from "preact";
import type { RuleSets } from "../../contract/rule-set.ts";
import { useLocation } from "../frame/location.ts";
import { say, saySentence } from "../say.ts";
import { ColourMark } from "./colour-mark.tsx";
import { Head } from "./head.tsx";
import { Shown, useLoaded } from "./loaded.tsx";
import { ProposedRules } from "./proposed-rules.tsx";
import { Table } from "./table.tsx";
import type { Column } from "./table.tsx";

type RuleSet = RuleSets["ruleSets"][number];

/** A row of a set, and its place: the first that fits decides. */
interface Ranked {
  readonly rank: number;
  readonly row: RuleSet["otherwise"];
}

const columns = (): readonly Column<Ranked>[] => [
  { key: "rank", word: say("顺序", "Order"), value: ({ rank }) => rank },
  { key: "colour", word: say("码色", "Colour"), value: ({ row }) => row.colour, show: ({ row }) => <ColourMark {...row} /> },
  { key: "reason", word: say("原因", "Reason"), value: ({ row }) => saySentence(row.reason) },
  { key: "ends", word: say("如何转码", "What ends it"), value: ({ row }) => saySentence(row.ends) },
  { key: "ask", word: say("咨询", "Whom to ask"), value: ({ row }) => saySentence(row.ask) },
];

export function Rules(props: { readonly division: string }): JSX.Element {
  const proposal = useLocation().query.get("proposal");
  return proposal === null ? <Published /> : <ProposedRules key={proposal} id={proposal} division={props.division} />;
}

function Published(): JSX.Element {
  const source = useLoaded<RuleSets>("/api/v1/rule-sets");
  return (
    <>
      <Head name={say("赋码规则", "Rules")} />
      <Shown source={source}>
        {({ ruleSets }) => (
          <>
            {ruleSets.map((set) => (
              <section key={`${set.id} ${set.version}`}>
                <h2>
                  {saySentence(set.title)}
                  {set.state === "in_force" && say("（今天执行）", " (in force today)")}
                </h2>
                <p class="quiet">{validity(set)}</p>
                <Table
                  name={set.id}
                  caption={saySentence(set.title)}
                  columns={columns()}
                  rows={[...set.rows, set.otherwise].map((row, index) => ({ rank: index + 1, row }))}
                  idOf={({ row }) => row.name}
                  first={{ by: "rank", down: false }}
                />
              </section>
            ))}
          </>
        )}
      </Shown>
    </>
  );
}

function validity({ id, version, validFrom, validUntil }: RuleSet): string {
  const until =
    validUntil === null ? say("至另行通知", "until further notice") : say(`至 ${validUntil} 前`, `before ${validUntil}`);
  return say(`${id} 第 ${version} 版，${validFrom} 起，${until}`, `${id} version ${version}, from ${validFrom}, ${until}`);
}
