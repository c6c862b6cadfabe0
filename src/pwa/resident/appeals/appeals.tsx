/** 申诉: a person's appeals with their outcomes, and a form for a new one while none waits. */
import type { JSX } from "preact";
import type { Appeal } from "../../../contract/appeal.ts";
import { urlOf } from "../../app/api.ts";
import { moment } from "../../app/moment.ts";
import { explanationOf } from "../../app/people.ts";
import { say, saySentence } from "../../app/say.ts";
import { dropNote } from "../../app/store.ts";
import { useOnce, valueOf } from "../../ui/loaded.tsx";
import { PersonScreen, Wait } from "../../ui/person/person-list.tsx";
import { AppealForm } from "./appeal-form.tsx";
import { fileWords } from "../../ui/words/file-words.ts";

const FILE = "GET /api/v1/people/:person/appeals/:appeal/files/:file";

const wordOf = (state: Appeal["state"]): string =>
  ({
    waiting: say("等待答复", "Waiting for an answer"),
    granted: say("已同意", "Granted"),
    refused: say("未同意", "Not granted"),
  })[state];

interface EntryProps {
  readonly person: string;
  readonly appeal: Appeal;
}

function Entry({ appeal, person }: EntryProps): JSX.Element {
  const { id, state, text, files, at, dueAt, answeredAt, reason } = appeal;
  return (
    <li class="card stack">
      <b>{wordOf(state)}</b>
      <span>{text}</span>
      {files.map((file, index) => (
        <a class="chip" key={file.id} href={urlOf(FILE, { person, appeal: id, file: file.id })} download="">
          {fileWords(file, index)}
        </a>
      ))}
      <Place appeal={appeal} />
      <span class="quiet">
        {say(`提交于 ${moment(Date.parse(at))}`, `Sent ${moment(Date.parse(at))}`)}
        {state === "waiting" && say(` · 最迟 ${moment(Date.parse(dueAt))} 答复`, ` · answer by ${moment(Date.parse(dueAt))}`)}
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

const at = (time: string): string => moment(Date.parse(time));

/** Says where an appeal lies, and who answers it. */
function Place({ appeal: { regionName, sent, state, files } }: { readonly appeal: Appeal }): JSX.Element {
  if (sent === null) return <span class="quiet">{say(`由${regionName}答复`, `${regionName} answers`)}</span>;
  const to = saySentence(sent.toName);
  return (
    <div class="stack quiet">
      <span>{say(`来源 ${regionName}，由${to}答复`, `Source: ${regionName}. ${to} answers`)}</span>
      <span>
        {sent.receivedAt === null
          ? say(`${to}尚未收到，系统会继续发送`, `${to} has not received it yet; it is sent again`)
          : say(`${to}已于 ${at(sent.receivedAt)} 收到`, `${to} received it ${at(sent.receivedAt)}`)}
      </span>
      {state === "waiting" && sent.nationAt !== null && (
        <span>
          {say(
            `国家平台也已收到（${at(sent.nationAt)}），可以代为答复`,
            `The national platform has it too (${at(sent.nationAt)}) and may answer`,
          )}
        </span>
      )}
      {state === "waiting" && sent.isHere && (
        <span>
          {say(
            "48 小时已过，对方没有答复，已转给本地管理员",
            "48 hours are over without an answer; your own region's administrators have it now",
          )}
        </span>
      )}
      {state === "waiting" && sent.asideAt !== null && (
        <span>
          {say(
            `本地自 ${at(sent.asideAt)} 起暂不采用这条记录，直到${to}答复`,
            `Your region has set the entry aside since ${at(sent.asideAt)}, until ${to} answers`,
          )}
        </span>
      )}
      {sent.answeredBy !== null && (
        <span>{say(`${saySentence(sent.answeredBy)}已答复`, `${saySentence(sent.answeredBy)} has answered`)}</span>
      )}
      {files.length > 0 && (
        <span>{say("附件留在本地，没有发给对方", "The files stay in your region and are not sent there")}</span>
      )}
    </div>
  );
}

function OfPerson(props: { readonly person: string }): JSX.Element {
  const source = useOnce("GET /api/v1/people/:person/appeals", { person: props.person });
  const appeals = valueOf(source)?.appeals ?? null;

  async function finish(): Promise<void> {
    // The stored reason of the colour, with the state of the appeals, does not have this appeal yet.
    await dropNote(explanationOf({ id: props.person }));
    await source.reload();
  }

  return (
    <>
      <Wait source={source} />
      {appeals !== null && appeals.every(({ state }) => state !== "waiting") && (
        <AppealForm person={props.person} onSent={finish} />
      )}
      {appeals !== null && appeals.length > 0 && (
        <section class="stack" aria-live="polite">
          <h2>{say("申诉记录", "Appeals")}</h2>
          <ol class="stack">
            {appeals.map((appeal) => (
              <Entry key={appeal.id} person={props.person} appeal={appeal} />
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

export default function AppealsScreen(): JSX.Element {
  return (
    <PersonScreen back="/" title={say("申诉", "Appeal")}>
      {({ id }) => <OfPerson person={id} />}
    </PersonScreen>
  );
}
