/** 码色记录: how one person's colour was decided, newest first, as administrators read it too. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Decision, OwnDecisions } from "../../contract/decision.ts";
import type { Problem } from "../../contract/problem.ts";
import { FACT_WORDS } from "../../domain/fact/fact.ts";
import { ColourMark } from "../ui/colour-mark.tsx";
import { REVIEW_WORDS } from "../../domain/review/review.ts";
import { get } from "../app/api.ts";
import { moment } from "../app/moment.ts";
import { PersonHead } from "./code/person-head.tsx";
import { Bar } from "../ui/bar.tsx";
import { ProblemNotice } from "../ui/problem-notice.tsx";
import { chosen } from "../app/people.ts";
import { say, saySentence } from "../app/say.ts";
import "../styles/looks.css";

function Entry({ decision }: { readonly decision: Decision }): JSX.Element {
  const { at, colour, reason, row, until, facts, review, intact } = decision;
  const lists = facts.map(({ kind, sourceName }) => `${saySentence(FACT_WORDS[kind])}（${sourceName}）`);
  return (
    <li class="card look">
      <b>
        <ColourMark colour={colour} />
      </b>
      <span>{reason === null ? row : saySentence(reason)}</span>
      {review !== null && <span>{say("审核：", "Review: ") + saySentence(REVIEW_WORDS[review])}</span>}
      {lists.length > 0 && <span>{say(`查看了：${lists.join("、")}`, `Looked at: ${lists.join(", ")}`)}</span>}
      <span class="quiet">
        {moment(Date.parse(at))}
        {until !== null && say(` · 至 ${moment(Date.parse(until))}`, ` · until ${moment(Date.parse(until))}`)}
      </span>
      {!intact && <span>{say("这条记录校验不符", "This entry does not match its check")}</span>}
    </li>
  );
}

function Entries(props: { readonly person: string }): JSX.Element {
  const [known, setKnown] = useState<OwnDecisions | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function fetchAll(): Promise<void> {
    const answer = await get<OwnDecisions>(`/api/v1/people/${props.person}/decisions`);
    setProblem(answer.ok ? null : answer.refusal);
    if (answer.ok) setKnown(answer.value);
  }
  useEffect(() => void fetchAll(), []);

  return (
    <>
      {problem !== null && <ProblemNotice problem={problem} onRetry={() => void fetchAll()} />}
      {known === null && problem === null && <p class="quiet">{say("正在读取……", "Loading…")}</p>}
      {known?.decisions.length === 0 && <p class="notice">{say("还没有判定过码色。", "No colour was decided yet.")}</p>}
      <ol class="stack">
        {known?.decisions.map((decision, index) => (
          <Entry key={`${decision.at} ${index}`} decision={decision} />
        ))}
      </ol>
      {known?.complete === false && <p class="quiet">{say("更早的未列出。", "Older ones are not listed.")}</p>}
    </>
  );
}

export default function DecisionsScreen(): JSX.Element {
  const person = chosen.value;
  return (
    <main class="screen">
      <Bar name={say("我的", "Me")} back="/me" />
      <h1>{say("码色记录", "Colour history")}</h1>
      <p class="quiet">
        {say(
          "每次申报、打卡、名单变化或时间到期，都按公布的规则自动判定，并记在这里。",
          "Each declaration, check-in, entry of a list and end of a time is decided by the published rules, and kept here.",
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
