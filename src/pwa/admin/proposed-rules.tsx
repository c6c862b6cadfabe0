/** One proposed rule set, for whoever decides about it: whose it is, from when, and its trial run. The address keeps which. */
import type { JSX } from "preact";
import type { ProposedRuleSet } from "../../contract/rule-set.ts";
import { say, saySentence } from "../say.ts";
import { Head } from "./head.tsx";
import { Shown, useLoaded } from "./loaded.tsx";
import { addressOf } from "./route.ts";
import { TrialRun } from "./trial.tsx";

interface ProposedRulesProps {
  /** Of the proposal. */
  readonly id: string;
  readonly division: string;
}

export function ProposedRules({ id, division }: ProposedRulesProps): JSX.Element {
  const source = useLoaded<ProposedRuleSet>(`/api/v1/rule-sets/${id}`);
  const { loaded } = source;
  const name = loaded.state === "ready" ? saySentence(loaded.value.ruleSet.title) : say("提议的规则", "Proposed rules");
  return (
    <>
      <Head name={name} detail={loaded.state === "ready" ? fromWhen(loaded.value) : undefined}>
        <a class="chip" href={addressOf(division, "rules")}>
          {say("全部规则", "All rules")}
        </a>
      </Head>
      <Shown source={source}>{({ ruleSet }) => <TrialRun id={id} ruleSet={ruleSet} division={division} />}</Shown>
    </>
  );
}

function fromWhen({ ruleSet: { id, version, validFrom } }: ProposedRuleSet): string {
  return say(`提议：${id} 第 ${version} 版，${validFrom} 起执行`, `Proposed: ${id} version ${version}, from ${validFrom}`);
}
