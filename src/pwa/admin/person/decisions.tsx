/** 码色记录: the latest decisions on one person's colour, after the person is found and a purpose is stated. */
import type { JSX } from "preact";
import type { Decision, PersonDecisions } from "../../../contract/decision.ts";
import { FACT_WORDS } from "../../../domain/fact/fact.ts";
import { REVIEW_WORDS } from "../../../domain/review/review.ts";
import { ask } from "../../app/api.ts";
import { say, saySentence } from "../../app/say.ts";
import { ColourMark } from "../../ui/colour-mark.tsx";
import { minuteOf, secondOf } from "../../ui/words/moments.ts";
import { type Column, Table } from "../../ui/table.tsx";
import { chainColumn } from "../chain-column.tsx";
import type { PageProps } from "../pages.ts";
import { PersonData } from "./person-data.tsx";

export default function DecisionsPage({ division }: PageProps): JSX.Element {
  return (
    <PersonData
      name={say("码色记录", "Colour history")}
      question={say("查谁的码色？", "Whose colour?")}
      whom={say("申报的住址在本辖区的人。", "A person whose declared address is in this division.")}
      purposeTitle={say("为什么查看此人的码色记录？", "Why do you open this colour history?")}
      openWord={say("查看码色记录", "Open the history")}
      open={(request) => ask("POST /api/v1/divisions/:division/decisions", { division }, request)}
      headOf={(history) => ({
        name: say(`${history.maskedName} 的码色记录`, `Colour history of ${history.maskedName}`),
        detail: detailOf(history),
      })}
    >
      {({ decisions }) => <DecisionTable decisions={decisions} />}
    </PersonData>
  );
}

function detailOf({ decisions, complete }: PersonDecisions): string {
  const { length } = decisions;
  return complete ? say(`共 ${length} 次判定`, `${length} decisions`) : say(`最近 ${length} 次判定`, `The latest ${length}`);
}

const columns = (): readonly Column<Decision>[] => [
  { key: "at", word: say("判定时间", "Decided"), value: ({ at }) => secondOf(at) },
  {
    key: "colour",
    word: say("码色", "Colour"),
    value: ({ colour }) => colour,
    show: ({ was, colour }) => (
      <>
        {was !== null && was !== colour && (
          <>
            <ColourMark colour={was} /> {"→ "}
          </>
        )}
        <ColourMark colour={colour} />
      </>
    ),
  },
  {
    key: "reason",
    word: say("原因", "Reason"),
    value: ({ reason, row }) => (reason === null ? row : saySentence(reason)),
  },
  {
    key: "until",
    word: say("起止", "From and until"),
    value: ({ since }) => since,
    show: ({ since, until }) => (
      <>
        {minuteOf(since)}
        <br />
        {until === null
          ? say("至解除条件满足", "until the condition for its end is met")
          : say(`至 ${minuteOf(until)}`, `until ${minuteOf(until)}`)}
      </>
    ),
  },
  {
    key: "rule",
    word: say("规则", "Rule"),
    value: ({ ruleSet, row }) => `${ruleSet.id} ${row}`,
    show: ({ ruleSet: { id, version, title }, row }) => (
      <>
        {title === null ? id : saySentence(title)}
        <br />
        <small class="quiet">
          {id} · {say(`第 ${version} 版`, `version ${version}`)} · {row}
        </small>
      </>
    ),
  },
  { key: "basis", word: say("依据", "Based on"), value: basisOf, show: (decision) => <Basis decision={decision} /> },
  chainColumn(),
];

function basisOf({ declaration, facts }: Decision): number {
  return facts.length * 10_000 + (declaration ?? 0);
}

function Basis({ decision: { declaration, checkedIn, facts, review } }: { readonly decision: Decision }): JSX.Element {
  return (
    <>
      {declaration !== null && say(`第 ${declaration} 次申报`, `Declaration ${declaration}`)}
      {checkedIn && say("、打卡", ", a check-in")}
      {review !== null && (
        <>
          <br />
          {say("审核：", "Review: ")}
          {saySentence(REVIEW_WORDS[review])}
        </>
      )}
      {facts.map(({ kind, source, sourceName, reference }) => (
        <span key={`${source}/${kind}/${reference}`}>
          <br />
          {saySentence(FACT_WORDS[kind])} <small class="quiet">{`${sourceName} · ${reference}`}</small>
        </span>
      ))}
    </>
  );
}

function DecisionTable(props: { readonly decisions: readonly Decision[] }): JSX.Element {
  return (
    <Table
      name="decisions"
      caption={say("码色记录", "Colour history")}
      columns={columns()}
      rows={props.decisions}
      idOf={({ at, row, colour }) => [at, row, colour].join(" ")}
      first={{ by: "at", down: true }}
    />
  );
}
