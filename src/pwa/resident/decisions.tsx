/** 码色记录: the decisions on one person's colour, newest first, as administrators also read them. */
import type { JSX } from "preact";
import type { Decision, OwnDecisions } from "../../contract/decision.ts";
import { FACT_WORDS } from "../../domain/fact/fact.ts";
import { ColourMark } from "../ui/colour-mark.tsx";
import { REVIEW_WORDS } from "../../domain/review/review.ts";
import { moment } from "../app/moment.ts";
import { say, saySentence } from "../app/say.ts";
import { type Page, PersonList, PersonScreen, useList } from "../ui/person/person-list.tsx";
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
      {lists.length > 0 && <span>{say(`查看了：${lists.join("、")}`, `Lists used: ${lists.join(", ")}`)}</span>}
      <span class="quiet">
        {moment(Date.parse(at))}
        {until !== null && say(` · 至 ${moment(Date.parse(until))}`, ` · until ${moment(Date.parse(until))}`)}
      </span>
      {!intact && <span>{say("这条记录校验不符", "The check of this entry failed")}</span>}
    </li>
  );
}

const DECISIONS = "GET /api/v1/people/:person/decisions";

function Entries(props: { readonly person: string }): JSX.Element {
  const list = useList(DECISIONS, { person: props.person }, pageOf);
  return (
    <>
      <PersonList list={list} empty={say("还没有判定过码色。", "No colour has been decided yet.")}>
        {(decision, index) => <Entry key={`${decision.at} ${index}`} decision={decision} />}
      </PersonList>
      {list.last?.complete === false && <p class="quiet">{say("更早的未列出。", "Older decisions are not listed.")}</p>}
    </>
  );
}

function pageOf({ decisions }: OwnDecisions): Page<typeof DECISIONS, Decision> {
  return { entries: decisions, next: null };
}

export default function DecisionsScreen(): JSX.Element {
  return (
    <PersonScreen
      back="/me"
      title={say("码色记录", "Colour history")}
      detail={say(
        "每次申报、打卡、名单变化或时间到期，都按公布的规则自动判定，并记在这里。",
        "After each declaration, check-in, change of a list or end of a period, the published rules decide the colour. Each decision is recorded here.",
      )}
    >
      {({ id }) => <Entries person={id} />}
    </PersonScreen>
  );
}
