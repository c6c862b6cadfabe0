/** For the officers of an issuer: the measures in force, the proposals that wait for a second officer, and the decided ones. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { Proposal, Proposals } from "../../../contract/proposal.ts";
import { REASON_WORDS } from "../../../domain/proposal/reason.ts";
import { say, saySentence } from "../../app/say.ts";
import { Empty, Head, OutcomeNotice } from "../head.tsx";
import { SourceView, useLoaded } from "../../ui/loaded.tsx";
import type { Names } from "../offices.ts";
import { minuteOf } from "../../ui/words/moments.ts";
import { type Column, Table } from "../../ui/table.tsx";
import { changeWords, stateWord } from "../change-words.ts";
import { DecideProposal, type Deciding } from "../decide-proposal.tsx";
import { handWords } from "../hand-words.ts";
import type { PageProps } from "../pages.ts";
import { ProposeChange, type Proposing } from "./propose-change.tsx";
import { type FactAct, ProposeFact } from "./propose-fact.tsx";

export default function ProposalsPage(props: PageProps): JSX.Element {
  const { division, names } = props;
  const source = useLoaded("GET /api/v1/proposals", {});
  const [proposing, setProposing] = useState<Proposing | null>(null);
  const [fact, setFact] = useState<FactAct | null>(null);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [notice, setNotice] = useState<string | null>(null);

  const region = { code: division, path: [names.own] };

  async function finish(what: string): Promise<void> {
    setProposing(null);
    setFact(null);
    setDeciding(null);
    setNotice(what);
    await source.reload();
  }

  return (
    <>
      <Head name={say("码色管理", "Colours")}>
        <button class="chip" type="button" onClick={() => setProposing({ kind: "colours_switch" })}>
          {say("提议显示码色", "Propose to show colours")}
        </button>
        <button class="chip" type="button" onClick={() => setFact("fact_entry")}>
          {say("提议录入记录", "Propose to enter a fact")}
        </button>
        <button class="chip" type="button" onClick={() => setFact("fact_withdrawal")}>
          {say("提议撤回记录", "Propose to withdraw a fact")}
        </button>
        <button class="chip strong" type="button" onClick={() => setProposing({ kind: "closed_management" })}>
          {say("提议封闭管理", "Propose closed management")}
        </button>
      </Head>
      <OutcomeNotice
        outcome={notice === null ? null : { notice }}
        onChange={(outcome) => setNotice(outcome.notice)}
        onUndone={source.reload}
      />
      <SourceView source={source}>
        {(all) => (
          <>
            <Holds all={all} names={names} onEnd={setProposing} />
            <h2>{say("待批", "Waiting for the second officer")}</h2>
            <List
              name="waiting"
              caption={say("待批的提议", "Waiting proposals")}
              empty={say("没有待批的提议", "No proposal is waiting")}
              rows={all.proposals.filter(({ state }) => state === "waiting")}
              names={names}
              actions={(proposal) => <Actions proposal={proposal} onDecide={setDeciding} />}
            />
            <h2>{say("已办结", "Decided")}</h2>
            <List
              name="decided"
              caption={say("已办结的提议", "Decided proposals")}
              empty={say("还没有办结的提议", "No proposal has been decided yet")}
              rows={all.proposals.filter(({ state }) => state !== "waiting")}
              names={names}
            />
          </>
        )}
      </SourceView>
      {proposing !== null && (
        <ProposeChange proposing={proposing} region={region} onDone={finish} onClose={() => setProposing(null)} />
      )}
      {fact !== null && <ProposeFact act={fact} region={region} onDone={finish} onClose={() => setFact(null)} />}
      {deciding !== null && <DecideProposal {...deciding} names={names} onDone={finish} onClose={() => setDeciding(null)} />}
    </>
  );
}

interface HoldsProps {
  readonly all: Proposals;
  readonly names: Names;
  readonly onEnd: (proposing: Proposing) => void;
}

function Holds({ all, names, onEnd }: HoldsProps): JSX.Element {
  const { coloursFrom, closures } = all;
  return (
    <>
      <p class="notice banner">
        {coloursFrom === null
          ? say("暂不显示码色，健康码只显示“已申报”。", "Colours are not shown. Codes show only “declared”.")
          : say(`${minuteOf(coloursFrom)} 起显示码色。`, `Colours are shown from ${minuteOf(coloursFrom)}.`)}
      </p>
      {closures.map(({ division, from, until }) => (
        <p class="notice warning" key={division}>
          {until === null
            ? say(
                `${names.of(division)}封闭管理中，${minuteOf(from)} 起`,
                `Closed management of ${names.of(division)} since ${minuteOf(from)}`,
              )
            : say(
                `${names.of(division)}封闭管理，${minuteOf(from)} 至 ${minuteOf(until)}`,
                `Closed management of ${names.of(division)} from ${minuteOf(from)} until ${minuteOf(until)}`,
              )}
          <button
            class="text-button"
            type="button"
            onClick={() => onEnd({ kind: "end", division, name: names.of(division), from })}
          >
            {say("提议结束", "Propose to end it")}
          </button>
        </p>
      ))}
    </>
  );
}

interface ListProps {
  readonly name: string;
  readonly caption: string;
  readonly empty: string;
  readonly rows: readonly Proposal[];
  readonly names: Names;
  readonly actions?: (proposal: Proposal) => ComponentChildren;
}

function List({ rows, names, empty, ...table }: ListProps): JSX.Element {
  if (rows.length === 0) return <Empty title={empty}>{null}</Empty>;
  const columns: readonly Column<Proposal>[] = [
    { key: "change", word: say("内容", "Change"), value: ({ change, at }) => changeWords(change, names, at) },
    { key: "reason", word: say("事由", "Reason"), value: ({ reason }) => saySentence(REASON_WORDS[reason]) },
    { key: "evidence", word: say("证据", "Evidence"), value: ({ evidence }) => evidence },
    { key: "by", word: say("提议人", "Proposed by"), value: handWords },
    { key: "at", word: say("提议时间", "Proposed at"), value: ({ at }) => minuteOf(at) },
    { key: "state", word: say("状态", "State"), value: outcomeOf },
  ];
  return <Table {...table} columns={columns} rows={rows} idOf={({ id }) => id} first={{ by: "at", down: true }} />;
}

function outcomeOf({ state, decision }: Proposal): string {
  return decision === null ? stateWord(state) : `${stateWord(state)} · ${handWords(decision)} · ${decision.note}`;
}

function Actions(props: { readonly proposal: Proposal; readonly onDecide: (deciding: Deciding) => void }): JSX.Element {
  const { proposal, onDecide } = props;
  if (proposal.mine)
    return (
      <>
        <span class="quiet">{say("等另一位负责人", "Waits for another officer")}</span>
        <button class="text-button danger" type="button" onClick={() => onDecide({ act: "withdrawals", proposal })}>
          {say("撤回我的提议", "Withdraw my proposal")}
        </button>
      </>
    );
  // The buttons for a new rule set are on its own page: an officer must see its changes before deciding.
  if (proposal.change.kind === "rule_set")
    return <a href={`rules?proposal=${proposal.id}`}>{say("查看并审批", "View and decide")}</a>;
  // Those for a file are beside its reading, which an officer must open before the approval.
  if (proposal.change.kind === "fact_list" || proposal.change.kind === "area_list")
    return <a href={`${proposal.change.list}?file=${proposal.change.file}`}>{say("查看并审批", "View and decide")}</a>;
  return (
    <>
      <button class="text-button" type="button" onClick={() => onDecide({ act: "approvals", proposal })}>
        {say("批准", "Approve")}
      </button>
      <button class="text-button danger" type="button" onClick={() => onDecide({ act: "refusals", proposal })}>
        {say("拒绝", "Refuse")}
      </button>
    </>
  );
}
