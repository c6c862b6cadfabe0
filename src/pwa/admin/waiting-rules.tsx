/** Rule sets that wait for the second officer, each with the way to where it is looked at and decided. */
import type { JSX } from "preact";
import type { Proposal, ProposalChange } from "../../contract/proposal.ts";
import { REASON_WORDS } from "../../domain/proposal/reason.ts";
import { say, saySentence } from "../say.ts";
import { addressOf } from "./route.ts";
import { minuteOf } from "./stamp.ts";
import { Table } from "./table.tsx";
import type { Column } from "./table.tsx";

interface Waiting extends Proposal {
  readonly change: Extract<ProposalChange, { kind: "rule_set" }>;
}

const isWaiting = (proposal: Proposal): proposal is Waiting =>
  proposal.state === "waiting" && proposal.change.kind === "rule_set";

interface WaitingRulesProps {
  readonly proposals: readonly Proposal[];
  readonly division: string;
}

export function WaitingRules({ proposals, division }: WaitingRulesProps): JSX.Element | null {
  const waiting = proposals.filter(isWaiting);
  if (waiting.length === 0) return null;
  const columns: readonly Column<Waiting>[] = [
    { key: "title", word: say("规则", "Rules"), value: ({ change }) => saySentence(change.ruleSet.title) },
    {
      key: "id",
      word: say("编号", "Id"),
      value: ({ change: { ruleSet } }) =>
        say(`${ruleSet.id} 第 ${ruleSet.version} 版`, `${ruleSet.id} version ${ruleSet.version}`),
    },
    { key: "from", word: say("开始执行", "From"), value: ({ change }) => change.ruleSet.validFrom },
    { key: "reason", word: say("事由", "Reason"), value: ({ reason }) => saySentence(REASON_WORDS[reason]) },
    { key: "by", word: say("提议人", "Proposed by"), value: ({ by }) => by },
    { key: "at", word: say("提议时间", "Proposed at"), value: ({ at }) => minuteOf(at) },
  ];
  return (
    <section>
      <h2>{say("待批的新规则", "New rules that wait for the second officer")}</h2>
      <Table
        name="waiting"
        caption={say("待批的新规则", "New rules that wait")}
        columns={columns}
        rows={waiting}
        idOf={({ id }) => id}
        first={{ by: "at", down: true }}
        actions={({ id, mine }) => (
          <a href={`${addressOf(division, "rules")}?proposal=${id}`}>
            {mine ? say("查看", "Look") : say("查看并审批", "Look and decide")}
          </a>
        )}
      />
    </section>
  );
}
