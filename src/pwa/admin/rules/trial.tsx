/** The trial run of a proposed rule set, for the officers of the issuer: start, progress, cancellation and result. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import type { RuleSet } from "../../../contract/rules/rule-set.ts";
import type { Trial } from "../../../contract/rules/trial.ts";
import { type Answer, ask } from "../../app/api.ts";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { useLocation } from "../../app/location.ts";
import { say } from "../../app/say.ts";
import "../../styles/board.css";
import { Empty } from "../head.tsx";
import { type Source, SourceView, useLoaded, useProgress, valueOf } from "../../ui/loaded.tsx";
import { numberOf } from "../../ui/words/number.ts";
import { minuteOf } from "../../ui/words/moments.ts";
import { TrialResult } from "./trial-result.tsx";
import "./trial.css";

interface TrialRunProps {
  /** The proposal's id. */
  readonly id: string;
  readonly ruleSet: RuleSet;
  /** The code of the division to which the page belongs. */
  readonly division: string;
  /** With each state of the run, and null for a rule set without one. */
  readonly onLoad: (trial: Trial | null) => void;
}

export function TrialRun({ id, ruleSet, division, onLoad }: TrialRunProps): JSX.Element {
  const county = useLocation().query.get("county");
  const source = useLoaded("GET /api/v1/rule-sets/:id/trial", { id, county: county ?? undefined });
  const [problem, setProblem] = useState<Problem | null>(null);
  useProgress(source, ({ state }) => state === "running");
  useCountyInView(source, county);
  const { loaded } = source;
  const present = valueOf(source);
  useEffect(() => onLoad(present), [present, onLoad]);
  const isNew = loaded.state === "failed" && loaded.problem.code === "trial_not_found";

  async function change(changing: Promise<Answer<Trial>>): Promise<void> {
    const answer = await changing;
    setProblem(answer.ok ? null : answer.refusal);
    if (answer.ok) await source.reload();
  }
  const begin = () => void change(ask("POST /api/v1/rule-sets/:id/trial", { id }));

  return (
    <section class="board" aria-labelledby="trial-title">
      <header class="admin-head">
        <h2 id="trial-title">{say("试运行", "Trial run")}</h2>
        <p class="quiet" role="status">
          {loaded.state === "ready" && stateOf(loaded.value)}
        </p>
        <div class="admin-do">{loaded.state === "ready" && <Again trial={loaded.value} onBegin={begin} />}</div>
      </header>
      {problem !== null && <ProblemNotice problem={problem} />}
      {isNew ? (
        <Empty title={say("还没有试运行", "No trial run yet")}>
          <p class="trial-explained">{EXPLAINED()}</p>
          <button class="button" type="button" onClick={begin}>
            {say("开始试运行", "Start the trial run")}
          </button>
        </Empty>
      ) : (
        <SourceView source={source}>
          {(trial) =>
            trial.result === null ? (
              <Unfinished trial={trial} onCancel={() => void change(ask("DELETE /api/v1/rule-sets/:id/trial", { id }))} />
            ) : (
              <TrialResult result={trial.result} ruleSet={ruleSet} division={division} county={county} />
            )
          }
        </SourceView>
      )}
    </section>
  );
}

const EXPLAINED = (): string =>
  say(
    "按此刻的数据、当作新规则现在就生效，统计多少人的码色会变、从哪种变成哪种、在哪里、为什么。只得到人数；不改变任何人的码色，也看不到任何人。",
    "The trial run uses the data of this moment as if the new rules were in force now. It counts how many colours would change, from which colour to which, where and why. It gives numbers only: no colour changes, and no person is visible.",
  );

function stateOf({ state, begunAt, finishedAt, by }: Trial): string {
  const [from, until] = [minuteOf(begunAt), finishedAt === null ? "" : minuteOf(finishedAt)];
  if (state === "running") return say(`${by} ${from} 开始`, `Started by ${by}, ${from}`);
  if (state === "cancelled") return say(`${by} ${from} 开始，已取消`, `Started by ${by}, ${from}. Cancelled.`);
  return say(
    `${by} ${from} 开始，${until} 完成；按当时的数据，当作新规则即刻生效`,
    `Started by ${by}, ${from}. Finished ${until}. Based on the data of that time, as if the new rules were in force.`,
  );
}

function Again(props: { readonly trial: Trial; readonly onBegin: () => void }): JSX.Element | null {
  if (props.trial.state === "running") return null;
  return (
    <button class="chip" type="button" onClick={props.onBegin}>
      {say("重新试运行", "Run again")}
    </button>
  );
}

function Unfinished(props: { readonly trial: Trial; readonly onCancel: () => void }): JSX.Element {
  const { state, shards } = props.trial;
  if (state === "cancelled")
    return <p class="notice">{say("这次试运行已取消，没有结果。", "This trial run was cancelled. It has no result.")}</p>;
  const words = say(
    `已统计 ${numberOf(shards.counted)} / ${numberOf(shards.all)} 个分片`,
    `${numberOf(shards.counted)} of ${numberOf(shards.all)} shards counted`,
  );
  return (
    <div class="admin-card trial-progress">
      <label>
        {words}
        <progress max={shards.all} value={shards.counted} />
      </label>
      <button class="chip" type="button" onClick={props.onCancel}>
        {say("取消", "Cancel")}
      </button>
    </div>
  );
}

/** After a county is opened or left, scrolls to the list of places, not to the head of the page. */
function useCountyInView({ loaded }: Source<Trial>, county: string | null): void {
  const countyBefore = useRef<string | null>(null);
  useEffect(() => {
    if (loaded.state !== "ready" || countyBefore.current === county) return;
    countyBefore.current = county;
    document.querySelector("#trial-below")?.scrollIntoView();
  }, [loaded.state, county]);
}
