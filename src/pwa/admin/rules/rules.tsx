/** The issuer's rules: the rule sets with their times, the rows of one set, and for officers the proposals. The address names the chosen set. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Proposal, ProposalChange } from "../../../contract/proposal/proposal.ts";
import { REASON_WORDS } from "../../../domain/proposal/reason.ts";
import { useLocation } from "../../app/location.ts";
import { say, saySentence } from "../../app/say.ts";
import { Head, OutcomeNotice } from "../head.tsx";
import { SourceView, useLoaded, valueOf } from "../../ui/loaded.tsx";
import type { PageProps } from "../pages.ts";
import { addressOf } from "../route.ts";
import { minuteOf } from "../../ui/words/moments.ts";
import { type Column, Table } from "../../ui/table.tsx";
import { ColourTableSection } from "./colour-table.tsx";
import { ProposeRules, type ProposingRules } from "./propose-rules.tsx";
import { ProposedRules } from "./proposed-rules.tsx";
import { RuleRows } from "./rule-differences.tsx";
import { RuleSetList } from "./rule-set-list.tsx";

export default function Rules(props: PageProps): JSX.Element {
  const proposal = useLocation().query.get("proposal");
  return proposal === null ? <AllRules {...props} /> : <ProposedRules key={proposal} id={proposal} {...props} />;
}

function AllRules({ division, names }: PageProps): JSX.Element {
  const { query, route } = useLocation();
  const source = useLoaded("GET /api/v1/rule-sets", {});
  // Only officers of the issuer get the proposals. `proposals` is null while they load, and for other administrators, who read the rules and cannot propose.
  const proposalSource = useLoaded("GET /api/v1/proposals", {});
  const proposals = valueOf(proposalSource)?.proposals ?? null;
  const [proposing, setProposing] = useState<ProposingRules | null>(null);
  const [notice, setNotice] = useState<string | null>(null);

  async function finish({ id, change }: Proposal): Promise<void> {
    setProposing(null);
    if (change.kind === "rule_set") return route(`${addressOf(division, "rules")}?proposal=${id}`);
    setNotice(
      say("已提议撤回，等另一位负责人在“码色管理”批准。", "The withdrawal is proposed. Another officer decides under “Colours”."),
    );
    await proposalSource.reload();
  }

  return (
    <>
      <Head name={say("赋码规则", "Rules")}>
        {proposals !== null && (
          <button class="chip strong" type="button" onClick={() => setProposing({ kind: "new" })}>
            {say("提议新规则", "Propose new rules")}
          </button>
        )}
      </Head>
      <OutcomeNotice
        outcome={notice === null ? null : { notice }}
        onChange={(outcome) => setNotice(outcome.notice)}
        onUndone={proposalSource.reload}
      />
      {proposals !== null && <WaitingRules proposals={proposals} division={division} />}
      <SourceView source={source}>
        {({ ruleSets }) => {
          const key = query.get("set");
          const chosen =
            ruleSets.find(({ id, version }) => `${id} ${version}` === key) ??
            ruleSets.find(({ state }) => state === "in_force") ??
            ruleSets[0];
          return (
            <>
              <RuleSetList
                ruleSets={ruleSets}
                chosen={chosen}
                proposals={proposals ?? []}
                names={names}
                onWithdraw={setProposing}
              />
              {chosen !== undefined && (
                <section>
                  <h2>{saySentence(chosen.title)}</h2>
                  <RuleRows key={`${chosen.id} ${chosen.version}`} ruleSet={chosen} />
                </section>
              )}
            </>
          );
        }}
      </SourceView>
      <ColourTableSection
        isOfficer={proposals !== null}
        onProposed={async (words) => {
          setNotice(words);
          await proposalSource.reload();
        }}
      />
      {proposing !== null && <ProposeRules proposing={proposing} onDone={finish} onClose={() => setProposing(null)} />}
    </>
  );
}

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
      <h2>{say("待批的新规则", "New rules waiting for the second officer")}</h2>
      <Table
        name="waiting"
        caption={say("待批的新规则", "New rules waiting for the second officer")}
        columns={columns}
        rows={waiting}
        idOf={({ id }) => id}
        first={{ by: "at", down: true }}
        actions={({ id, mine }) => (
          <a href={`${addressOf(division, "rules")}?proposal=${id}`}>
            {mine ? say("查看", "View") : say("查看并审批", "View and decide")}
          </a>
        )}
      />
    </section>
  );
}
