/** The past, current, standby and future rule sets with their issuers, and the proposal to withdraw a set that is not yet in force. */
import type { JSX } from "preact";
import type { Proposal } from "../../../contract/proposal/proposal.ts";
import type { RuleSets } from "../../../contract/rules/rule-set.ts";
import { useLocation } from "../../app/location.ts";
import { say, saySentence } from "../../app/say.ts";
import type { ProposingRules } from "./propose-rules.tsx";
import type { Names } from "../offices.ts";
import { type Column, Table } from "../../ui/table.tsx";
import "./rules.css";

type RuleSetEntry = RuleSets["ruleSets"][number];

interface RuleSetListProps {
  readonly ruleSets: readonly RuleSetEntry[];
  /** The set whose rows the page shows. */
  readonly chosen: RuleSetEntry | undefined;
  readonly proposals: readonly Proposal[];
  readonly names: Names;
  readonly onWithdraw: (proposing: ProposingRules) => void;
}

const stateWord = (state: RuleSetEntry["state"]): string =>
  ({
    over: say("已结束", "Ended"),
    in_force: say("执行中", "In force"),
    standby: say("备用", "Standby"),
    coming: say("待执行", "Not yet in force"),
  })[state];

export function RuleSetList({ ruleSets, chosen, proposals, names, onWithdraw }: RuleSetListProps): JSX.Element {
  const { path } = useLocation();
  const columns: readonly Column<RuleSetEntry>[] = [
    {
      key: "title",
      word: say("规则", "Rules"),
      value: ({ title }) => saySentence(title),
      show: (set) => (
        <a href={`${path}?set=${encodeURIComponent(keyOf(set))}`} aria-current={set === chosen ? "true" : undefined}>
          {saySentence(set.title)}
        </a>
      ),
    },
    { key: "id", word: say("编号", "Id"), value: ({ id, version }) => say(`${id} 第 ${version} 版`, `${id} version ${version}`) },
    {
      key: "issuer",
      word: say("发布机构", "Issuer"),
      value: ({ issuer }) => (issuer === "0" ? say("国家", "The nation") : names.of(issuer)),
    },
    { key: "from", word: say("开始", "From"), value: ({ validFrom }) => validFrom },
    { key: "until", word: say("结束", "Until"), value: ({ endsOn }) => endsOn ?? say("另行通知", "no end date") },
    {
      key: "state",
      word: say("状态", "State"),
      value: ({ state }) => stateWord(state),
      show: ({ state }) => <span class={`rule-state of-${state}`}>{stateWord(state)}</span>,
    },
  ];
  const withdrawalOf = (set: RuleSetEntry): JSX.Element | null => {
    const approved = set.state === "coming" ? approvalOf(set, proposals) : null;
    if (approved === null) return null;
    if (proposals.some(({ state, change }) => state === "waiting" && "approved" in change && change.approved === approved))
      return <span class="quiet">{say("撤回待批", "Withdrawal is waiting")}</span>;
    const propose = () => onWithdraw({ kind: "withdrawal", approved, title: saySentence(set.title) });
    return (
      <button class="text-button danger" type="button" onClick={propose}>
        {say("提议撤回", "Propose withdrawal")}
      </button>
    );
  };
  return (
    <section>
      <h2>{say("执行时间", "Dates of the rules")}</h2>
      <Table
        name="sets"
        caption={say("规则的执行时间", "Dates of the rules")}
        columns={columns}
        rows={ruleSets}
        idOf={keyOf}
        first={{ by: "from", down: true }}
        {...(ruleSets.some((set) => withdrawalOf(set) !== null) && { actions: withdrawalOf })}
      />
    </section>
  );
}

function keyOf({ id, version }: RuleSetEntry): string {
  return `${id} ${version}`;
}

/** The id of the approved proposal that brought the set; null where it is not among `proposals`. */
function approvalOf({ id, version }: RuleSetEntry, proposals: readonly Proposal[]): string | null {
  const proposal = proposals.find(
    ({ state, change }) =>
      state === "approved" && change.kind === "rule_set" && change.ruleSet.id === id && change.ruleSet.version === version,
  );
  return proposal?.id ?? null;
}
