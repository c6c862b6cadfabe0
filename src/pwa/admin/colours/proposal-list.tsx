/** A table of proposals on the officers' page: each change with how many persons it turns, its grounds, and what the officer may do about it. */
import type { ComponentChildren, JSX } from "preact";
import type { Proposal } from "../../../contract/proposal/proposal.ts";
import { REASON_WORDS } from "../../../domain/proposal/reason.ts";
import { say, saySentence } from "../../app/say.ts";
import { type Column, Table } from "../../ui/table.tsx";
import { minuteOf } from "../../ui/words/moments.ts";
import { answersOf, changeWords, stateWord } from "../change-words.ts";
import type { Deciding } from "../decide-proposal.tsx";
import { handWords } from "../hand-words.ts";
import { Empty } from "../head.tsx";
import type { Names } from "../offices.ts";
import { mustWait, turningWords } from "../turning.tsx";

interface ListProps {
  readonly name: string;
  readonly caption: string;
  readonly empty: string;
  readonly rows: readonly Proposal[];
  readonly names: Names;
  readonly actions?: (proposal: Proposal) => ComponentChildren;
}

export function ProposalList({ rows, names, empty, ...table }: ListProps): JSX.Element {
  if (rows.length === 0) return <Empty title={empty}>{null}</Empty>;
  const columns: readonly Column<Proposal>[] = [
    {
      key: "change",
      word: say("内容", "Change"),
      value: ({ change, at }) => changeWords(change, names, at),
      show: (proposal) => <Change proposal={proposal} names={names} />,
    },
    { key: "reason", word: say("事由", "Reason"), value: ({ reason }) => saySentence(REASON_WORDS[reason]) },
    { key: "evidence", word: say("证据", "Evidence"), value: ({ evidence }) => evidence },
    { key: "by", word: say("提议人", "Proposed by"), value: handWords },
    { key: "at", word: say("提议时间", "Proposed at"), value: ({ at }) => minuteOf(at) },
    { key: "state", word: say("状态", "State"), value: (proposal) => outcomeOf(proposal, names) },
  ];
  return <Table {...table} columns={columns} rows={rows} idOf={({ id }) => id} first={{ by: "at", down: true }} />;
}

/** The change, and below it how many persons it turns. */
function Change({ proposal: { change, at, count }, names }: { readonly proposal: Proposal; readonly names: Names }): JSX.Element {
  return (
    <>
      {changeWords(change, names, at)}
      {count !== undefined && (
        <>
          <br />
          <b>{turningWords(count)}</b>
        </>
      )}
    </>
  );
}

function outcomeOf({ state, decision, change }: Proposal, names: Names): string {
  if (decision === null) return stateWord(state);
  const answer = state === "approved" ? answersOf(change, names) : [];
  return [stateWord(state), ...answer, handWords(decision), decision.note].join(" · ");
}

/** The button by which an officer proposes to withdraw a notice or an exposure; none for other proposals. */
export function WithdrawNotice(props: { readonly proposal: Proposal; readonly onPropose: (proposal: Proposal) => void }) {
  const { change, state } = props.proposal;
  if ((change.kind !== "fact_notice" && change.kind !== "exposure_entry") || state !== "approved") return null;
  return (
    <button class="text-button danger" type="button" onClick={() => props.onPropose(props.proposal)}>
      {change.kind === "fact_notice"
        ? say("提议撤回通报", "Propose to withdraw the notice")
        : say("提议撤回", "Propose to withdraw it")}
    </button>
  );
}

export function Actions(props: { readonly proposal: Proposal; readonly onDecide: (deciding: Deciding) => void }): JSX.Element {
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
      {mustWait(proposal) ? (
        <span class="quiet">{say("统计完成后可批准", "To be approved after the count")}</span>
      ) : (
        <button class="text-button" type="button" onClick={() => onDecide({ act: "approvals", proposal })}>
          {say("批准", "Approve")}
        </button>
      )}
      <button class="text-button danger" type="button" onClick={() => onDecide({ act: "refusals", proposal })}>
        {say("拒绝", "Refuse")}
      </button>
    </>
  );
}
