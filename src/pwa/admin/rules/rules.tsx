/** The rules by which the issuer decides: which hold when, the rows of one of them, and for officers what is proposed. The address keeps which. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Proposal, Proposals } from "../../../contract/proposal.ts";
import type { RuleSets } from "../../../contract/rule-set.ts";
import { useLocation } from "../../frame/location.ts";
import { say, saySentence } from "../../say.ts";
import { Done, Head } from "../head.tsx";
import { Shown, useLoaded, valueOf } from "../loaded.tsx";
import { ProposeRules, type ProposingRules } from "./propose-rules.tsx";
import { ProposedRules } from "./proposed-rules.tsx";
import { addressOf, type Names } from "../route.ts";
import { RuleRows } from "../rule-rows.tsx";
import { RuleSetList } from "./rule-set-list.tsx";
import { WaitingRules } from "../waiting-rules.tsx";

interface RulesProps {
  readonly division: string;
  readonly names: Names;
}

export function Rules(props: RulesProps): JSX.Element {
  const proposal = useLocation().query.get("proposal");
  return proposal === null ? <AllRules {...props} /> : <ProposedRules key={proposal} id={proposal} {...props} />;
}

function AllRules({ division, names }: RulesProps): JSX.Element {
  const { query, route } = useLocation();
  const source = useLoaded<RuleSets>("/api/v1/rule-sets");
  // Who is no officer of the issuer reads the rules and proposes nothing.
  const proposed = useLoaded<Proposals>("/api/v1/proposals");
  const proposals = valueOf(proposed)?.proposals ?? null;
  const [proposing, setProposing] = useState<ProposingRules | null>(null);
  const [said, setSaid] = useState<string | null>(null);

  async function done({ id, change }: Proposal): Promise<void> {
    setProposing(null);
    if (change.kind === "rule_set") return route(`${addressOf(division, "rules")}?proposal=${id}`);
    setSaid(say("已提议撤回，等另一位负责人在“码色管理”批准。", "Proposed: another officer decides it under “Colours”."));
    await proposed.reload();
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
      <Done outcome={said === null ? null : { said }} onChange={(outcome) => setSaid(outcome.said)} onUndone={proposed.reload} />
      {proposals !== null && <WaitingRules proposals={proposals} division={division} />}
      <Shown source={source}>
        {({ ruleSets }) => {
          const asked = query.get("set");
          const chosen =
            ruleSets.find(({ id, version }) => `${id} ${version}` === asked) ??
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
      </Shown>
      {proposing !== null && <ProposeRules proposing={proposing} onDone={done} onClose={() => setProposing(null)} />}
    </>
  );
}
