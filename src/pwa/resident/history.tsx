/** 我的健康自查上报: one person's declarations, newest first, page by page. Each opens in full. */
import type { JSX } from "preact";
import type { DeclarationPage, DeclarationSummary } from "../../contract/declaration.ts";
import type { Person } from "../../contract/people.ts";
import { isFever } from "../../domain/declaration/declaration.ts";
import { moment } from "../app/moment.ts";
import { categoryWord, symptomsWord } from "../ui/words/declaration-words.ts";
import { say } from "../app/say.ts";
import { type Page, PersonList, PersonScreen, useList } from "../ui/person/person-list.tsx";
import "./history.css";

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

const DECLARATIONS = "GET /api/v1/people/:person/declarations";

function Entries({ person }: { readonly person: Person }): JSX.Element {
  const list = useList(DECLARATIONS, { person: person.id }, pageOf, person.declaration?.n);
  return (
    <>
      <PersonList
        list={list}
        empty={say("还没有申报过。", "No declarations yet.")}
        moreWord={say("更早的申报", "Earlier declarations")}
      >
        {(entry) => <Entry key={entry.n} person={person} entry={entry} />}
      </PersonList>
      <a class="button at-foot" href="/declare?again">
        {list.entries?.length === 0 ? say("开始申报", "Declare now") : say("重新上报", "Declare again")}
      </a>
    </>
  );
}

function pageOf({ declarations, nextBefore }: DeclarationPage): Page<typeof DECLARATIONS, DeclarationSummary> {
  return { entries: declarations, next: nextBefore === null ? null : { before: nextBefore } };
}

export default function History(): JSX.Element {
  return (
    <PersonScreen back="/me" title={say("我的健康自查上报", "My declarations")}>
      {(person) => <Entries person={person} />}
    </PersonScreen>
  );
}
