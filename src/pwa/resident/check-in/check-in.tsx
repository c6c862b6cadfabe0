/** 每日健康打卡: the health of a person today in two answers, the earlier check-ins, and the due time of the next one. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { CheckIns } from "../../../contract/check-in.ts";
import type { Person } from "../../../contract/people.ts";
import { isFever } from "../../../domain/declaration/declaration.ts";
import { correctedNow } from "../../app/clock.ts";
import { moment } from "../../app/moment.ts";
import { symptomsWord } from "../../ui/words/declaration-words.ts";
import { explanationOf } from "../../app/people.ts";
import { say } from "../../app/say.ts";
import { dropNote } from "../../app/store.ts";
import "./check-in.css";
import { useOnce, valueOf } from "../../ui/loaded.tsx";
import { PersonScreen, Wait } from "../../ui/person/person-list.tsx";
import { CheckInForm } from "./check-in-form.tsx";

type CheckIn = CheckIns["checkIns"][number];

function Due({ request }: { readonly request: CheckIns["asked"] }): JSX.Element {
  if (request === null)
    return (
      <p class="notice">
        {say(
          "现行规则不要求打卡；打卡仍会记录，并重新判定码色。",
          "The current rules do not require check-ins. A check-in is still recorded, and the colour is decided again.",
        )}
      </p>
    );
  const due = moment(Date.parse(request.dueAt));
  const late = Date.parse(request.dueAt) <= correctedNow();
  return (
    <div class={late ? "notice warning" : "notice"}>
      <p>
        <b>
          {late
            ? say(`应在 ${due} 前打卡，已超时`, `The check-in was due by ${due}`)
            : say(`下次打卡：${due} 前`, `Next check-in: by ${due}`)}
        </b>
      </p>
      <p>{say(`上次上报 ${moment(Date.parse(request.lastAt))}`, `Last report: ${moment(Date.parse(request.lastAt))}`)}</p>
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
  const source = useOnce("GET /api/v1/people/:person/check-ins", { person: person.id });
  const value = valueOf(source);
  const [done, setDone] = useState<string | null>(null);

  async function finish(at: string): Promise<void> {
    setDone(at);
    scrollTo(0, 0);
    // The check-in causes a new decision, so the stored reason of the colour may be out of date.
    await dropNote(explanationOf(person));
    await source.reload();
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
      <Wait source={source} />
      {value !== null && <Due request={value.asked} />}
      {value !== null && done === null && <CheckInForm person={person.id} onSent={finish} />}
      {value !== null && value.checkIns.length > 0 && (
        <section class="stack">
          <h2>{say("近 30 天的打卡", "Check-ins of the last 30 days")}</h2>
          <ol class="card rows">
            {value.checkIns.map((checkIn) => (
              <Past key={checkIn.at} checkIn={checkIn} />
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function NotDeclared(): JSX.Element {
  return (
    <p class="notice">
      {say("还没有申报，先申报一次才能打卡。", "There is no declaration yet. Declare once, then check in.")}{" "}
      <a href="/declare">{say("去申报", "Declare")}</a>
    </p>
  );
}

export default function CheckInScreen(): JSX.Element {
  return (
    <PersonScreen back="/" title={say("每日健康打卡", "Daily check-in")}>
      {(person) => (person.declaration ? <OfPerson person={person} /> : <NotDeclared />)}
    </PersonScreen>
  );
}
