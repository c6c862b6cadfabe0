/** 我的健康自查上报: one person's declarations, newest first, a page at a time; each opens whole. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { DeclarationPage, DeclarationSummary } from "../../contract/declaration.ts";
import type { Person } from "../../contract/people.ts";
import type { Problem } from "../../contract/problem.ts";
import { isFever } from "../../domain/declaration/declaration.ts";
import { get } from "../app/api.ts";
import { moment } from "../app/moment.ts";
import { PersonHead } from "./code/person-head.tsx";
import { categoryWord, symptomsWord } from "./declare/words.ts";
import { Bar } from "../ui/bar.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { chosen } from "../app/people.ts";
import { say } from "../app/say.ts";
import "./history.css";

interface Known {
  readonly entries: readonly DeclarationSummary[];
  /** Number before which the next page begins; null at the end. */
  readonly nextBefore: number | null;
}

function Entry(props: { readonly person: Person; readonly entry: DeclarationSummary }): JSX.Element {
  const { entry } = props;
  const unwell = isFever(entry.temperatureCelsius) || entry.symptoms.length > 0;
  return (
    <li>
      <a class="card past" href={`/history/${props.person.id}/${entry.n}`}>
        <b>{moment(Date.parse(entry.at))}</b>
        <span>{categoryWord(entry.category)}</span>
        <span class={unwell ? "unwell" : "quiet"}>
          {entry.temperatureCelsius.toFixed(1)} ℃ · {symptomsWord(entry.symptoms)}
        </span>
      </a>
    </li>
  );
}

function Entries(props: { readonly person: Person }): JSX.Element {
  const { person } = props;
  const [known, setKnown] = useState<Known | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const fetchPage = async (before: number | null): Promise<void> => {
    const query = before === null ? "" : `?before=${before}`;
    const answer = await get<DeclarationPage>(`/api/v1/people/${person.id}/declarations${query}`);
    setProblem(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    const { declarations, nextBefore } = answer.value;
    setKnown((earlier) => ({ entries: [...(before === null ? [] : (earlier?.entries ?? [])), ...declarations], nextBefore }));
  };
  useEffect(() => void fetchPage(null), [person.declaration?.n]);

  return (
    <>
      {problem !== null && <ProblemNotice problem={problem} onRetry={() => void fetchPage(null)} />}
      {known === null && problem === null && <p class="quiet">{say("正在读取……", "Loading…")}</p>}
      {known?.entries.length === 0 && <p class="notice">{say("还没有申报过。", "Nothing declared yet.")}</p>}
      <ol class="stack">
        {known?.entries.map((entry) => (
          <Entry key={entry.n} person={person} entry={entry} />
        ))}
      </ol>
      {known !== null && known.nextBefore !== null && (
        <button class="button second" type="button" onClick={() => void fetchPage(known.nextBefore)}>
          {say("更早的申报", "Earlier ones")}
        </button>
      )}
      <a class="button at-foot" href="/declare?again">
        {known?.entries.length === 0 ? say("开始申报", "Declare now") : say("重新上报", "Declare again")}
      </a>
    </>
  );
}

export default function History(): JSX.Element {
  const person = chosen.value;
  return (
    <main class="screen">
      <Bar name={say("我的", "Me")} back="/me" />
      <h1>{say("我的健康自查上报", "My declarations")}</h1>
      {person === undefined ? (
        <p class="notice">
          {say("还没有登记的人。", "Nobody is registered yet.")} <a href="/family">{say("去登记", "Register")}</a>
        </p>
      ) : (
        <>
          <PersonHead person={person} />
          <Entries key={person.id} person={person} />
        </>
      )}
    </main>
  );
}
