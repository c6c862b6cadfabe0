/** 申诉: a person's appeals with what became of each, and a form for a new one while none waits. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Appeal, Appeals } from "../../../contract/appeal.ts";
import type { Problem } from "../../../contract/problem.ts";
import { get } from "../../app/api.ts";
import { explanationOf } from "../code/explained.ts";
import { moment } from "../../app/moment.ts";
import { PersonHead } from "../code/person-head.tsx";
import { Bar } from "../../ui/bar.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { chosen } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { dropNote } from "../../app/store.ts";
import { AppealForm } from "./appeal-form.tsx";
import { fileWords } from "./use-files.ts";

const wordOf = (state: Appeal["state"]): string =>
  ({
    waiting: say("等待答复", "Waiting for an answer"),
    granted: say("已同意", "Granted"),
    refused: say("未同意", "Not granted"),
  })[state];

interface EntryProps {
  /** Of the person's appeals. */
  readonly path: string;
  readonly appeal: Appeal;
}

function Entry({ appeal, path }: EntryProps): JSX.Element {
  const { id, state, text, files, at, dueAt, answeredAt, reason } = appeal;
  return (
    <li class="card stack">
      <b>{wordOf(state)}</b>
      <span>{text}</span>
      {files.map((file, index) => (
        <a class="chip" key={file.id} href={`${path}/${id}/files/${file.id}`} download="">
          {fileWords(file, index)}
        </a>
      ))}
      <span class="quiet">
        {say(`提交于 ${moment(Date.parse(at))}`, `Sent ${moment(Date.parse(at))}`)}
        {state === "waiting" && say(` · 最迟 ${moment(Date.parse(dueAt))} 答复`, ` · answered by ${moment(Date.parse(dueAt))}`)}
      </span>
      {reason !== null && answeredAt !== null && (
        <span>
          {say("答复：", "Answer: ")}
          {reason} <span class="quiet">{moment(Date.parse(answeredAt))}</span>
        </span>
      )}
    </li>
  );
}

function OfPerson(props: { readonly person: string }): JSX.Element {
  const path = `/api/v1/people/${props.person}/appeals`;
  const [known, setKnown] = useState<readonly Appeal[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function fetchAll(): Promise<void> {
    const answer = await get<Appeals>(path);
    setProblem(answer.ok ? null : answer.refusal);
    if (answer.ok) setKnown(answer.value.appeals);
  }
  useEffect(() => void fetchAll(), []);

  async function sent(): Promise<void> {
    // What is kept of the colour says nothing of it yet.
    await dropNote(explanationOf({ id: props.person }));
    await fetchAll();
  }

  return (
    <>
      {problem !== null && <ProblemNotice problem={problem} onRetry={() => void fetchAll()} />}
      {known === null && problem === null && <p class="quiet">{say("正在读取……", "Loading…")}</p>}
      {known !== null && known.every(({ state }) => state !== "waiting") && <AppealForm path={path} onSent={sent} />}
      {known !== null && known.length > 0 && (
        <section class="stack" aria-live="polite">
          <h2>{say("申诉记录", "Appeals")}</h2>
          <ol class="stack">
            {known.map((appeal) => (
              <Entry key={appeal.id} path={path} appeal={appeal} />
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

export default function AppealsScreen(): JSX.Element {
  const person = chosen.value;
  return (
    <main class="screen">
      <Bar name={say("健康码", "Code")} back="/" />
      <h1>{say("申诉", "Appeal")}</h1>
      {person === undefined ? (
        <p class="notice">
          {say("还没有登记的人。", "Nobody is registered yet.")} <a href="/family">{say("去登记", "Register")}</a>
        </p>
      ) : (
        <>
          <PersonHead person={person} />
          <OfPerson key={person.id} person={person.id} />
        </>
      )}
    </main>
  );
}
