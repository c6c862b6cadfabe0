/** 每日健康打卡: how somebody is today, in two answers; when they said it last, and until when the rules wait for the next one. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { CheckIns } from "../../../contract/check-in.ts";
import type { Person } from "../../../contract/people.ts";
import type { Problem } from "../../../contract/problem.ts";
import { isFever } from "../../../domain/declaration/declaration.ts";
import { get } from "../../app/api.ts";
import { correctedNow } from "../../app/clock.ts";
import { explanationOf } from "../code/explained.ts";
import { moment } from "../../app/moment.ts";
import { PersonHead } from "../code/person-head.tsx";
import { symptomsWord } from "../declare/words.ts";
import { Bar } from "../../ui/bar.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { chosen } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { dropNote } from "../../app/store.ts";
import "./check-in.css";
import { CheckInForm } from "./check-in-form.tsx";

type CheckIn = CheckIns["checkIns"][number];

function Due({ asked }: { readonly asked: CheckIns["asked"] }): JSX.Element {
  if (asked === null)
    return (
      <p class="notice">
        {say(
          "现行规则不要求打卡；打卡仍会记录，并重新判定码色。",
          "The rules in force ask for no check-ins; one is kept all the same, and decides the colour.",
        )}
      </p>
    );
  const due = moment(Date.parse(asked.dueAt));
  const late = Date.parse(asked.dueAt) <= correctedNow();
  return (
    <div class={late ? "notice warning" : "notice"}>
      <p>
        <b>
          {late ? say(`应在 ${due} 前打卡，已超时`, `It was due by ${due}`) : say(`下次打卡：${due} 前`, `Next one: by ${due}`)}
        </b>
      </p>
      <p>{say(`上次上报 ${moment(Date.parse(asked.lastAt))}`, `Last said ${moment(Date.parse(asked.lastAt))}`)}</p>
    </div>
  );
}

function Past({ checkIn }: { readonly checkIn: CheckIn }): JSX.Element {
  const { at, temperatureCelsius, symptoms } = checkIn;
  const unwell = isFever(temperatureCelsius) || symptoms.length > 0;
  return (
    <li>
      <span>{moment(Date.parse(at))}</span>
      <span class={unwell ? "check-in-unwell" : "quiet"}>
        {temperatureCelsius.toFixed(1)} ℃ · {symptomsWord(symptoms)}
      </span>
    </li>
  );
}

function OfPerson({ person }: { readonly person: Person }): JSX.Element {
  const path = `/api/v1/people/${person.id}/check-ins`;
  const [known, setKnown] = useState<CheckIns | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [done, setDone] = useState<string | null>(null);

  async function fetchAll(): Promise<void> {
    const answer = await get<CheckIns>(path);
    setProblem(answer.ok ? null : answer.refusal);
    if (answer.ok) setKnown(answer.value);
  }
  useEffect(() => void fetchAll(), []);

  async function sent(at: string): Promise<void> {
    setDone(at);
    scrollTo(0, 0);
    // Decided anew: what is kept of the colour may be true no longer.
    await dropNote(explanationOf(person));
    await fetchAll();
  }

  return (
    <>
      {done !== null && (
        <section class="card check-in-done" role="status">
          <b>{say("打卡成功", "Checked in")}</b>
          <span class="quiet">{moment(Date.parse(done))}</span>
          <a class="button" href="/">
            {say("看健康码", "See the code")}
          </a>
        </section>
      )}
      {problem !== null && <ProblemNotice problem={problem} onRetry={() => void fetchAll()} />}
      {known === null && problem === null && <p class="quiet">{say("正在读取……", "Loading…")}</p>}
      {known !== null && <Due asked={known.asked} />}
      {known !== null && done === null && <CheckInForm path={path} onSent={sent} />}
      {known !== null && known.checkIns.length > 0 && (
        <section class="stack">
          <h2>{say("近 30 天的打卡", "Of the last 30 days")}</h2>
          <ol class="card rows">
            {known.checkIns.map((checkIn) => (
              <Past key={checkIn.at} checkIn={checkIn} />
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function Nothing({ person }: { readonly person: Person | undefined }): JSX.Element {
  return person === undefined ? (
    <p class="notice">
      {say("还没有登记的人。", "Nobody is registered yet.")} <a href="/family">{say("去登记", "Register")}</a>
    </p>
  ) : (
    <p class="notice">
      {say("还没有申报，先申报一次才能打卡。", "Nothing is declared yet: declare once, then check in.")}{" "}
      <a href="/declare">{say("去申报", "Declare")}</a>
    </p>
  );
}

export default function CheckInScreen(): JSX.Element {
  const person = chosen.value;
  return (
    <main class="screen">
      <Bar name={say("健康码", "Code")} back="/" />
      <h1>{say("每日健康打卡", "Daily check-in")}</h1>
      {person !== undefined && <PersonHead person={person} />}
      {person?.declaration ? <OfPerson key={person.id} person={person} /> : <Nothing person={person} />}
    </main>
  );
}
