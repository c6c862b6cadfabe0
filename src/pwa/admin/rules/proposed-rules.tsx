/** One proposed rule set, for the officers of the issuer: its grounds, its changes, its trial run, and every row; with the buttons to decide for an officer other than the proposing one. The address names the proposal. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ProposedRuleSet } from "../../../contract/rules/rule-set.ts";
import type { Trial } from "../../../contract/rules/trial.ts";
import { REASON_WORDS } from "../../../domain/proposal/reason.ts";
import { say, saySentence } from "../../app/say.ts";
import { changeWords, stateWord } from "../change-words.ts";
import { DecideProposal, type Deciding } from "../decide-proposal.tsx";
import { Head, OutcomeNotice } from "../head.tsx";
import { SourceView, useLoaded, valueOf } from "../../ui/loaded.tsx";
import type { Names } from "../offices.ts";
import { addressOf } from "../route.ts";
import { minuteOf } from "../../ui/words/moments.ts";
import { RuleDifferences, RuleRows } from "./rule-differences.tsx";
import { TrialRun } from "./trial.tsx";
import { trialWords } from "./trial-result.tsx";
import "./rules.css";

interface ProposedRulesProps {
  /** The proposal's id. */
  readonly id: string;
  readonly division: string;
  readonly names: Names;
}

export function ProposedRules({ id, division, names }: ProposedRulesProps): JSX.Element {
  const source = useLoaded("GET /api/v1/rule-sets/:id", { id });
  const present = valueOf(useLoaded("GET /api/v1/rule-sets", {}))?.ruleSets.find(({ state }) => state === "in_force");
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const [trial, setTrial] = useState<Trial | null>(null);
  const proposed = valueOf(source);

  async function finish(what: string): Promise<void> {
    setDeciding(null);
    setNotice(what);
    await source.reload();
  }

  return (
    <>
      <Head name={proposed === null ? say("提议的规则", "Proposed rules") : saySentence(proposed.ruleSet.title)}>
        <a class="chip" href={addressOf(division, "rules")}>
          {say("全部规则", "All rules")}
        </a>
        {proposed !== null && <Decide proposed={proposed} trial={trial} onDecide={setDeciding} />}
      </Head>
      <OutcomeNotice
        outcome={notice === null ? null : { notice }}
        onChange={(outcome) => setNotice(outcome.notice)}
        onUndone={source.reload}
      />
      <SourceView source={source}>
        {({ proposal, ruleSet }) => (
          <>
            <About proposal={proposal} names={names} />
            {present !== undefined && <RuleDifferences before={present} after={ruleSet} />}
            <TrialRun id={id} ruleSet={ruleSet} division={division} onLoad={setTrial} />
            <section>
              <h2>{say("提议的全部规则", "All the proposed rules")}</h2>
              <RuleRows ruleSet={ruleSet} />
            </section>
          </>
        )}
      </SourceView>
      {deciding !== null && (
        <DecideProposal
          {...deciding}
          {...(deciding.act === "approvals" && trial !== null && { effect: trialWords(trial) })}
          names={names}
          onDone={finish}
          onClose={() => setDeciding(null)}
        />
      )}
    </>
  );
}

interface DecideProps {
  readonly proposed: ProposedRuleSet;
  /** Null until it is loaded, and where none was run. */
  readonly trial: Trial | null;
  readonly onDecide: (deciding: Deciding) => void;
}

function Decide({ proposed: { proposal }, trial, onDecide }: DecideProps): JSX.Element | null {
  if (proposal.state !== "waiting") return null;
  if (proposal.mine)
    return (
      <button class="chip" type="button" onClick={() => onDecide({ act: "withdrawals", proposal })}>
        {say("撤回我的提议", "Withdraw my proposal")}
      </button>
    );
  const hasResult = trial !== null && trial.result !== null;
  return (
    <>
      {!hasResult && <span class="quiet">{say("先看试运行结果，再批准", "See the trial result before you approve")}</span>}
      <button class="chip" type="button" onClick={() => onDecide({ act: "refusals", proposal })}>
        {say("拒绝", "Refuse")}
      </button>
      <button class="chip strong" type="button" disabled={!hasResult} onClick={() => onDecide({ act: "approvals", proposal })}>
        {say("批准", "Approve")}
      </button>
    </>
  );
}

function About(props: { readonly proposal: ProposedRuleSet["proposal"]; readonly names: Names }): JSX.Element {
  const { change, reason, evidence, by, at, state, expiresAt, decision } = props.proposal;
  return (
    <dl class="admin-card rule-grounds">
      <dt>{say("内容", "Change")}</dt>
      <dd>{changeWords(change, props.names, at)}</dd>
      <dt>{say("事由", "Reason")}</dt>
      <dd>{saySentence(REASON_WORDS[reason])}</dd>
      <dt>{say("证据", "Evidence")}</dt>
      <dd>{evidence}</dd>
      <dt>{say("提议", "Proposed")}</dt>
      <dd>{`${by} · ${minuteOf(at)}`}</dd>
      <dt>{say("状态", "State")}</dt>
      <dd>
        {decision === null
          ? say(
              `${stateWord(state)}（${minuteOf(expiresAt)} 前办理）`,
              `${stateWord(state)} (to be decided before ${minuteOf(expiresAt)})`,
            )
          : `${stateWord(state)} · ${decision.by} · ${decision.note}`}
      </dd>
    </dl>
  );
}
