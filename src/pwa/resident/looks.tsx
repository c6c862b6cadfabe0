/** 谁看过我的信息: who looked at one person's data, when, why and how much, newest first, a page at a time. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../../contract/problem.ts";
import type { Look, Looks } from "../../contract/track.ts";
import { PURPOSE_WORDS } from "../../domain/look/look.ts";
import { get } from "../app/api.ts";
import { moment } from "../app/moment.ts";
import { PersonHead } from "./code/person-head.tsx";
import { Bar } from "../ui/bar.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { chosen } from "../app/people.ts";
import { say, saySentence } from "../app/say.ts";
import "../styles/looks.css";

const extentOf = (extent: Look["extent"]): string =>
  ({
    whole: say("近 30 天的全部通行轨迹", "all passes of 30 days"),
    division: say("在该辖区的通行", "passes in that division"),
    appeal_file: say("申诉附件", "a file of your appeal"),
    decisions: say("码色判定记录", "how the colour was decided"),
  })[extent];

function Entry({ look }: { readonly look: Look }): JSX.Element {
  const { kind, text } = look.purpose;
  return (
    <li class="card look">
      <b>{look.officeName}</b>
      <span>
        {saySentence(PURPOSE_WORDS[kind])}
        {text !== null && ` · ${text}`}
      </span>
      <span class="quiet">
        {moment(Date.parse(look.at))} · {extentOf(look.extent)}
      </span>
    </li>
  );
}

function Entries(props: { readonly person: string }): JSX.Element {
  const [known, setKnown] = useState<Looks | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const fetchPage = async (page: string | null): Promise<void> => {
    const query = page === null ? "" : `?page=${page}`;
    const answer = await get<Looks>(`/api/v1/people/${props.person}/looks${query}`);
    setProblem(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    const { looks, nextPage } = answer.value;
    setKnown((before) => ({ looks: [...(page === null ? [] : (before?.looks ?? [])), ...looks], nextPage }));
  };
  useEffect(() => void fetchPage(null), []);

  return (
    <>
      {problem !== null && <ProblemNotice problem={problem} onRetry={() => void fetchPage(null)} />}
      {known === null && problem === null && <p class="quiet">{say("正在读取……", "Loading…")}</p>}
      {known?.looks.length === 0 && <p class="notice">{say("近 180 天没有人看过。", "Nobody looked in the last 180 days.")}</p>}
      <ol class="stack">
        {known?.looks.map((look, index) => (
          <Entry key={`${look.at} ${index}`} look={look} />
        ))}
      </ol>
      {known !== null && known.nextPage !== null && (
        <button class="button second" type="button" onClick={() => void fetchPage(known.nextPage)}>
          {say("更早的记录", "Earlier ones")}
        </button>
      )}
    </>
  );
}

export default function LooksScreen(): JSX.Element {
  const person = chosen.value;
  return (
    <main class="screen">
      <Bar name={say("我的", "Me")} back="/me" />
      <h1>{say("谁看过我的信息", "Who looked at my data")}</h1>
      <p class="quiet">
        {say(
          "管理员打开您的通行轨迹、码色记录或申诉附件时，用途会记在这里，保存 180 天。",
          "When an administrator opens your track, your colour history or a file of your appeal, the purpose is kept here for 180 days.",
        )}
      </p>
      {person === undefined ? (
        <p class="notice">
          {say("还没有登记的人。", "Nobody is registered yet.")} <a href="/family">{say("去登记", "Register")}</a>
        </p>
      ) : (
        <>
          <PersonHead person={person} />
          <Entries key={person.id} person={person.id} />
        </>
      )}
    </main>
  );
}
