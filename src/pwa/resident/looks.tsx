/** 谁看过我的信息: who has looked at one person's data, with office, time, purpose and extent, newest first, page by page. */
import type { JSX } from "preact";
import type { Look, Looks } from "../../contract/track.ts";
import { PURPOSE_WORDS } from "../../domain/look/look.ts";
import { moment } from "../app/moment.ts";
import { say, saySentence } from "../app/say.ts";
import { type Page, PersonList, PersonScreen, useList } from "../ui/person/person-list.tsx";
import "../styles/looks.css";

const extentOf = (extent: Look["extent"]): string =>
  ({
    whole: say("近 30 天的全部通行轨迹", "all passes of 30 days"),
    division: say("在该辖区的通行", "passes in that division"),
    appeal_file: say("申诉附件", "a file of your appeal"),
    managers: say("谁在管理您的健康码", "who manages your health code"),
    decisions: say("码色判定记录", "your colour history"),
    colour: say("当前码色", "your present colour"),
    nobody: say("没有看到信息", "no data"),
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
      {!look.intact && <span>{say("这条记录校验不符", "The check of this entry failed")}</span>}
    </li>
  );
}

const LOOKS = "GET /api/v1/people/:person/looks";

function Entries(props: { readonly person: string }): JSX.Element {
  const list = useList(LOOKS, { person: props.person }, pageOf);
  return (
    <PersonList
      list={list}
      empty={say("近 180 天没有人看过。", "Nobody looked at your data in the last 180 days.")}
      moreWord={say("更早的记录", "Earlier looks")}
    >
      {(look, index) => <Entry key={`${look.at} ${index}`} look={look} />}
    </PersonList>
  );
}

function pageOf({ looks, nextPage }: Looks): Page<typeof LOOKS, Look> {
  return { entries: looks, next: nextPage === null ? null : { page: nextPage } };
}

export default function LooksScreen(): JSX.Element {
  return (
    <PersonScreen
      back="/me"
      title={say("谁看过我的信息", "Who looked at my data")}
      detail={say(
        "管理员打开您的通行轨迹、码色记录或申诉附件，或查看谁在管理您的健康码时，用途会记在这里，保存 180 天。",
        "When an administrator opens your track, your colour history or a file of your appeal, or looks at who manages your health code, the purpose is recorded here and stored for 180 days.",
      )}
    >
      {({ id }) => <Entries person={id} />}
    </PersonScreen>
  );
}
